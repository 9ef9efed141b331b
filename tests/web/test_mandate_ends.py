"""A mandate ends at noon: what is sent a second before is taken, a second after it is given back in words."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from sanjeh.apps.accounts import mandate_actions
from sanjeh.apps.accounts.mandate_actions import Grant
from sanjeh.apps.accounts.models import Person
from sanjeh.apps.notices import queries as notices
from sanjeh.apps.rounds import queries as rounds
from sanjeh.core.workflow.roles import Role
from tests import people
from tests.apps import trip
from tests.web.clients import first, signed_in, texts

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 12, 7, 12, tzinfo=ZoneInfo("Asia/Tehran"))
SECOND = timedelta(seconds=1)
NOTICE = {
    "kind": "process",
    "version": "p-1",
    "title_fa": "روند تازه",
    "title_en": "A new process",
    "body_fa": "متنی که یک ساعت نوشته شد.\nسطر دوم.",
    "body_en": "A text of an hour.",
    "effective": "2026-12-20",
    "short_notice_reason": "",
}
DRAFT = {
    "code": "1405-9",
    "title_fa": "دوره‌ی نهم",
    "title_en": "Ninth round",
    "methodology": trip.METHOD,
    "opens": "2026-12-20",
    "closes": "2026-12-29",
}


def until(name: str, ends: datetime) -> Person:
    """Register one of the secretariat whose mandate ends then."""
    made = people.registered(name)
    grant = Grant(made, Role.SECRETARIAT, until=ends)
    mandate_actions.give_mandate(grant=grant, by=people.manager(), now=people.SINCE)
    return made


def sent(person: Person, at: datetime, address: str, typed: dict[str, str]) -> tuple[int, Client, bytes]:
    """Send a form that was opened a minute ago."""
    with time_machine.travel(at - timedelta(minutes=1), tick=False):
        client = signed_in(person)
        assert client.get("/office/").status_code == 200
    with time_machine.travel(at, tick=False):
        answer = client.post(address, typed)
    return answer.status_code, client, answer.content


@pytest.mark.parametrize(
    ("late", "status", "published"), [(-SECOND, 302, 1), (SECOND * 0, 403, 0), (SECOND, 403, 0)]
)
def test_a_notice_is_published_until_the_last_second_and_not_after(
    late: timedelta, status: int, published: int
) -> None:
    mina = until("mina", NOON)

    answered, _, _ = sent(mina, NOON + late, "/office/notices/", NOTICE)

    assert (answered, len(notices.notices())) == (status, published)


def test_who_is_late_reads_one_sentence_gets_every_word_back_and_is_signed_out() -> None:
    mina = until("mina", NOON)

    _, client, content = sent(mina, NOON + SECOND, "/office/notices/", NOTICE)

    assert texts(content, "h1") == ["اکنون حکمی ندارید"]
    assert len(texts(content, ".lead-soft")) == 1
    assert texts(content, "section p") == [" ".join(text.split()) for text in NOTICE.values() if text]
    assert client.cookies[settings.SESSION_COOKIE_NAME].value == ""


def test_the_session_has_ended_a_minute_later_on_every_page_of_the_office() -> None:
    mina, ended = until("mina", NOON), NOON + timedelta(minutes=1)

    for address in ("/office/", "/office/notices/", "/office/inbox/", "/office/catalogue/"):
        with time_machine.travel(NOON - SECOND, tick=False):
            client = signed_in(mina)
            before = client.get(address).status_code
        with time_machine.travel(ended, tick=False):
            assert (before, client.get(address).status_code) == (200, 403)


def test_a_deputy_goes_on_with_the_very_draft() -> None:
    trip.method_in_force()
    mina, omid = until("mina", NOON), until("omid", NOON + timedelta(days=90))
    sent(mina, NOON - SECOND, "/office/rounds/new/", DRAFT)
    late, _, _ = sent(mina, NOON + SECOND, "/office/rounds/1405-9/draft/", DRAFT | {"title_en": "Late"})

    with time_machine.travel(NOON + SECOND, tick=False):
        client = signed_in(omid)
        page = client.get("/office/rounds/1405-9/draft/").content
        done = client.post("/office/rounds/1405-9/draft/", DRAFT | {"title_en": "Ninth"}).status_code

    title = first(HTMLParser(page), "#id_title_en").attributes["value"]
    assert (late, title, done) == (403, "Ninth round", 302)
    assert rounds.round_page("1405-9").row.title.en == "Ninth"
