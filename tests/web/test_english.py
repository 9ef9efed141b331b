"""English is complete: whatever is marked for translation has its English text, with the same holes."""

import re

from babel.messages.pofile import read_po

from tests.web.english import PO
from tests.web.texts import marked_texts

HOLE = re.compile(r"%\((\w+)\)s")


def english_texts() -> dict[str, str]:
    with PO.open("rb") as file:
        return {str(one.id): str(one.string) for one in read_po(file) if one.id}


def test_every_marked_text_has_an_english_one() -> None:
    english = english_texts()

    assert [(file, text) for file, text in marked_texts() if not english.get(text)] == []


def test_no_english_text_is_left_over() -> None:
    marked = {text for _, text in marked_texts()}

    assert sorted(set(english_texts()) - marked) == []


def test_a_translation_has_the_holes_of_its_text() -> None:
    broken = [fa for fa, en in english_texts().items() if set(HOLE.findall(fa)) != set(HOLE.findall(en))]

    assert broken == []
