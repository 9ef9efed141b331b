"""Every due moment explains itself in one sentence."""

from dataclasses import replace
from datetime import datetime

import pytest

from sanjeh.core.text.calendars import Calendar
from sanjeh.core.text.words import Words
from sanjeh.core.working_time.calendar import Decree, Effect, Span
from sanjeh.core.working_time.clock import Clock, Credit, course
from sanjeh.core.working_time.due import standing
from sanjeh.core.working_time.events import EventKind, Outage, Party, PauseReason
from sanjeh.core.working_time.explanation import Explained, length, sentence
from sanjeh.locale.catalogues import listed, said
from sanjeh.locale.days import day
from tests.core.working_time.example import DAY, HOUR, SHORT, Told, at, decree, hours, said_at


def moment(instant: int) -> Words:
    when = said_at(instant)
    return Words(
        day(when.date(), "fa", Calendar.PERSIAN), f"{day(when.date(), 'en', Calendar.PERSIAN)} {when:%H:%M}"
    )


def explained(clock: Clock, now: str, *decrees: Decree, language: str = "en") -> str:
    office, when = hours(*decrees), at(now)
    of = Explained(clock, course(clock, when), standing(clock, office, when), office)
    return said(sentence(of, moment), language)


def test_a_plain_due_moment_says_how_long_and_from_when() -> None:
    clock = Told("1404-2-1 7:30").clock(2)

    assert [explained(clock, "1404-2-1 8:0", language=language) for language in ("fa", "en")] == [
        "مهلت ۲ اردیبهشت ۱۴۰۴ است: ۲ روز کاری از ۱ اردیبهشت ۱۴۰۴.",
        "Due 22 April 2025 14:30: 2 working days from 21 April 2025 07:30.",
    ]


def test_what_is_not_counted_is_named_with_its_cause() -> None:
    story = Told("1403-12-28 7:30").paused("1404-1-6 9:0").resumed("1404-1-10 9:0")
    closed = decree("1404-1-11", "1404-1-11", Effect.CLOSES)

    clock = story.clock(10)
    assert explained(clock, "1404-1-12", closed, language="fa") == (
        "مهلت ۲۰ فروردین ۱۴۰۴ است: ۱۰ روز کاری از ۲۸ اسفند ۱۴۰۳، که در آن "
        "۳ روز تعطیلی «نوروز»، یک روز تعطیلی «روز طبیعت»، یک روز که دستور «آلودگی هوا» بست، "
        "۲ روز کاری درنگ در انتظار پاسخ شما به شمار نیامده است."
    )
    assert explained(clock, "1404-1-12", closed) == (
        "Due 9 April 2025 14:30: 10 working days from 18 March 2025 07:30, not counting: "
        "3 working days off (Nowruz), a working day off (Nature Day), "
        "a working day closed by decree (air pollution), "
        "a pause of 2 working days that waited for your answer."
    )


def test_hours_that_a_decree_took_are_named_and_a_weekend_that_it_opened_is_no_loss() -> None:
    shorter = decree("1404-2-2", "1404-2-3", Effect.CHANGES_HOURS, SHORT)
    opening = decree("1404-2-4", "1404-2-4", Effect.OPENS, SHORT, number=2)

    assert explained(Told("1404-2-1 7:30").clock(3), "1404-2-1 8:0", shorter, opening) == (
        "Due 24 April 2025 12:00: 3 working days from 21 April 2025 07:30, not counting: "
        "4 working hours cut by decree (air pollution)."
    )


def test_longer_hours_are_no_loss() -> None:
    longer = decree("1404-2-2", "1404-2-2", Effect.CHANGES_HOURS, (Span(6 * HOUR, 16 * HOUR),))

    assert explained(Told("1404-2-1 7:30").clock(2), "1404-2-1 8:0", longer) == (
        "Due 22 April 2025 13:00: 2 working days from 21 April 2025 07:30."
    )


def test_days_that_a_decree_closed_are_counted_together() -> None:
    closed = decree("1404-2-2", "1404-2-3", Effect.CLOSES)

    assert explained(Told("1404-2-1 7:30").clock(2), "1404-2-1 8:0", closed) == (
        "Due 26 April 2025 14:30: 2 working days from 21 April 2025 07:30, not counting: "
        "2 working days closed by decree (air pollution)."
    )


