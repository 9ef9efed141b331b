"""Every test that the table of the promises names is there, and every promise has its row."""

import ast
import re

import pytest

from tests.docs.documents import ROOT

TABLE = ROOT / "docs/promises-held.md"
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
ROWS = re.compile(r"^\| ((?:AC|D|A|I)\d+) \| (.*) \|$", re.MULTILINE)
NOT_BUILT = {"AC12", "AC13", "A12", "A26"}  # declarations of bodies, and the files that come with them
TOLD_ALONE = {"I13"}  # neither a page nor an action leaves it open: the nightly check tells


def names_in(path: str) -> set[str]:
    parsed = ast.parse((ROOT / path).read_text("utf-8"))
    return {
        node.name for node in ast.walk(parsed) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def test_every_test_that_is_named_is_there() -> None:
    named = NAMED.findall(TABLE.read_text("utf-8"))

    assert len(named) > 100
    assert [f"{path}::{name}" for path, name in named if name and name not in names_in(path)] == []
    assert [path for path, _ in named if not (ROOT / path).exists()] == []


@pytest.mark.parametrize(("kind", "count"), [("AC", 15), ("D", 10), ("A", 28), ("I", 30)])
def test_each_has_a_row_and_a_row_without_a_test_is_one_that_is_not_built(kind: str, count: int) -> None:
    rows = dict(ROWS.findall(TABLE.read_text("utf-8")))
    codes = [f"{kind}{number}" for number in range(1, count + 1)]

    assert [code for code in codes if code not in rows] == []
    assert {code for code in codes if not NAMED.search(rows[code])} == (NOT_BUILT | TOLD_ALONE) & set(codes)
