"""The closer look at real pages on a loopback server: larger text, the Tab key, fonts, libraries."""

import pytest

from sanjeh.core.probing.artifacts.intrusive_steps import Cut, FontPlace, Library
from sanjeh.core.probing.artifacts.page import PageArtifact
from sanjeh.core.probing.contracts import Target
from sanjeh.probes.page.capture import capture
from tests.probes.page.conftest import Kept


@pytest.fixture(scope="module")
async def sight(network, site) -> PageArtifact:
    """One visit for all questions: the page is the same, and a visit is dear."""
    return await capture(Target(url=f"{site}/closer.html"), network, Kept())


async def test_nothing_of_a_hostile_page_stops_a_step(sight):
    assert sight.failures == ()


async def test_the_tab_key_tells_where_its_place_is_seen(sight):
    told = {stop.place: (stop.is_visible, stop.shows_focus) for stop in sight.keyboard.stops}

    assert told == {
        "a.skip.ring0": (True, True),
        "a.ring": (True, True),
        "a.fading": (True, True),
        "a.numb": (True, False),
        "input.numb": (True, True),  # its caret shows
        "a.away": (False, True),
        "p.own": (True, True),
        "input.tick": (True, True),  # its label draws it
        "a.far": (True, True),  # the page is still on its way there
    }


async def test_the_first_stop_leads_past_the_menu(sight):
    first, *others = sight.keyboard.stops

    assert (first.leads_to, {stop.leads_to for stop in others}) == ("main", {""})


async def test_what_a_fixed_box_cuts_off_is_told_and_what_scrolls_is_not(sight):
    assert sight.stretched.doubled == Cut(cut_off=2, overlapping=1, places=("p.tight", "p"))
    assert sight.stretched.spaced == Cut(cut_off=1, overlapping=0, places=("p.tight",))


async def test_letters_that_join_are_not_set_apart(sight, visit):
    apart = await visit("trap.html")

    assert [each.stretched.has_letter_spacing for each in (sight, apart)] == [False, True]


async def test_a_page_that_swallows_the_tab_key_is_a_trap_and_one_that_never_answers_is_left(judged):
    found = await judged("trap.html")

    keyboard, libraries = found["visit.keyboard"], found["visit.libraries"]
    assert (keyboard.outcome, keyboard.reason, keyboard.observed["reached"]) == ("fail", "trapped", 2)
    assert (libraries.outcome, libraries.reason) == ("error", "page_hung")


async def test_the_font_that_draws_is_told_and_the_one_that_did_not_come(sight):
    most, *_ = sight.fonts.places

    assert most.model_copy(update={"letters": 0}) == FontPlace(
        wanted="Vazirmatn", family="Vazirmatn", is_web_font=True, letters=0
    )
    assert [place.family for place in sight.fonts.places if place.wanted == "Gone"] == ["Vazirmatn"]
    assert sight.fonts.failed == ("Gone",)


async def test_versions_are_believed_where_they_look_like_versions(sight):
    assert sight.libraries == (
        Library(name="lodash", version="4.17.4", source="window"),
        Library(name="jquery", version="1.11.1", source="banner"),
    )


async def test_pictures_of_the_same_page_are_alike(sight, visit):
    again = await visit("closer.html")

    assert again.picture_hash == sight.picture_hash
    assert len(sight.picture_hash) == 16


async def test_what_our_own_keys_and_windows_bring_about_is_not_the_pages(sight):
    assert [request.url.rsplit("/", 1)[-1] for request in sight.requests] == [
        "closer.html", "jquery.min.js", "vazirmatn.woff2", "gone.woff2",
    ]  # fmt: skip
    assert sight.connection.http_version == "http/1.1"
