"""`sanjeh methodology answers METHOD ANSWERS`: a questionnaire becomes rows that `sanjeh score` reads."""

import csv
import difflib
import io
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from sanjeh.cli.language import LANGUAGE, reader_language
from sanjeh.cli.methodology.loading import loaded
from sanjeh.cli.problems import USAGE
from sanjeh.cli.tell import tell
from sanjeh.core.observations.errors import ObservationsBroken
from sanjeh.core.observations.from_answers import Answer, NotAnAnswer, answered, check_places
from sanjeh.core.observations.model import Observation, Value
from sanjeh.core.text.legible import cell
from sanjeh.core.text.words import Translatable
from sanjeh.engine.answer_files import Unreadable, read_answers, text_of
from sanjeh.locale.catalogues import said, speaker

COLUMNS = ("unit", "service", "address", "indicator", "state", "value", "source")
NO_SERVICE = Translatable(
    "خدمت محلی «{service}» در پاسخ‌ها نیست؛ املای آن را درست کنید (نزدیک‌ترین کد: {near})."
)
NO_ANSWER = Translatable("سطر {line}: این پاسخ به روش نمی‌خورد: {problem}. کد پرسش و عدد آن را درست کنید.")


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
        told = read_answers(answers_csv)
        check_places(methodology, told)
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
    lines = [line.strip() for line in text_of(file).splitlines()] if file else []
    listed = (line for line in lines if line and not line.startswith("#"))
    local = frozenset((*(name.strip() for name in named), *listed))
    # What is asked of the body itself is of no service, and of no town either.
    known = {answer.service for answer in told if answer.service}
    for unknown in sorted(local - known):
        near = difflib.get_close_matches(unknown, sorted(known), 1)
        raise Unreadable(NO_SERVICE.filled(service=unknown, near=near[0] if near else "–"))
    return local


def no_answer(problem: NotAnAnswer) -> Translatable:
    return NO_ANSWER.filled(problem=problem.says, line=problem.line)


def observations_csv(found: Iterable[Observation]) -> str:
    page = io.StringIO()
    rows = csv.writer(page, lineterminator="\n")
    rows.writerow(COLUMNS)
    for one in found:
        value = repr(one.answer.number) if isinstance(one.answer, Value) else ""
        names = (one.unit, one.service, one.address, one.indicator)
        rows.writerow((*map(cell, names), one.answer.state.value, value, one.source.value))
    return page.getvalue()
