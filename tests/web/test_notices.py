"""Notices as pages and as a feed; staff announce, and are told why an announcement is unfair."""

from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from sanjeh.apps.notices import actions, queries
from sanjeh.apps.notices.kinds import Kind
from sanjeh.core.text.words import Words
from tests import people, working
from tests.web.clients import first

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def publish(title: str = "نسخه‌ی تازه") -> queries.NoticeRow:
    now = timezone.now()
    announcement = actions.Announcement(
        kind=Kind.FORM,
        version="form@2",
        title=Words(title, "A new version"),
        body=Words("سه پرسش افزوده شد.", "Three questions were added."),
        effective_at=now,
        short_notice_reason="اصلاح خطا",
    )
    return actions.publish_notice(
        hours=working.hours(now), announcement=announcement, by=people.secretariat(), now=now
    )


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_database_as_often_for_many_as_for_one(
    client: Client, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(rows):
        publish()

    with django_assert_num_queries(
        7
    ):  # authorities, agreement, notices, silent changes, last edition and notice
        shown = HTMLParser(client.get("/notices/").content)

    assert len(shown.css("tbody tr")) == rows


def test_a_notice_shows_why_it_came_late(client: Client) -> None:
    publish()

    shown = HTMLParser(client.get("/notices/1/").content)

    assert first(shown, "h1").text() == "نسخه‌ی تازه"
    assert first(shown, ".notice-line p").text().endswith("اصلاح خطا")


def test_an_unknown_notice_is_not_found(client: Client) -> None:
    assert client.get("/notices/9/").status_code == 404


def test_the_feed_is_atom_with_every_notice(client: Client) -> None:
    publish("یکم")
    publish("دوم & سوم")

    response = client.get("/notices/feed.atom")
    feed = ET.fromstring(response.content)  # noqa: S314 -- our own words

    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")] == ["دوم & سوم", "یکم"]
    assert len({entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")}) == 2
    assert feed.findtext(f"{ATOM}updated")


FILLED = {
    "kind": "form",
    "version": "form@2",
    "title_fa": "نسخه‌ی تازه",
    "title_en": "A new version",
    "body_fa": "سه پرسش افزوده شد.",
    "body_en": "Three questions were added.",
}


def test_staff_publish_with_a_jalali_day(staff: Client) -> None:
    staff.post("/office/notices/", {**FILLED, "effective": "۱۴۲۰/۰۱/۰۱"})

    (row,) = queries.notices()
    assert timezone.localtime(row.effective_at).isoformat() == "2041-03-20T00:00:00+03:30"


@pytest.mark.parametrize(
    ("day", "said"),
    [("فردا", "یک روز بنویسید"), ("1400/01/01", "این روز گذشته است")],
)
def test_a_wrong_day_is_told_beside_it_and_nothing_typed_is_lost(staff: Client, day: str, said: str) -> None:
    shown = HTMLParser(staff.post("/office/notices/", {**FILLED, "effective": day}).content)

    assert first(shown, "#id_effective_error").text(strip=True).startswith(said)
    assert first(shown, "#id_title_fa").attributes["value"] == "نسخه‌ی تازه"
    assert queries.notices() == ()


def test_a_day_too_near_is_told_with_the_earliest_one(staff: Client) -> None:
    soon = (timezone.localtime() + timedelta(days=2)).date().isoformat()

    shown = HTMLParser(staff.post("/office/notices/", {**FILLED, "effective": soon}).content)

    assert first(shown, "#id_effective_error").text(strip=True).startswith("زودترین زمان بی‌نیاز از دلیل")
