"""Texts of the data in any number of languages, and texts of the house that wait for a catalogue."""

from dataclasses import replace

import pytest
from pydantic import BaseModel

from sanjeh.core.text.words import PersianAlone, Translatable, Words, primary, titled


class Titled(BaseModel):
    title: Words


TWO = Words("سازمان", "Organisation")
THREE = replace(TWO, others={"ckb": "ڕێکخراو"})


def test_a_third_language_stands_in_a_document_and_is_read_back() -> None:
    document = {"title": {"fa": "سازمان", "en": "Organisation", "others": {"ckb": "ڕێکخراو"}}}

    assert Titled(title=THREE).model_dump(mode="json") == document
    assert Titled.model_validate(document) == Titled(title=THREE)


def test_a_document_in_two_languages_says_nothing_of_others() -> None:
    """So that the hash of what has been published stays as it was."""
    document = {"title": {"fa": "سازمان", "en": "Organisation"}}

    assert Titled(title=TWO).model_dump(mode="json") == document
    assert Titled.model_validate(document) == Titled(title=TWO)


@pytest.mark.parametrize(("fa", "en"), [("", "text"), ("متن", ""), ("متن", " \n")])
def test_neither_persian_nor_english_may_be_empty(fa: str, en: str) -> None:
    with pytest.raises(ValueError, match="both languages"):
        Words(fa, en)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fa", "سازمان"),
        ("fa-IR", "سازمان"),
        ("ckb-IQ", "ڕێکخراو"),
        ("en", "Organisation"),
        ("fr", "Organisation"),
    ],
)
def test_who_reads_a_language_that_is_not_there_gets_english(language: str, said: str) -> None:
    assert THREE.in_language(language) == said


@pytest.mark.parametrize("written", ["fa", "FA", "fa-IR", "fa_IR", "fa_IR.UTF-8", "fa-Arab-IR"])
def test_a_language_is_known_in_any_region(written: str) -> None:
    assert primary(written) == "fa"


def test_facts_are_added_one_after_another_and_the_text_itself_stays() -> None:
    text = Translatable("{count} از {all}")

    filled = text.filled(count=3).filled(all=Translatable("{n} تا").filled(n=9))

    assert (str(filled), str(text), text.facts) == ("3 از 9 تا", "{count} از {all}", {})


def test_a_title_without_english_is_said_in_persian_to_everybody() -> None:
    title = titled("سازمان", " ")

    assert (title, title.en) == (PersianAlone("سازمان"), "")
    assert [title.in_language(one) for one in ("fa", "en", "ckb")] == ["سازمان"] * 3
    assert titled("سازمان", "Organisation") == TWO
    with pytest.raises(ValueError, match="needs Persian"):
        titled("", "")
