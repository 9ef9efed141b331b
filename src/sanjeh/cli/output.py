"""Writes the result where it was asked for: terminal or JSON, and the page and PDF beside them."""

from dataclasses import dataclass
from pathlib import Path

from sanjeh.cli.options import cannot_write
from sanjeh.cli.tell import tell_json
from sanjeh.core.methodology.methodology import Methodology
from sanjeh.engine.evidence import EvidenceStore
from sanjeh.engine.registry import AnyProbe
from sanjeh.report.console import terminal
from sanjeh.report.scorecard.card import Report
from sanjeh.report.scorecard.document import Document
from sanjeh.report.scorecard.html import page
from sanjeh.report.scorecard.judgement import judge_all
from sanjeh.report.scorecard.pdf import pdf
from sanjeh.report.scorecard.terminal import print_report
from sanjeh.report.scorecard.wording import Result, report
from sanjeh.report.words import say


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader asked for."""

    language: str
    as_json: bool
    html: Path | None
    pdf: Path | None


@dataclass(frozen=True, slots=True)
class Judges:
    """By what stored evidence is judged and scored."""

    probes: tuple[AnyProbe, ...]
    methodology: Methodology


def judge_and_write(store: EvidenceStore, by: Judges, wanted: Wanted, jobs: int | None = 1) -> Document:
    """Judge all that is stored and write what was asked for; raise UsageProblem where it cannot be written.

    `jobs` is the number of processes, None to choose one.
    """
    is_card = not wanted.as_json or bool(wanted.html or wanted.pdf)
    result = judge_all(store, by.probes, by.methodology, jobs=jobs, with_pictures=is_card)
    write(result, wanted)
    return result.document


def write(result: Result, wanted: Wanted) -> None:
    """Write everything that was asked for; raise UsageProblem for a file that cannot be written."""
    if wanted.as_json:
        tell_json(result.document.to_json())
    if wanted.as_json and not wanted.html and not wanted.pdf:
        return
    said = report(result, wanted.language)
    if not wanted.as_json:
        _print(said)
    _write_files(said, wanted)


def _print(said: Report) -> None:
    print_report(said, terminal())


def _write_files(said: Report, wanted: Wanted) -> None:
    if wanted.html:
        _save(wanted.html, page(said).encode(), wanted.language)
    if wanted.pdf:
        _save(wanted.pdf, pdf(said), wanted.language)


def _save(path: Path, content: bytes, language: str) -> None:
    try:
        path.write_bytes(content)
    except OSError as problem:
        raise cannot_write(path, problem, language) from None
    terminal(stderr=True).print(say("written", language, path=str(path)), markup=False)
