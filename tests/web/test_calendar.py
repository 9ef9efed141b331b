"""The working calendar on pages: entered by one, announced, confirmed by another, and shown to everybody."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from sanjeh.apps.calendars import actions, queries
from sanjeh.apps.calendars.entries import Change, DecreeEntry
from sanjeh.apps.catalogue.models import Body
from sanjeh.apps.desk import actions as desk
from sanjeh.apps.journal import queries as journal
from sanjeh.core.text.words import Words
from sanjeh.core.working_time.calendar import Effect, Span
from tests import people
from tests.apps.calendars.changes import WORDS, announce
from tests.apps.desk.country import LODGING
from tests.web.clients import signed_in, texts

pytestmark = pytest.mark.django_db
PAGE = "/office/calendar/"
HOLIDAY = {"day": "۱۴۴۰/۰۲/۰۱", "title_fa": "روز نمونه", "title_en": "Sample day", "place": ""}
WEEK = {
    "effective_from": "1440/07/01",
    "place": "",
    **{f"day{day}": "۷:۳۰ تا ۱۴:۳۰" for day in (5, 6, 0, 1)},
    "day2": "08:00-12:00، 12:30-15:00",
    "day3": "",
    "day4": "",
}
DECREE = {
    "letter": "۱۲/ب/۷۷",
    "issued": "1405/1/1",
    "first_day": "1440/7/3",
    "last_day": "1440/7/4",
    "effect": "closes",
    "hours": "",
    "title_fa": "آلودگی هوا",
    "title_en": "Air pollution",
    "place": "tehran",
}


@pytest.fixture
def office() -> Client:
    return signed_in(people.secretariat())


def newest() -> queries.ChangeRow:
    return queries.awaiting_second()[0]


def test_a_holiday_is_entered_and_waits_for_a_second_person(office: Client) -> None:
    page = office.post(f"{PAGE}holiday/", HOLIDAY, follow=True)

    row = newest()
    assert (row.change, row.title) == (Change.HOLIDAY, Words("روز نمونه", "Sample day"))
    assert page.redirect_chain == [(f"{PAGE}{row.number}/", 302)]
    assert texts(page.content, "main h1, h1")[0] == "روز نمونه"


def test_a_week_is_entered_day_by_day_in_persian_and_latin_digits(office: Client) -> None:
    office.post(f"{PAGE}week/", WEEK)

    morning = (Span(27_000, 52_200),)
    broken = (Span(28_800, 43_200), Span(45_000, 54_000))
    assert newest().hours == (morning, morning, broken, (), (), morning, morning)


def test_a_decree_is_entered_with_its_letter_and_its_place(office: Client) -> None:
    office.post(f"{PAGE}decree/", DECREE)

    row = newest()
    assert (row.letter, row.place, row.effect, row.hours) == ("۱۲/ب/۷۷", "tehran", Effect.CLOSES, ())


@pytest.mark.parametrize(
    ("kind", "typed", "changed", "field"),
    [
        ("holiday", HOLIDAY, {"day": "1440/13/1"}, "day"),
        ("holiday", HOLIDAY, {"title_en": ""}, "title_en"),
        ("week", WEEK, {"day5": "بامداد"}, "day5"),
        ("week", WEEK, {"day5": "9:00-8:00"}, "day5"),
        ("week", WEEK, {"day5": "9:00-24:01"}, "day5"),
        ("week", WEEK, {"day5": "9:60-10:00"}, "day5"),
        ("week", WEEK, {"day5": "9:00-12:00, 11:00-13:00"}, "day5"),
        ("decree", DECREE, {"last_day": "1440/7/2"}, "last_day"),
        ("decree", DECREE, {"hours": "9:00-12:00"}, "hours"),
        ("decree", DECREE, {"effect": "opens"}, "hours"),
        ("decree", DECREE, {"letter": " "}, "letter"),
    ],
)
def test_what_cannot_be_read_is_told_beside_its_field_and_nothing_typed_is_lost(
    office: Client, kind: str, typed: dict[str, str], changed: dict[str, str], field: str
) -> None:
    page = office.post(f"{PAGE}{kind}/", {**typed, **changed})

    assert queries.awaiting_second() == ()
    assert len(texts(page.content, f"#id_{field}_error li")) == 1
    kept = {name: page.context["form"][name].value() for name in typed}
    assert kept == {**typed, **changed}


def test_midnight_may_end_a_day_of_work(office: Client) -> None:
    office.post(f"{PAGE}week/", {**WEEK, "day5": "0:00-24:00"})

    assert newest().hours[5] == (Span(0, 86_400),)


def test_a_change_is_confirmed_after_its_notice_and_not_before(office: Client) -> None:
    office.post(f"{PAGE}decree/", DECREE)
    number, approver = newest().number, signed_in(people.approver())

    refused = approver.post(f"{PAGE}{number}/")
    told = texts(refused.content, "[role=alert], .notice-line, .alert")
    announce(number, timezone.now())
    confirmed = approver.post(f"{PAGE}{number}/", follow=True)

    assert any("اطلاعیه‌ای درباره‌اش نیست" in one for one in told)
    assert confirmed.redirect_chain == [(PAGE, 302)]
    assert not queries.change(number).awaits_second
    again = approver.post(f"{PAGE}{number}/").content.decode()
    assert "این تغییر در انتظار تأیید نیست" in again


def test_who_entered_a_change_finds_no_button_and_is_refused(office: Client) -> None:
    office.post(f"{PAGE}holiday/", HOLIDAY)
    address = f"{PAGE}{newest().number}/"

    assert texts(office.get(address).content, "section form button") == []
    assert office.post(address).status_code == 403
    assert texts(signed_in(people.approver()).get(address).content, "section form button") == [
        "خواندم و تأیید می‌کنم"
    ]


def test_the_page_of_a_change_tells_which_open_due_moments_it_moves() -> None:
    Body.objects.create(code="NAZ", title_fa="سازمان نمونه", title_en="Sample body")
    now = timezone.now()
    desk.lodge_complaint(lodging=LODGING, now=now)
    today = timezone.localtime(now).date()
    entry = DecreeEntry(today, today + timedelta(days=6), Effect.CLOSES, WORDS, "77", now)
    number = actions.enter_change(entry=entry, by=people.secretariat(), now=now)

    page = signed_in(people.approver()).get(f"{PAGE}{number}/")

    assert texts(page.content, "section tbody th") == [
        "شکایت ۱: نخستین پاسخ یک کارشناس",
        "شکایت ۱: پذیرش یا رد شکایت",
    ]
    assert [line.entry.what for line in journal.lines_about(f"calendar:{number}")] == ["calendar.entered"]


def test_a_change_that_moves_nothing_says_so(office: Client) -> None:
    office.post(f"{PAGE}holiday/", HOLIDAY)

    assert "هیچ مهلت بازی" in office.get(f"{PAGE}{newest().number}/").content.decode()


@pytest.mark.parametrize("address", [f"{PAGE}99999/", f"{PAGE}nonsense/"])
def test_there_is_no_page_for_what_does_not_exist(office: Client, address: str) -> None:
    assert office.get(address).status_code == 404
    assert signed_in(people.manager()).post(f"{PAGE}99999/").status_code == 404


def test_the_list_asks_the_same_number_of_questions_for_one_and_for_three(
    office: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    office.post(f"{PAGE}decree/", DECREE)
    office.get(PAGE)
    with CaptureQueriesContext(connection) as asked:
        office.get(PAGE)
    count = len(asked.captured_queries)
    for _ in range(2):
        office.post(f"{PAGE}decree/", DECREE)

    with django_assert_num_queries(count):
        page = office.get(PAGE)
    assert len([one for one in texts(page.content, "tbody th") if one == "آلودگی هوا"]) == 3


def test_everybody_sees_what_counts_and_nothing_that_waits() -> None:
    now = timezone.now()
    today = timezone.localtime(now).date()
    entry = DecreeEntry(today, today, Effect.CLOSES, WORDS, "77", now, place="tehran")
    counted, waiting = (actions.enter_change(entry=entry, by=people.secretariat(), now=now) for _ in range(2))
    notice = announce(counted, now)
    actions.confirm_change(number=counted, by=people.approver(), now=now)

    page = Client().get("/calendar/").content

    assert texts(page, "h1") == ["تقویم کاری"]
    assert texts(page, "section:nth-of-type(2) tbody th") == ["آلودگی هوا · تهران"]
    assert f'href="/notices/{notice}/"' in page.decode()
    assert queries.change(waiting).awaits_second
    assert "۰۷:۳۰ تا ۱۴:۳۰" in page.decode()
    assert texts(Client().get("/en/calendar/").content, "h1") == ["Working calendar"]


def test_a_change_that_waits_stands_among_what_is_due(office: Client) -> None:
    office.post(f"{PAGE}holiday/", HOLIDAY)

    home = signed_in(people.approver()).get("/office/").content.decode()
    assert "تغییر تقویم کاری: روز نمونه" in home
