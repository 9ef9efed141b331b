"""One spelling and one word for one thing in the Persian of the house, and English counts that agree."""

import re
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest

from sanjeh.locale.catalogues import FOLDER, flat

ROOT = Path(str(resources.files("sanjeh")))
# The texts of probes are written anew with their checks; a published page keeps its bytes.
OURS = sorted(
    path
    for folder in ("report", "web", "engine", "cli", "apps")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in {".toml", ".html", ".py"}
)
NOT_OURS = {
    "هٔ": "ه‌ی",
    "طبقه": "رده",
    "جایگاه": "رتبه",
    "(ویرایش": "(ویراست",
    "ویرایش بعد": "ویراست بعد",
    "درگاه شبکه": "پورت شبکه",
    "درگاه استاندارد": "پورت استاندارد",
    "این درگاه": "این پورت",
    "ي": "ی",
    "ك": "ک",
}


def texts(path: Path) -> Iterator[str]:
    """Yield what a file says: the texts of a table, and whatever stands in a page or a program."""
    if path.suffix != ".toml":
        yield path.read_text(encoding="utf-8")
        return
    yield from (text for _, text in flat(tomllib.loads(path.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("word", NOT_OURS)
def test_each_thing_has_one_word_and_each_word_one_spelling(word: str) -> None:
    found = [str(path.relative_to(ROOT)) for path in OURS if any(word in text for text in texts(path))]

    assert found == [], f"write {NOT_OURS[word]}"


# Milliseconds have no plural of their own; of one other there is a sentence of its own.
COUNTED = re.compile(
    r"[{(](count|number|total|bodies|services|addresses|things|rows)[})]s? (?!ms\b|others\b)[a-z]+s\b"
)


def test_no_english_count_stands_before_a_plural_that_one_would_make_wrong() -> None:
    catalogue = (FOLDER / "en" / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8")
    wrong = [line for line in catalogue.splitlines() if line.startswith("msgstr") and COUNTED.search(line)]

    assert wrong == []
