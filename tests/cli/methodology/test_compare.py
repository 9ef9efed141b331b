"""`sanjeh methodology compare` knows a body again only where both rounds write it alike."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sanjeh.cli.main import main

HEAD = "unit,service,indicator,value\n"


def ran(folder: Path, older: str, newer: str) -> Result:
    for name, text in (("older.csv", older), ("newer.csv", newer)):
        (folder / name).write_text(HEAD + text, encoding="utf-8")
    method = "iran-1405-3"
    files = [method, str(folder / "older.csv"), method, str(folder / "newer.csv")]
    return CliRunner().invoke(main, ["methodology", "compare", *files, "--lang", "en"])


@pytest.mark.parametrize(
    ("older", "newer", "word", "known"),
    [("بانك,,T01,1\n", "بانک,,T01,1\n", "بانک", "بانك"), ("a,s1,U07,1\n", "a,s۱,U07,1\n", "s۱", "s1")],
)
def test_a_code_of_two_spellings_is_told_and_nothing_compared(
    tmp_path: Path, older: str, newer: str, word: str, known: str
) -> None:
    answer = ran(tmp_path, older, newer)

    assert (answer.exit_code, answer.stdout) == (2, "")
    assert answer.stderr.startswith(
        f"newer.csv: '{word}' is '{known}' of the earlier round, spelt otherwise."
    )


def test_other_bodies_are_others(tmp_path: Path) -> None:
    assert ran(tmp_path, "a,s1,U07,1\n", "b,s2,U07,1\n").exit_code == 0
