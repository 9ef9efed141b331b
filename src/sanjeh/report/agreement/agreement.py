"""A version of the agreement on A4: the text as agreed, what is known of it, and its code."""

import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib import resources
from pathlib import Path

from sanjeh.locale.catalogues import direction
from sanjeh.report.typesetting import typeset, workplace


@dataclass(frozen=True, slots=True)
class PrintedPassage:
    """A paragraph, or a commitment with its mark."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class PrintedClause:
    number: str
    title: str
    passages: tuple[PrintedPassage, ...]


@dataclass(frozen=True, slots=True)
class PrintedText:
    """The clauses in one language under a heading, which is empty for the text that binds."""

    language: str
    heading: str
    clauses: tuple[PrintedClause, ...]


@dataclass(frozen=True, slots=True)
class PrintedAgreement:
    """Everything already said in one language; the first of `texts` binds.

    `facts` and `bodies` are pairs of what stands on either side of a line.
    """

    language: str
    sender: str
    title: str
    lines: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    texts: tuple[PrintedText, ...]
    bodies_title: str
    bodies: tuple[tuple[str, str], ...]
    code_title: str
    code: str
    verify_at: str
    numbering: str


def agreement_pdf(printed: PrintedAgreement) -> bytes:
    """Return the paper as PDF, tagged and with its title and language."""
    with resources.as_file(resources.files("sanjeh.report.agreement")) as own, workplace() as folder:
        shutil.copy(own / "agreement.typ", folder)
        facts = {**asdict(printed), "directions": directions([printed.language, *languages(printed)])}
        (Path(folder) / "agreement.json").write_text(json.dumps(facts, ensure_ascii=False), "utf-8")
        return typeset(Path(folder) / "agreement.typ")


def languages(printed: PrintedAgreement) -> list[str]:
    return [text.language for text in printed.texts]


def directions(codes: Sequence[str]) -> dict[str, str]:
    return {code: direction(code) for code in codes}
