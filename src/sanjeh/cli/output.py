"""Writes the result where it was asked for: terminal or JSON, and the page and PDF beside them."""

import sys
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from sanjeh.cli.options import cannot_write
from sanjeh.report.page.card import Sheet
from sanjeh.report.page.wording import Result, sheet
from sanjeh.report.words import say


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader asked for."""

    language: str
    as_json: bool
    html: Path | None
    pdf: Path | None


def write(result: Result, wanted: Wanted) -> None:
    """Write everything that was asked for; raise UsageProblem for a file that cannot be written."""
    if wanted.as_json:
        sys.stdout.write(f"{result.document.to_json()}\n")
    if wanted.as_json and not wanted.html and not wanted.pdf:
        return
    said = sheet(result, wanted.language)
    if not wanted.as_json:
        _print(said)
    _write_files(said, wanted)


def _print(said: Sheet) -> None:
    # Loaded here and below only when needed: a look should start at once.
    from sanjeh.report.page.terminal import print_sheet  # noqa: PLC0415

    print_sheet(said, Console(highlight=False))


def _write_files(said: Sheet, wanted: Wanted) -> None:
    if wanted.html:
        from sanjeh.report.page.html import page  # noqa: PLC0415

        _save(wanted.html, page(said).encode(), wanted.language)
    if wanted.pdf:
        from sanjeh.report.page.pdf import pdf  # noqa: PLC0415

        _save(wanted.pdf, pdf(said), wanted.language)


def _save(path: Path, content: bytes, language: str) -> None:
    try:
        path.write_bytes(content)
    except OSError as problem:
        raise cannot_write(path, problem, language) from None
    Console(stderr=True).print(say("written", language, path=str(path)), markup=False, highlight=False)
