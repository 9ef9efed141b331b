"""When no channel worked: doubt counts for whoever wanted to reach the house, and for nobody else."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjeh.core.working_time.clock import is_down
from sanjeh.core.working_time.events import Outage
from sanjeh.core.working_time.hours import instant
from sanjeh.core.working_time.outages import SILENCE, ChannelCourse, Sighting, downs, extended, outages
from tests.core.working_time.example import at, hours, said_at

BIRTH, NOW, NINE = at("1403-1-1"), at("1404-2-1 12:0"), at("1404-2-1 9:0")
FIVE, SECOND = timedelta(minutes=5), timedelta(seconds=1)


def seen(story: str, *, begin: datetime = NINE, watched: bool = True) -> ChannelCourse:
    """Return a channel that was looked at every five minutes: + works, - does not, a space is no look."""
    sightings = (
        Sighting(begin + place * FIVE, mark == "+") for place, mark in enumerate(story) if mark != " "
    )
    return ChannelCourse(BIRTH, None, watched, tuple(sightings))


def spans(found: tuple[Outage, ...]) -> list[tuple[str, str]]:
    return [(f"{one.begin:%H:%M}", f"{one.end:%H:%M}" if one.end else "") for one in found]


@pytest.mark.parametrize(
    ("story", "told"),
    [
        ("+++", []),
        ("", []),
        ("++--+", [("09:05", "09:20")]),
        ("--+", []),  # the machine had never seen it working
        ("--+-+", [("09:10", "09:20")]),
        ("+-+-+", [("09:00", "09:10"), ("09:10", "09:20")]),
        ("+----", [("09:00", "")]),
        ("+" + " " * 3 + "+", []),  # twenty minutes apart: as long as nobody need look
        ("+" + " " * 4 + "+", [("09:00", "09:25")]),
        ("+" + " " * 4 + "-+", [("09:00", "09:30")]),
    ],
)
def test_a_channel_is_down_from_the_last_look_that_found_it_working(
    story: str, told: list[tuple[str, str]]
) -> None:
    channel = seen(story)
    now = channel.sightings[-1].at if channel.sightings else NOW

    assert spans(downs(channel, now)) == told


@pytest.mark.parametrize(("after", "is_down"), [(SILENCE, False), (SILENCE + SECOND, True)])
def test_whoever_does_not_look_any_more_says_that_nothing_works(after: timedelta, *, is_down: bool) -> None:
    channel = seen("+")

    assert bool(downs(channel, channel.sightings[0].at + after)) is is_down


def test_what_the_machine_has_never_seen_working_is_not_down_and_a_telephone_is() -> None:
    assert downs(seen("-----"), NOW) == ()
    assert spans(downs(seen("-", watched=False), NOW)) == [("09:00", "")]


def test_of_a_telephone_a_person_says_since_when_and_silence_says_nothing() -> None:
    telephone = seen("+" + " " * 20 + "-" + " " * 20 + "+", watched=False)

    assert spans(downs(telephone, NOW)) == [("10:45", "12:30")]


def test_there_is_an_outage_only_while_every_channel_is_down() -> None:
    web, mail = seen("++----+++"), seen("+--+--+++")

    found = outages((web, mail), at("1404-2-1 9:40"))

    # The mail was seen working at 9:15: one outage has ended there, and another begins.
    assert spans(found) == [("09:05", "09:15"), ("09:15", "09:30")]


def test_one_channel_that_works_is_enough() -> None:
    assert outages((seen("+-----"), seen("++++++")), at("1404-2-1 9:25")) == ()
    assert spans(outages((seen("+-----"),), at("1404-2-1 9:25"))) == [("09:00", "")]


def test_a_channel_counts_only_while_it_was_authorised() -> None:
    down, works = seen("+-----+"), seen("+++++++")
    over = ChannelCourse(BIRTH, at("1404-2-1 9:10"), is_watched=True, sightings=works.sightings)
    later = ChannelCourse(at("1404-2-1 9:20"), None, is_watched=False)

    assert spans(outages((down, over), at("1404-2-1 9:30"))) == [("09:10", "09:30")]
    assert spans(outages((down, over, later), at("1404-2-1 9:30"))) == [("09:10", "09:20")]


def test_who_has_no_channel_at_all_has_no_outage() -> None:
    assert outages((), NOW) == ()


@given(st.lists(st.text("+- ", max_size=30), min_size=1, max_size=4))
def test_outages_follow_one_another_and_in_each_every_channel_is_down(stories: list[str]) -> None:
    channels = tuple(seen(story) for story in stories)

    found = outages(channels, NOW)

    assert all(one.end and one.begin < one.end <= two.begin for one, two in pairwise(found))
    for one in found:
        moments = [one.begin, (one.end or NOW) - SECOND]
        assert all(is_down(downs(channel, NOW), at) for channel in channels for at in moments)


def test_what_an_outage_takes_of_the_last_day_is_given_back_to_the_second() -> None:
    # Three working hours of the last day, a Wednesday: the time ends on Saturday, three hours after opening.
    begin, due = at("1404-2-1 9:0"), at("1404-2-3 14:30")
    down = (Outage(at("1404-2-3 11:30"), at("1404-2-3 14:30")),)

    assert said_at(extended(begin, due, down, hours(), due)) == at("1404-2-6 10:30")
    assert said_at(extended(begin, due, (), hours(), due)) == due


def test_an_outage_by_night_or_before_the_time_began_moves_nothing() -> None:
    begin, due = at("1404-2-1 9:0"), at("1404-2-2 9:0")
    down = (Outage(at("1404-2-1 20:0"), at("1404-2-1 23:0")), Outage(at("1404-2-1 7:30"), at("1404-2-1 9:0")))

    assert extended(begin, due, down, hours(), due) == instant(due)


def test_a_time_that_ends_by_night_is_never_cut() -> None:
    begin, due = at("1404-2-1 9:0"), at("1404-2-1 23:59")

    assert extended(begin, due, (), hours(), due) == instant(due)
