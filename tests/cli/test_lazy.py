"""A command that reads tables has its installation at hand, and only while it runs."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from django.db import ProgrammingError
from psycopg import errors

from sanjeh.cli.lazy import Misconfigured, mistakes_told, with_database
from sanjeh.operate import installation


def sanjeh(data: Path, *words: str, **settings: str) -> "subprocess.CompletedProcess[str]":
    own = {"SANJEH_DATA": str(data), "DJANGO_SETTINGS_MODULE": "sanjeh.config.settings"}
    return subprocess.run(
        [sys.executable, "-m", "sanjeh", *words],
        env=os.environ | own | settings,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_database_runs_while_the_command_does(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    happened: list[str] = []

    @contextmanager
    def running(data: Path) -> Iterator[None]:
        happened.append(f"opened {data}")
        yield
        happened.append("closed")

    @click.command()
    @click.argument("word")
    def say(word: str) -> None:
        """Say a word."""
        happened.append(word)

    monkeypatch.setattr(installation, "database_running", running)
    monkeypatch.setenv("SANJEH_DATA", str(tmp_path))
    opened = with_database(say)

    told = CliRunner().invoke(opened, ["--help"]).output
    assert ("Say a word." in told, happened) == (True, [])

    CliRunner().invoke(opened, ["inside"])
    CliRunner().invoke(say, ["outside"])
    assert happened == [f"opened {tmp_path}", "inside", "closed", "outside"]


def test_help_of_a_command_that_reads_tables_starts_no_database(tmp_path: Path) -> None:
    done = sanjeh(tmp_path, "worker", "--help")

    assert done.returncode == 0
    assert "Take looks from the queue" in done.stdout
    assert not (tmp_path / "postgres").exists()


def test_a_wrong_setting_is_told_in_a_sentence_before_anything_starts(tmp_path: Path) -> None:
    done = sanjeh(tmp_path, "ledger", "export", SANJEH_GAP_MS="many")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "Error: SANJEH_GAP_MS='many': write a whole number, for example 1000.\n"
    assert not (tmp_path / "postgres").exists()


@pytest.mark.parametrize(
    "kind",
    [errors.UndefinedTable, errors.UndefinedColumn, errors.UndefinedFunction, errors.InsufficientPrivilege],
)
def test_tables_that_wait_for_a_migration_are_told_in_a_sentence(kind: type[Exception]) -> None:
    with pytest.raises(Misconfigured) as told, mistakes_told():
        raise ProgrammingError("it does not exist\nLINE 1: …") from kind()

    assert told.value.exit_code == 2
    assert told.value.message == (
        "The tables of this database are not those of this release (it does not exist). "
        "Start `sanjeh serve` once, or run `sanjeh manage migrate`."
    )


def test_a_question_that_nobody_can_read_is_our_fault_and_stays_one() -> None:
    with pytest.raises(ProgrammingError), mistakes_told():
        raise ProgrammingError from errors.SyntaxError()
