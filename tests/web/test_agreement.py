"""The agreement's page shows the text as agreed and says that it has ended."""

import hashlib
import html

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from sanjeh.apps.agreements import queries
from tests.web.clients import first

pytestmark = pytest.mark.django_db


def page(client: Client, language: str = "fa") -> HTMLParser:
    client.cookies["django_language"] = language
    return HTMLParser(client.get("/agreement/").content)


@pytest.mark.parametrize("language", ["fa", "en"])
def test_it_shows_seven_clauses_in_the_agreed_words(client: Client, language: str) -> None:
    shown = page(client, language)

    assert len(shown.css(".clause")) == 7
    words = [html.unescape(node.text()) for node in shown.css(".clause > p > span:not(.commitment-mark)")]
    assert words == [passage.text for clause in queries.version(1).fa.clauses for passage in clause.passages]


def test_english_readers_get_a_translation_beside_each_clause(client: Client) -> None:
    told = [len(page(client, one).css(".translation:not(.restored)")) for one in ("en", "fa")]

    assert told == [7, 0]


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_restored_reading_stands_beside_each_clause_with_its_half_spaces(
    client: Client, language: str
) -> None:
    read = page(client, language).css(".restored")

    assert len(read) == 7
    assert "دستگاه\u200cهای دولتی" in read[0].text()
    assert "دستگاه\u200cهای" not in first(page(client, language), ".clause > p").text()


def test_every_page_says_that_no_agreement_is_in_force(client: Client) -> None:
    assert "اکنون توافق‌نامه‌ای در حال اجرا نیست" in client.get("/notices/").content.decode()


def test_the_exact_bytes_have_the_digest_that_is_shown(client: Client) -> None:
    shown = first(page(client), ".digest").text(strip=True)

    assert hashlib.sha256(client.get("/agreement/1.txt").content).hexdigest() == shown


def test_a_version_that_never_was_is_not_found(client: Client) -> None:
    assert client.get("/agreement/2.txt").status_code == 404
