"""`sanjeh methodology answers METHOD ANSWERS`: a questionnaire becomes rows that `sanjeh score` reads."""

import csv
import difflib
import io
import math
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import click

from sanjeh.cli.language import LANGUAGE, reader_language
from sanjeh.cli.methodology.loading import loaded
from sanjeh.cli.problems import USAGE
from sanjeh.cli.tell import tell
from sanjeh.core.observations.errors import NAMES_FIRST, ObservationsBroken, workbook
from sanjeh.core.observations.from_answers import Answer, NotAnAnswer, answered
from sanjeh.core.observations.model import Observation, State, Value
from sanjeh.core.observations.parsing import parsed
from sanjeh.core.text.legible import cell
from sanjeh.core.text.reading_errors import why_unread
from sanjeh.core.text.words import Translatable
from sanjeh.engine.foreign_files import UnfitFile, content_of
from sanjeh.engine.table_header import header_problems, is_workbook
from sanjeh.locale.catalogues import said, speaker

MOST_BYTES = 200_000_000
NEEDED = ("unit", "indicator", "question", "there")
COLUMNS = ("unit", "service", "address", "indicator", "state", "value", "source")
UNFIT = Translatable("{why} آن را به‌صورت CSV با UTF-8 ذخیره کنید.")
NO_TEXT = Translatable("این پرونده خوانده نشد: {error}. آن را به‌صورت CSV با UTF-8 ذخیره کنید.")
NO_COLUMN = Translatable("ستون {absent} نیست؛ این ستون‌ها لازم‌اند: {needed}.")
NO_COUNT = Translatable(
    "سطر {line}، ستون there: «{written}» عدد نیست؛ شمار یا میانگین آن را بنویسید، "
    "یا اگر پرسش نامربوط است خالی بگذارید."
)
NO_STATE = Translatable("سطر {line}، ستون state: «{written}» وضعیت نیست؛ یکی از این‌ها را بنویسید: {known}.")
NO_SERVICE = Translatable(
    "خدمت محلی «{service}» در پاسخ‌ها نیست؛ املای آن را درست کنید (نزدیک‌ترین کد: {near})."
)
NO_ANSWER = Translatable("سطر {line}: این پاسخ به روش نمی‌خورد: {problem}. کد پرسش و عدد آن را درست کنید.")


class Unreadable(Exception):
    """The file of answers cannot be used; `says` tells why and what to write."""

    def __init__(self, says: Translatable) -> None:
        super().__init__(str(says))
        self.says = says


@click.command()
@click.argument("code_or_file")
@click.argument("answers_csv", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--local", multiple=True, help="A service of regional or local government (repeatable).")
@click.option(
    "--local-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file of such services, one code a line.",
)
@LANGUAGE
def answers(
    code_or_file: str, answers_csv: Path, *, local: tuple[str, ...], local_file: Path | None, lang: str | None
) -> None:
    """Fold single answers (unit, service, address, indicator, question, there, state) into observations."""
    language = reader_language(lang)
    methodology = loaded(code_or_file, language)
    try:
        told = tuple(read_answers(answers_csv))
        found = answered(methodology, told, _local(told, local, local_file))
    except Unreadable as problem:
        tell(f"{answers_csv}: {said(problem.says, language)}", err=True)
        sys.exit(USAGE)
    except ObservationsBroken as broken:
        for row in broken.problems:
            tell(row.sentence(speaker(language)), err=True)
        sys.exit(USAGE)
    except NotAnAnswer as problem:
        tell(f"{answers_csv}: {said(no_answer(problem), language)}", err=True)
        sys.exit(USAGE)
    tell(observations_csv(found), nl=False)


def _local(told: tuple[Answer, ...], named: tuple[str, ...], file: Path | None) -> frozenset[str]:
    """Return the local services; raise Unreadable for one of which the answers know nothing."""
    lines = [line.strip() for line in _text(file).splitlines()] if file else []
    local = frozenset((*named, *(line for line in lines if line and not line.startswith("#"))))
    known = {answer.service for answer in told}
    for unknown in sorted(local - known):
        near = difflib.get_close_matches(unknown, sorted(known - {""}), 1)
        raise Unreadable(NO_SERVICE.filled(service=unknown, near=near[0] if near else "–"))
    return local


def no_answer(problem: NotAnAnswer) -> Translatable:
    return NO_ANSWER.filled(problem=problem.says, line=problem.line)


def read_answers(file: Path) -> Iterator[Answer]:
    """Yield one answer for each line; raise Unreadable or ObservationsBroken with the line that is wrong."""
    lines = csv.DictReader(io.StringIO(_text(file)))
    try:
        names = tuple(lines.fieldnames or ())
        known = (one for one in header_problems(file.name, names, NEEDED) if one.mend is not NAMES_FIRST)
        if told := tuple(known):
            raise ObservationsBroken(told)
        if absent := [name for name in NEEDED if name not in names]:
            raise Unreadable(NO_COLUMN.filled(absent=absent[0], needed=tuple(NEEDED)))
        for line in lines:
            yield _answer(line, lines.line_num)
    except csv.Error as error:
        raise Unreadable(NO_TEXT.filled(error=why_unread(error))) from error


def _text(file: Path) -> str:
    try:
        content = content_of(file, MOST_BYTES)
        if is_workbook(content):
            raise ObservationsBroken([workbook(file.name)])
        return content.decode("utf-8-sig")
    except UnfitFile as unfit:
        raise Unreadable(UNFIT.filled(why=unfit.says)) from unfit
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(NO_TEXT.filled(error=why_unread(error))) from error


def _answer(cells: Mapping[str, str | None], line: int) -> Answer:
    return Answer(
        unit=cells["unit"] or "",
        indicator=cells["indicator"] or "",
        question=cells["question"] or "",
        there=_count(cells["there"] or "", line),
        service=cells.get("service") or "",
        address=cells.get("address") or "",
        state=_state(cells.get("state") or "", line),
        line=line,
    )


def observations_csv(found: Iterable[Observation]) -> str:
    page = io.StringIO()
    rows = csv.writer(page, lineterminator="\n")
    rows.writerow(COLUMNS)
    for one in found:
        value = repr(one.answer.number) if isinstance(one.answer, Value) else ""
        names = (one.unit, one.service, one.address, one.indicator)
        rows.writerow((*map(cell, names), one.answer.state.value, value, one.source.value))
    return page.getvalue()


def _count(written: str, line: int) -> float | None:
    if not written.strip():
        return None
    number = parsed(written.strip())
    if math.isnan(number):
        raise Unreadable(NO_COUNT.filled(line=line, written=written))
    return number


def _state(written: str, line: int) -> State | None:
    if not written.strip():
        return None
    try:
        return State(written.strip())
    except ValueError:
        known = ", ".join(state for state in State if state not in {State.VALUE, State.DISPUTED})
        raise Unreadable(NO_STATE.filled(line=line, written=written, known=known)) from None
