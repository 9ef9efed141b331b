"""A letter on A4 with number and date, as an office keeps and posts it."""

import json
import shutil
from dataclasses import asdict, dataclass
from importlib import resources
from pathlib import Path

from sanjeh.locale.catalogues import direction
from sanjeh.report.typesetting import typeset, workplace


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything already said in one language; `number` is empty until the letter is posted."""

    language: str
    sender: str
    number_title: str
    number: str
    date_title: str
    date: str
    to: str
    subject: str
    paragraphs: tuple[str, ...]
    address: str


def letter_pdf(letter: Letter) -> bytes:
    """Return the letter as PDF, tagged and with its title and language."""
    with resources.as_file(resources.files("sanjeh.report.letter")) as own, workplace() as folder:
        shutil.copy(own / "letter.typ", folder)
        facts = {**asdict(letter), "direction": direction(letter.language)}
        (Path(folder) / "letter.json").write_text(json.dumps(facts, ensure_ascii=False), "utf-8")
        return typeset(Path(folder) / "letter.typ")