def test_a_holiday_on_a_weekend_takes_nothing() -> None:
    closed = decree("1404-2-4", "1404-2-5", Effect.CLOSES)

    assert explained(Told("1404-2-3 7:30").clock(2), "1404-2-3 8:0", closed) == (
        "Due 26 April 2025 14:30: 2 working days from 23 April 2025 07:30."
    )


def test_the_time_of_others_is_named_by_its_cause() -> None:
    story = Told("1404-2-1 7:30").paused("1404-2-1 8:0", PauseReason.DOCUMENTS).resumed("1404-2-1 9:0")
    story.paused("1404-2-1 10:0", PauseReason.OTHER_BODY).resumed("1404-2-1 10:30").stopped("1404-2-1 11:0")
    story.then("1404-2-1 12:0", EventKind.REOPENED, held_by=Party.APPLICANT).stopped("1404-2-1 13:0")
    story.then("1404-2-1 13:1", EventKind.REOPENED, held_by=Party.THIRD_PARTY)

    assert explained(story.clock(1), "1404-2-1 14:0") == (
        "Due 22 April 2025 10:01: a working day from 21 April 2025 07:30, not counting: "
        "a pause of a working hour that waited for your documents, "
        "a pause of 30 working minutes that waited for the answer of another body, "
        "a working hour in which the matter lay with you, "
        "a working minute in which the matter lay with a third party."
    )


@pytest.mark.parametrize("end", [at("1404-2-1 9:30"), at("1404-2-20")])
def test_an_outage_counts_against_no_applicant_before_the_due_moment(end: datetime) -> None:
    clock = Told("1404-2-1 7:30").clock(1, Outage(at("1404-2-1 9:0"), end), bound=Party.APPLICANT)

    assert "a pause" not in explained(clock, "1404-2-1 9:30")
    assert explained(clock, "1404-2-1 9:30").endswith(
        "not counting: 30 working minutes in which no channel worked."
    )


def test_time_after_the_due_moment_is_not_spoken_of() -> None:
    story = Told("1404-2-1 7:30").paused("1404-2-2 9:0").resumed("1404-2-2 12:0").stopped("1404-2-2 13:0")

    assert (
        explained(story.clock(1), "1404-2-20")
        == "Due 21 April 2025 14:30: a working day from 21 April 2025 07:30."
    )


def test_time_that_lay_with_the_provider_is_told_to_an_applicant_who_is_bound() -> None:
    story = Told("1404-2-1 7:30").stopped("1404-2-1 8:30")
    story.then("1404-2-1 9:30", EventKind.REOPENED, held_by=Party.PROVIDER)

    assert explained(story.clock(1, bound=Party.APPLICANT), "1404-2-1 10:0") == (
        "Due 22 April 2025 08:30: a working day from 21 April 2025 07:30, not counting: "
        "a working hour in which the matter lay with us."
    )


@pytest.mark.parametrize(
    ("seconds", "found"),
    [
        (59, "less than a minute"),
        (60, "a working minute"),
        (HOUR, "a working hour"),
        (2 * HOUR + 120, "2 working hours, 2 working minutes"),
        (DAY - 1, "6 working hours, 59 working minutes"),
        (DAY, "a working day"),
        (2 * DAY + HOUR, "2 working days, a working hour"),
    ],
)
def test_a_working_time_is_told_in_days_hours_and_minutes(seconds: int, found: str) -> None:
    assert listed(length(seconds, DAY), "en") == found


def test_time_that_was_given_back_is_named() -> None:
    plain = Told("1404-2-1 7:30").clock(1, bound=Party.APPLICANT)
    given = replace(plain, credits=(Credit(6 * HOUR, at("1404-2-1 8:0")),))
    closed = decree("1404-2-2", "1404-2-2", Effect.CLOSES)

    assert [explained(given, "1404-2-1 8:0", language=language) for language in ("fa", "en")] == [
        (
            "مهلت ۲ اردیبهشت ۱۴۰۴ است: یک روز کاری از ۱ اردیبهشت ۱۴۰۴، و ۶ ساعت کاری "
            "که برای دیرکرد ما به آن افزوده شده است."
        ),
        (
            "Due 22 April 2025 13:30: a working day from 21 April 2025 07:30, "
            "and 6 working hours more because we were late."
        ),
    ]
    assert explained(given, "1404-2-1 8:0", closed, language="fa").endswith(
        "افزوده شده است؛ در این میان یک روز که دستور «آلودگی هوا» بست به شمار نیامده است."
    )
