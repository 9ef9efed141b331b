"""With whom a matter lies: every second of it with exactly one party."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
from zoneinfo import ZoneInfo

import pytest

from sanjeh.core.working_time.clock import Clock, HistoryBroken, NotStarted, Shares, Target, course, shares
from sanjeh.core.working_time.events import Event, EventKind, Outage, Party, PauseReason, in_order
from tests.core.working_time.example import HOUR, Told, at, hours, said_at

NOW = at("1404-2-20")


def told(*marks: tuple[str, str, str], now: str = "1404-2-20", clock: Clock) -> bool:
    found = course(clock, at(now)).possessions
    assert [(one.holder.value, said_at(one.begin), said_at(one.end)) for one in found] == [
        (holder, at(begin), at(end)) for holder, begin, end in marks
    ]
    return True


def test_a_clock_lies_with_the_bound_party_until_it_stops() -> None:
    clock = Told("1404-2-1 9:0").stopped("1404-2-2 10:0").clock(3)

    assert told(("provider", "1404-2-1 9:0", "1404-2-2 10:0"), clock=clock)
    assert shares(clock, hours(), NOW) == Shares(8 * HOUR, 0, 0, 8 * HOUR)


def test_a_pause_lies_with_whom_it_waits_for() -> None:
    story = Told("1404-2-1 9:0").paused("1404-2-1 10:0").resumed("1404-2-1 12:0")
    story.paused("1404-2-1 13:0", PauseReason.OTHER_BODY).resumed("1404-2-1 14:0").stopped("1404-2-2 8:0")

    assert shares(story.clock(3), hours(), NOW) == Shares(3 * HOUR, 2 * HOUR, HOUR, 6 * HOUR)


def test_a_pause_over_a_weekend_takes_no_more_than_was_worked() -> None:
    # From Wednesday an hour before the end until Saturday an hour after the beginning.
    story = Told("1404-2-3 7:30").paused("1404-2-3 13:30").resumed("1404-2-6 8:30").stopped("1404-2-6 9:30")

    assert shares(story.clock(3), hours(), NOW) == Shares(7 * HOUR, 2 * HOUR, 0, 9 * HOUR)


def test_a_pause_that_was_contested_counts_until_the_contest_is_upheld() -> None:
    story = Told("1404-2-1 9:0").paused("1404-2-1 10:0").resumed("1404-2-1 12:0")
    story.then("1404-2-1 12:30", EventKind.CONTESTED, pause=2)
    story.then("1404-2-1 13:0", EventKind.PAUSE_OVERTURNED, pause=2)
    clock = story.clock(3)

    found = [shares(clock, hours(), at(now)) for now in ("1404-2-1 12:59:59", "1404-2-1 13:0")]
    assert found == [Shares(7_199, 7_200, 0, 14_399), Shares(14_400, 0, 0, 14_400)]


def test_a_pause_that_is_overturned_while_it_lasts_ends_there() -> None:
    story = Told("1404-2-1 9:0").paused("1404-2-1 10:0")
    story.then("1404-2-1 11:0", EventKind.PAUSE_OVERTURNED, pause=2)
    story.paused("1404-2-1 12:0").resumed("1404-2-1 13:0")

    assert shares(story.clock(3), hours(), at("1404-2-1 14:0")) == Shares(4 * HOUR, HOUR, 0, 5 * HOUR)


def test_overturning_an_earlier_pause_leaves_the_present_one() -> None:
    story = Told("1404-2-1 8:0").paused("1404-2-1 9:0").resumed("1404-2-1 10:0").paused("1404-2-1 11:0")
    story.then("1404-2-1 12:0", EventKind.PAUSE_OVERTURNED, pause=2).resumed("1404-2-1 13:0")

    assert shares(story.clock(3), hours(), at("1404-2-1 14:0")) == Shares(4 * HOUR, 2 * HOUR, 0, 6 * HOUR)


@pytest.mark.parametrize(
    ("holder", "found"),
    [
        (Party.PROVIDER, Shares(5 * HOUR, 0, 0, 5 * HOUR)),
        (Party.APPLICANT, Shares(2 * HOUR, 3 * HOUR, 0, 5 * HOUR)),
        (Party.THIRD_PARTY, Shares(2 * HOUR, 0, 3 * HOUR, 5 * HOUR)),
    ],
)
def test_the_time_before_a_reopening_lies_with_whom_it_names(holder: Party, found: Shares) -> None:
    story = Told("1404-2-1 8:0").stopped("1404-2-1 9:0")
    story.then("1404-2-1 12:0", EventKind.REOPENED, held_by=holder).stopped("1404-2-1 13:0")

    assert shares(story.clock(3), hours(), NOW) == found


def test_after_a_last_stop_no_second_is_counted() -> None:
    clock = Told("1404-2-1 8:0").stopped("1404-2-1 9:0").clock(3)

    assert (course(clock, NOW).is_over, shares(clock, hours(), NOW)) == (True, Shares(HOUR, 0, 0, HOUR))


def test_while_no_channel_works_the_matter_lies_with_the_provider() -> None:
    story = Told("1404-2-1 8:0").paused("1404-2-1 9:0").resumed("1404-2-1 13:0").stopped("1404-2-1 14:0")
    down = Outage(at("1404-2-1 10:0"), at("1404-2-1 11:0"))
    overlapping = Outage(at("1404-2-1 10:30"), at("1404-2-1 11:30"))
    within = Outage(at("1404-2-1 10:15"), at("1404-2-1 10:20"))
    before = Outage(at("1404-1-31 8:0"), at("1404-2-1 8:0"))
    after = Outage(at("1404-2-1 14:0"), at("1404-2-1 14:30"))
    clock = story.clock(3, overlapping, down, within, before, after)

    assert told(
        ("provider", "1404-2-1 8:0", "1404-2-1 9:0"),
        ("applicant", "1404-2-1 9:0", "1404-2-1 10:0"),
        ("provider", "1404-2-1 10:0", "1404-2-1 11:30"),
        ("applicant", "1404-2-1 11:30", "1404-2-1 13:0"),
        ("provider", "1404-2-1 13:0", "1404-2-1 14:0"),
        clock=clock,
    )
    assert shares(clock, hours(), NOW) == Shares(3 * HOUR + HOUR // 2, 2 * HOUR + HOUR // 2, 0, 6 * HOUR)


@pytest.mark.parametrize(("bound", "waits"), [(Party.APPLICANT, True), (Party.PROVIDER, False)])
def test_an_outage_that_lasts_stops_the_time_of_the_applicant_alone(bound: Party, waits: bool) -> None:  # noqa: FBT001
    clock = Told("1404-2-1 8:0").clock(1, Outage(at("1404-2-1 9:0")), bound=bound)

    assert (
        course(clock, at("1404-2-1 10:0")).is_waiting,
        shares(clock, hours(), at("1404-2-1 10:0")).provider,
    ) == (
        waits,
        HOUR if waits else 2 * HOUR,
    )


def test_an_outage_that_is_over_keeps_nobody_waiting() -> None:
    down = Outage(at("1404-2-1 9:0"), at("1404-2-1 10:0"))
    clock = Told("1404-2-1 8:0").clock(1, down, bound=Party.APPLICANT)

    found = [
        course(clock, at(now)).is_waiting for now in ("1404-2-1 8:59:59", "1404-2-1 9:0", "1404-2-1 10:0")
    ]
    assert found == [False, True, False]


def test_what_has_not_happened_yet_is_left_out() -> None:
    story = Told("1404-2-1 8:0").paused("1404-2-1 10:0").resumed("1404-2-1 11:0").stopped("1404-2-1 12:0")
    clock = story.clock(1, Outage(at("1404-2-1 10:30"), at("1404-2-1 10:45")))

    assert shares(clock, hours(), at("1404-2-1 9:0")) == Shares(HOUR, 0, 0, HOUR)


def test_a_clock_that_stops_in_the_second_of_its_start_has_used_nothing() -> None:
    clock = Told("1404-2-1 8:0").stopped("1404-2-1 8:0").clock(1)

    assert (course(clock, NOW).end, shares(clock, hours(), NOW)) == (
        course(clock, NOW).begin,
        Shares(0, 0, 0, 0),
    )


def test_events_of_one_moment_happened_in_the_order_of_their_keys() -> None:
    story = Told("1404-2-1 8:0").paused("1404-2-1 8:0").resumed("1404-2-1 8:0").stopped("1404-2-1 9:0")

    found = {
        shares(replace(story.clock(1), events=order), hours(), NOW) for order in permutations(story.events)
    }
    assert found == {Shares(HOUR, 0, 0, HOUR)}


def test_events_are_in_order_in_an_hour_that_comes_twice() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    early = Event(2, datetime(2025, 10, 26, 2, 50, tzinfo=berlin), EventKind.STARTED)
    late = Event(1, datetime(2025, 10, 26, 2, 10, tzinfo=berlin, fold=1), EventKind.STOPPED)

    assert in_order((late, early)) == (early, late)
    assert course(Clock(Target(1, 1), (late, early)), late.at).possessions[0].end == int(late.at.timestamp())


def test_a_clock_that_has_not_begun_has_no_course() -> None:
    clock = Told("1404-2-1 8:0").clock(1)

    with pytest.raises(NotStarted):
        course(clock, at("1404-2-1 8:0") - timedelta(microseconds=1))
    assert course(clock, at("1404-2-1 8:0").astimezone(UTC)).possessions == ()


BROKEN = {
    "started twice": Told("1404-2-1 8:0").then("1404-2-1 9:0", EventKind.STARTED),
    "paused in a pause": Told("1404-2-1 8:0").paused("1404-2-1 9:0").paused("1404-2-1 9:1"),
    "resumed without a pause": Told("1404-2-1 8:0").resumed("1404-2-1 9:0"),
    "stopped twice": Told("1404-2-1 8:0").stopped("1404-2-1 9:0").stopped("1404-2-1 9:1"),
    "paused after the stop": Told("1404-2-1 8:0").stopped("1404-2-1 9:0").paused("1404-2-1 9:1"),
    "reopened while it runs": Told("1404-2-1 8:0").then(
        "1404-2-1 9:0", EventKind.REOPENED, held_by=Party.PROVIDER
    ),
    "reopened for nobody": Told("1404-2-1 8:0")
    .stopped("1404-2-1 9:0")
    .then("1404-2-1 9:1", EventKind.REOPENED),
    "paused for nothing": Told("1404-2-1 8:0").then("1404-2-1 9:0", EventKind.PAUSED),
    "contested no pause": Told("1404-2-1 8:0").then("1404-2-1 9:0", EventKind.CONTESTED, pause=1),
    "overturned no pause": Told("1404-2-1 8:0").then("1404-2-1 9:0", EventKind.PAUSE_OVERTURNED),
    "resumed after it was overturned": Told("1404-2-1 8:0")
    .paused("1404-2-1 9:0")
    .then("1404-2-1 9:1", EventKind.PAUSE_OVERTURNED, pause=2)
    .resumed("1404-2-1 9:2"),
}


@pytest.mark.parametrize("story", BROKEN.values(), ids=BROKEN)
def test_what_cannot_have_happened_is_refused_with_its_event(story: Told) -> None:
    with pytest.raises(HistoryBroken) as refused:
        course(story.clock(1), NOW)

    assert refused.value.event == story.events[-1]


def test_nobody_pauses_a_clock_to_wait_for_themselves() -> None:
    clock = Told("1404-2-1 8:0").paused("1404-2-1 9:0", PauseReason.ANSWER).clock(1, bound=Party.APPLICANT)

    with pytest.raises(HistoryBroken):
        course(clock, NOW)


@pytest.mark.parametrize(("seconds", "day_seconds"), [(0, 1), (1, 0), (-1, 1)])
def test_a_target_is_more_than_nothing(seconds: int, day_seconds: int) -> None:
    with pytest.raises(ValueError, match="a target of"):
        Target(seconds, day_seconds)


def test_the_share_of_a_party_is_asked_by_its_name() -> None:
    found = Shares(1, 2, 3, 6)

    assert [found.of(party) for party in Party] == [1, 2, 3]
