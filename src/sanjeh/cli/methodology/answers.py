"""`sanjeh methodology answers METHOD ANSWERS`: a questionnaire becomes rows that `sanjeh score` reads."""

import csv
import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from sanjeh.cli.language import reader_language
from sanjeh.cli.methodology.loading import BROKEN, LANGUAGE, loaded
from sanjeh.core.observations.from_answers import Answer, NotAnAnswer, answered
from sanjeh.core.observations.model import Observation, Value
from sanjeh.core.text.words import Words

NEEDED = ("unit", "indicator", "question", "there")
COLUMNS = ("unit", "service", "address", "indicator", "state", "value", "source")
NO_TEXT = Words(
    "این پرونده خوانده نشد: {}. آن را به‌صورت CSV با UTF-8 ذخیره کنید.",
    "The file cannot be read: {}. Save it as CSV in UTF-8.",
)
NO_COLUMN = Words("ستون {} نیست؛ این ستون‌ها لازم‌اند: {}.", "There is no column {}; these are needed: {}.")
NO_COUNT = Words(
    "سطر {}، ستون there: «{}» عددی درست نیست؛ شمار آن را بنویسید، یا اگر پرسش نامربوط است خالی بگذارید.",
    "Line {}, column there: '{}' is no whole number; write how many are there, or nothing where the question "
    "is not relevant.",
)
NO_ANSWER = Words(
    "این پاسخ به روش نمی‌خورد: {}. کد پرسش و عدد آن را درست کنید.",
    "This answer does not fit the method: {}. Correct the question's code or its number.",
)


class Unreadable(Exception):
    """The file of answers cannot be used; `says` tells why and what to write."""

    def __init__(self, says: Words, *facts: object) -> None:
        super().__init__(says.en.format(*facts))
        self.says = Words(says.fa.format(*facts), says.en.format(*facts))


@click.command()
@click.argument("code_or_file")
@click.argument("answers_csv", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--local", multiple=True, help="A service of regional or local government (repeatable).")
@LANGUAGE
def answers(code_or_file: str, answers_csv: Path, local: tuple[str, ...], lang: str | None) -> None:
    """Fold single answers (unit, service, address, indicator, question, there) into observations as CSV."""
    language = reader_language(lang)
    methodology = loaded(code_or_file, language)
    try:
        found = answered(methodology, read_answers(answers_csv), local)
    except Unreadable as problem:
        click.echo(f"{answers_csv}: {problem.says.in_language(language)}", err=True)
        sys.exit(BROKEN)
    except NotAnAnswer as problem:
        click.echo(f"{answers_csv}: {NO_ANSWER.in_language(language).format(problem)}", err=True)
        sys.exit(BROKEN)
    click.echo(observations_csv(found), nl=False)


def read_answers(file: Path) -> Iterator[Answer]:
    """Yield one answer for each line; raise Unreadable with the line that is wrong."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(NO_TEXT, error) from error
    lines = csv.DictReader(io.StringIO(text))
    if absent := [name for name in NEEDED if name not in (lines.fieldnames or ())]:
        raise Unreadable(NO_COLUMN, absent[0], ", ".join(NEEDED))
    for line in lines:
        yield Answer(
            unit=line["unit"] or "",
            indicator=line["indicator"] or "",
            question=line["question"] or "",
            there=_count(line["there"] or "", lines.line_num),
            service=line.get("service") or "",
            address=line.get("address") or "",
        )


def observations_csv(found: Iterable[Observation]) -> str:
    page = io.StringIO()
    rows = csv.writer(page, lineterminator="\n")
    rows.writerow(COLUMNS)
    for one in found:
        value = repr(one.answer.number) if isinstance(one.answer, Value) else ""
        names = (one.unit, one.service, one.address, one.indicator)
        rows.writerow((*names, one.answer.state.value, value, one.source.value))
    return page.getvalue()


def _count(written: str, line: int) -> int | None:
    if not written.strip():
        return None
    try:
        return int(written)
    except ValueError as error:
        raise Unreadable(NO_COUNT, line, written) from error
