import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sanjeh.apps.journal import actions, queries
from sanjeh.cli.main import main
from sanjeh.core.integrity import lottery
from sanjeh.operate import installation
from tests import hands

NOW = datetime(2026, 3, 21, tzinfo=UTC)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["ledger", *arguments])


@pytest.fixture
def head() -> str:
    for what in ("round.announced", "round.probing", "round.published"):
        actions.write(by=None, at=NOW, what=what, about="round:1405-1")
    last = queries.head()
    assert last is not None
    return last.digest


@pytest.fixture
def exported(tmp_path: Path, head: str) -> Path:
    file = tmp_path / "journal.ndjson"
    assert run("export", str(file)).exit_code == 0
    return file


@pytest.mark.django_db
def test_a_whole_journal_is_said_to_be_whole(head: str) -> None:
    result = run("verify")

    assert (result.exit_code, result.output) == (
        0,
        f"The journal is whole: 3 lines, 0 draws repeated, head {head}\n",
    )


@pytest.mark.django_db
def test_tampering_past_the_trigger_is_named(head: str) -> None:
    with hands.thawed():
        hands.tell("UPDATE journal_journalline SET by = 'person:8' WHERE number = 2")

    result = run("verify")

    assert (result.exit_code, result.stderr) == (
        1,
        "The journal is broken at line 2: its content is not what was hashed.\n",
    )


@pytest.mark.django_db
def test_an_export_is_verified_without_the_database(exported: Path, head: str) -> None:
    result = run("verify", "--file", str(exported), "--head", head)

    assert (result.exit_code, head in result.stdout) == (0, True)


@pytest.mark.django_db
def test_a_cut_end_is_seen_by_the_published_head(exported: Path, head: str) -> None:
    rows = exported.read_text("utf-8").splitlines()
    exported.write_text("\n".join(rows[:2]), "utf-8")

    assert run("verify", "--file", str(exported)).exit_code == 0
    result = run("verify", "--file", str(exported), "--head", head)
    assert (result.exit_code, result.stderr.startswith("The chain is whole, but it ends with ")) == (1, True)


def test_a_file_that_is_no_export_is_told_in_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "x.ndjson"
    file.write_text("سلام\n", "utf-8")

    result = run("verify", "--file", str(file))

    assert (result.exit_code, result.stderr) == (1, "not a line of a ledger: 'سلام\\n'\n")


def test_a_pipe_and_an_endless_row_are_told_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "long").write_bytes(b"x" * 1_000_001)

    said = [run("verify", "--file", str(tmp_path / name)).stderr for name in ("pipe", "long")]

    assert said == [
        "This is no plain file but a folder, a link, a pipe or a device.\n",
        "not a line of a ledger: longer than 1000000 bytes\n",
    ]


def test_a_file_that_is_no_text_is_told_in_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "x.ndjson"
    file.write_bytes(b"\xff\xfe")

    result = run("verify", "--file", str(file))

    assert (result.exit_code, result.stderr.count("\n"), result.stdout) == (1, 1, "")


def test_a_house_without_a_journal_is_told_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(queries, "is_kept", lambda: False)
    monkeypatch.setattr(installation, "data_folder", lambda: tmp_path)

    result = run("export")

    assert result.exit_code == 2
    assert f"{tmp_path} holds no journal yet: call `make run`, or name a --file." in result.stderr


@pytest.mark.django_db
def test_a_handler_whom_no_draw_chose_is_named_by_the_line(
    monkeypatch: pytest.MonkeyPatch, head: str
) -> None:
    assert head
    monkeypatch.setattr(lottery, "wrong_draw", lambda lines: lines[1])

    result = run("verify")

    assert (result.exit_code, result.stderr) == (1, "Line 2 seats a handler whom its draw did not choose.\n")
