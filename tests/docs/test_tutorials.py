"""What a tutorial calls by a name is called so on the pages of its language; both languages say the same."""

import re
from pathlib import Path

import pytest
from django.urls import Resolver404, resolve

from sanjeh.locale.catalogues import FILE, FOLDER
from scripts.words import read
from tests.docs.documents import ROOT, code

TUTORIALS = sorted((ROOT / "docs" / "tutorials").glob("*.md"))
PERSIAN = [path for path in TUTORIALS if path.stem.endswith(".fa")]
# A bold phrase is a name of a page or button; one that ends with a colon is the heading of what follows.
BOLD, QUOTED = re.compile(r"\*\*([^*]+)\*\*"), re.compile(r"«([^»]+)»")
ADDRESS = re.compile(r"^/?((?:office|open-data)/\S*)$")


def names_in(path: Path) -> set[str]:
    text = path.read_text("utf-8")
    found = BOLD.findall(text) + (QUOTED.findall(text) if path in PERSIAN else [])
    return {" ".join(name.split()) for name in found if not name.rstrip().endswith(":")}


def words_of_the_house(path: Path) -> set[str]:
    """Return every text that pages have in the language of a tutorial."""
    catalogue = read(FOLDER / "en" / FILE)
    texts = (one.id if path in PERSIAN else one.string for one in catalogue if one.id)
    return {" ".join(str(text).split()).rstrip(":") for text in texts}


def addresses_in(path: Path) -> set[str]:
    return {found[1] for line in code(path) if (found := ADDRESS.match(line.strip()))}


def is_there(address: str) -> bool:
    try:
        resolve(f"/{address}")
    except Resolver404:
        return False
    return True


@pytest.mark.parametrize("path", TUTORIALS, ids=lambda path: path.name)
def test_every_page_and_button_that_a_tutorial_names_bears_that_name(path: Path) -> None:
    assert names_in(path) - words_of_the_house(path) == set()


@pytest.mark.parametrize("path", TUTORIALS, ids=lambda path: path.name)
def test_every_address_of_a_tutorial_is_there(path: Path) -> None:
    assert {address for address in addresses_in(path) if not is_there(address)} == set()


@pytest.mark.parametrize("path", PERSIAN, ids=lambda path: path.name)
def test_a_tutorial_has_the_same_headings_and_commands_in_both_languages(path: Path) -> None:
    other = path.with_name(path.name.replace(".fa.md", ".md"))
    headings, commands = (
        [[found(line) for line in one.read_text("utf-8").splitlines()].count(True) for one in (path, other)]
        for found in (
            lambda line: line.startswith("## "),
            lambda line: bool(re.match(r" {4}\S|.*`sanjeh ", line)),
        )
    )

    assert headings[0] == headings[1]
    assert commands[0] == commands[1]


def test_there_are_tutorials_in_both_languages_and_they_name_something() -> None:
    assert len(PERSIAN) * 2 == len(TUTORIALS) == 10
    assert all(names_in(path) for path in TUTORIALS if not path.stem.startswith("operator"))
