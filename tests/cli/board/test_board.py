"""Anyone who holds the database, or the published journal alone, measures again what the board says."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sanjeh.apps.commitments.checks.table import CHECKS
from sanjeh.apps.commitments.models import CheckRun
from sanjeh.apps.journal import queries as journal
from sanjeh.cli.board.check import check
from sanjeh.cli.board.journal import journal as journal_command
from sanjeh.core.integrity import hash_chain as chain
from tests import hands
from tests.apps.commitments import world
from tests.apps.commitments.conftest import country
from tests.apps.commitments.plantings_of_cases import OF_CASES

pytestmark = pytest.mark.django_db
__all__ = ["country"]


def told(*asked: str) -> Result:
    return CliRunner().invoke(check, ["--lang", "en", *asked])


def rows(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.output.splitlines()]


def test_every_line_is_told_and_nothing_is_written(country: None) -> None:
    head = journal.head()
    result = told("--json")

    assert result.exit_code == 0
    assert [row["code"] for row in rows(result)] == list(CHECKS)
    assert (journal.head(), CheckRun.objects.count()) == (head, 0)


def test_what_is_violated_is_named_and_ends_with_one(country: None) -> None:
    with hands.thawed():
        OF_CASES["another person on the seat"][1]()

    result = told("--only", "I7", "--only", "I6")

    assert result.exit_code == 1
    assert [" ".join(line.split()) for line in result.output.splitlines()] == [
        "kept I6 6 Each handler is the one whom the published draw, recomputed from the journal, chooses.",
        "broken I7 6 Nobody, whatever the role, seats a handler by hand.",
        f"-> 1: complaint:{world.UNDER_WAY}",
    ]


def exported(path: Path) -> Path:
    path.write_text("".join(chain.written(line) + "\n" for line in journal.lines()), "utf-8")
    return path


def test_a_published_journal_is_checked_without_a_database(country: None, tmp_path: Path) -> None:
    file = exported(tmp_path / "journal.ndjson")
    touched = tmp_path / "touched.ndjson"
    touched.write_text(file.read_text("utf-8").replace("world.built", "world.burnt"), "utf-8")

    whole = CliRunner().invoke(journal_command, [str(file), "--json"])
    broken = CliRunner().invoke(journal_command, [str(touched), "--json", "--only", "I29"])

    assert (whole.exit_code, {row["verdict"] for row in rows(whole)}) == (0, {"kept"})
    assert (broken.exit_code, [row["verdict"] for row in rows(broken)]) == (1, ["broken"])


def test_what_is_no_journal_is_told_as_a_wrong_use(tmp_path: Path) -> None:
    file = tmp_path / "not.ndjson"
    file.write_text("not a journal\n", "utf-8")

    assert CliRunner().invoke(journal_command, [str(file)]).exit_code == 2
