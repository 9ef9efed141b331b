"""Whole pages as they stand on the web, innocents among them: what is said of each."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.probes.content.pages import findings

SHELF = Path(__file__).parent / "shelf"
EXPECTED = tomllib.loads((SHELF / "expected.toml").read_text(encoding="utf-8"))
# What a page says of a check that it says nothing about.
SILENT = {
    "fail missing", "fail no_date", "fail none", "info one", "not_applicable no_login",
    "not_applicable too_short", "not_applicable not_persian", "not_applicable no_sla",
    "not_applicable not_asked", "not_applicable not_portal", "not_applicable not_askable",
    "not_tested not_asked",
}  # fmt: skip


@pytest.mark.parametrize("name", EXPECTED)
def test_a_page_is_read_as_its_readers_would(name: str) -> None:
    found = findings((SHELF / f"{name}.html").read_text(encoding="utf-8"))

    told: dict[str, Any] = {
        each.id.removeprefix("content."): f"{each.outcome} {each.reason}"
        for each in found.values()
        if f"{each.outcome} {each.reason}" not in SILENT
    }
    lacks = found["content.sheet"].observed["missing"]
    told |= {"lacks": lacks} if lacks and told["sheet"] != "fail no_sheet" else {}
    assert told == EXPECTED[name]


def test_every_page_of_the_shelf_is_expected() -> None:
    assert sorted(EXPECTED) == sorted(path.stem for path in SHELF.glob("*.html"))
