"""A message is right in both directions, holds nothing that it may not, and never breaks a header."""

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from sanjeh.core.messages.rendering import SMS_LENGTH, Reader, Rendered, render, shortened
from sanjeh.core.messages.template_names import TemplateName
from sanjeh.core.messages.templates import TEMPLATES, FactUnknown
from sanjeh.locale.catalogues import direction, speaker
from tests.web.clients import first

LINK = "https://sanjeh.example/office/inbox/"
CASE_WORDS = {"text", "reasons", "complainant", "allegation", "answer", "words", "body", "content"}


def read(language: str, name: TemplateName = TemplateName.CASE_MOVED, **facts: object) -> Rendered:
    reader = Reader(language, direction(language), speaker(language), "سازمان نمونه")
    return render(name, facts or {"number": 12}, LINK, reader)


@pytest.mark.parametrize(("language", "turn"), [("fa", "rtl"), ("en", "ltr")])
def test_language_and_direction_stand_on_the_document_its_body_and_its_table(
    language: str, turn: str
) -> None:
    page = HTMLParser(read(language).html)

    for name in ("html", "body", "table"):
        here = first(page, name).attributes
        assert (here["lang"], here["dir"]) == (language, turn)


def test_the_plain_part_says_the_same_and_gives_the_link_alone_on_its_line() -> None:
    assert read("en").text == (
        "There is something for you to do in case number 12. The words of the case are never in a mail."
        f"\n\nSee the case:\n{LINK}\n\n-- \nسازمان نمونه\n"
    )


def test_numbers_have_the_digits_of_the_reader() -> None:
    assert (read("fa").subject, read("en").subject) == ("پرونده‌ی شماره‌ی ۱۲", "Case number 12")


def test_a_line_break_in_a_fact_begins_no_new_header() -> None:
    facts = {"number": 3, "title": "x\r\nBcc: all@example", "effective": "۱ آذر"}

    said = read("fa", TemplateName.NOTICE_PUBLISHED, **facts)

    assert "\n" not in said.subject
    assert "\r" not in said.subject


def test_markup_in_a_fact_stays_text() -> None:
    facts = {"number": 3, "title": "<script>x</script>", "effective": "۱ آذر"}

    page = HTMLParser(read("fa", TemplateName.NOTICE_PUBLISHED, **facts).html)

    assert page.css("script") == []
    assert "<script>x</script>" in first(page, "body").text()


@pytest.mark.parametrize("name", TemplateName)
def test_no_template_has_room_for_the_words_of_a_case(name: TemplateName) -> None:
    assert TEMPLATES[name].facts & CASE_WORDS == set()


def test_a_fact_that_the_template_does_not_name_is_refused_and_so_is_a_missing_one() -> None:
    with pytest.raises(FactUnknown, match="case_moved: text"):
        read("fa", number=1, text="متن شکایت")
    with pytest.raises(FactUnknown, match="case_moved: number"):
        render(TemplateName.CASE_MOVED, {}, LINK, Reader("fa", "rtl", str, ""))


@pytest.mark.parametrize("length", [SMS_LENGTH - len(LINK) - 1, SMS_LENGTH - len(LINK)])
def test_a_short_message_fits_and_its_link_is_whole(length: int) -> None:
    said = shortened("پ" * length, LINK)

    assert len(said) == SMS_LENGTH
    assert said.endswith(f"\n{LINK}")
    assert ("…" in said) is (length == SMS_LENGTH - len(LINK))
