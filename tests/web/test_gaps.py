"""The register of gaps as everybody reads it, and as the office writes it."""

import pytest
from django.test import Client

from sanjeh.apps.agreements import gaps
from tests import people
from tests.apps.agreements.test_gaps import registered
from tests.apps.agreements.test_own_agreement import NOW, load
from tests.web.clients import DONE, asked, signed_in, texts, told

pytestmark = pytest.mark.django_db
FORM = {
    "version": "۲",
    "clause": "۲",
    "sentence": "یک سال",
    "kind": "term",
    "lacks_fa": "آغاز سال نیامده است.",
    "lacks_en": "When the year begins is not said.",
}


@pytest.mark.parametrize(
    ("language", "state"), [("fa", "پیشنهادشده، بی‌اثر"), ("en", "proposed, without effect")]
)
def test_everybody_reads_each_gap_with_its_sentence_state_and_proposal(language: str, state: str) -> None:
    client = Client()
    client.cookies["django_language"] = language

    page = client.get("/agreement/gaps/").content

    assert len(texts(page, "blockquote")) == 11
    assert set(texts(page, ".grade")) == {state}
    assert texts(client.get("/agreement/").content, "a[href='/agreement/gaps/']") != []


def test_the_office_registers_with_persian_digits_and_proposes() -> None:
    load()
    office = signed_in(people.secretariat())

    assert told(office, "/office/agreement/gaps/", **FORM) == [DONE]
    assert told(office, "/office/agreement/gaps/12/", words_fa="از مهر", words_en="From Mehr") == [DONE]

    assert [one.words.fa for one in gaps.gap(12, NOW).proposals] == ["از مهر"]


def test_a_sentence_of_another_clause_is_told_beside_it_and_nothing_typed_is_lost() -> None:
    load()

    page = signed_in(people.secretariat()).post("/office/agreement/gaps/", {**FORM, "clause": "1"}).content

    assert texts(page, "#id_sentence_error")[0].startswith("این جمله در این بند از این نسخه نیست")
    assert texts(page, "#id_lacks_fa") == ["آغاز سال نیامده است."]


def test_a_gap_that_there_is_not_is_not_found() -> None:
    assert signed_in(people.secretariat()).get("/office/agreement/gaps/99/").status_code == 404


def test_the_list_asks_the_database_as_often_for_many_as_for_few() -> None:
    client = Client()
    few = asked(client, "/agreement/gaps/")
    registered()

    assert asked(client, "/agreement/gaps/") == few
