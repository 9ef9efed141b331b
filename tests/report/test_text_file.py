"""Every text is found by its place, whatever table it stands in."""

import sys
from importlib import invalidate_caches
from pathlib import Path

import pytest

from sanjeh.report.text_file import TextFile

TEXTS = """
greeting = "سلام {name}"

[names]
search = "جست‌وجو"

[doubt.idle]
title = "بیکار"
mend = "بردارید"
"""


@pytest.fixture
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TextFile:
    (tmp_path / "spoken").mkdir()
    (tmp_path / "spoken" / "__init__.py").touch()
    (tmp_path / "spoken" / "words.toml").write_text(TEXTS, encoding="utf-8")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    invalidate_caches()
    return TextFile("spoken", "words.toml")


def test_all_texts_are_found_by_the_tables_they_stand_in(texts: TextFile) -> None:
    assert texts.texts("fa") == {
        "greeting": "سلام {name}",
        "names.search": "جست‌وجو",
        "doubt.idle.title": "بیکار",
        "doubt.idle.mend": "بردارید",
    }


def test_facts_are_filled_in_in_the_language_of_the_reader(texts: TextFile) -> None:
    assert texts.say("greeting", "fa", name="مینا") == "سلام مینا"


def test_a_text_that_nobody_wrote_is_a_fault(texts: TextFile) -> None:
    with pytest.raises(KeyError, match="farewell"):
        texts.say("farewell", "en")
