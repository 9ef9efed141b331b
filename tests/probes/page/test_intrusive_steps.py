"""The closer look at real pages on a loopback server: larger text, the Tab key, fonts, libraries."""

import pytest

from sanjeh.core.probing.artifacts.intrusive_steps import Cut, FontPlace, Library
from sanjeh.core.probing.artifacts.page import PageArtifact
from sanjeh.core.probing.contracts import Target
from sanjeh.net.network import Network
from sanjeh.probes.page.capture import capture
from tests.evidence import MemoryStore
from tests.probes.judging import present
from tests.probes.page.conftest import Judged, Visit

pytestmark = pytest.mark.acceptance


@pytest.fixture(scope="module")
async def artifact(network: Network, site: str) -> PageArtifact:
    """One visit for all questions: the page is the same, and a visit is dear."""
    return await capture(Target(url=f"{site}/closer.html"), network, MemoryStore())


async def test_nothing_of_a_hostile_page_stops_a_step(artifact: PageArtifact) -> None:
    assert artifact.failures == ()


async def test_the_tab_key_tells_where_its_place_is_seen(artifact: PageArtifact) -> None:
    told = {stop.place: (stop.is_visible, stop.shows_focus) for stop in present(artifact.keyboard).stops}

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


async def test_a_sign_of_focus_may_stand_anywhere_near_but_must_be_drawn(visit: Visit) -> None:
    walk = present((await visit("signs.html")).keyboard)

    assert {stop.place: stop.shows_focus for stop in walk.stops if stop.place != "a.shadow"} == {
        "a.framed": True,
        "a.inner": True,
        "a.far": True,
        "a.clear": False,
        "a.white": False,
        "a.undrawn": False,
        "a.arrow": True,
        "a.inset": True,
        "a.beside": True,
        "a.alone": False,
    }
    assert [stop.place for stop in walk.stops].count("a.shadow") == 2
    assert walk.reachable == len(walk.stops) == 12  # the field that is switched off is not reached


@pytest.mark.parametrize(
    ("page", "reason"),
    [("one_stop.html", "walked"), ("small_trap.html", "trapped"), ("late_trap.html", "trapped")],
)
async def test_the_focus_gets_out_of_a_small_page_or_is_trapped(
    judged: Judged, page: str, reason: str
) -> None:
    assert (await judged(page))["visit.keyboard"].reason == reason


async def test_the_first_stop_leads_past_the_menu(artifact: PageArtifact) -> None:
    first, *others = present(artifact.keyboard).stops

    assert (first.leads_to, {stop.leads_to for stop in others}) == ("main", {""})


async def test_what_a_fixed_box_cuts_off_is_told_and_what_scrolls_is_not(artifact: PageArtifact) -> None:
    assert present(artifact.stretched).doubled == Cut(cut_off=2, overlapping=1, places=("p.tight", "p"))
    assert present(artifact.stretched).spaced == Cut(cut_off=1, overlapping=0, places=("p.tight",))


async def test_what_is_not_shown_cannot_be_cut_and_what_is_cut_already_is_told(visit: Visit) -> None:
    stretched = present((await visit("halved.html")).stretched)

    assert stretched.already == Cut(cut_off=2, overlapping=0, places=("p.low", "p.narrow"))
    assert stretched.doubled == Cut(cut_off=0, overlapping=0)


async def test_every_reader_sees_what_open_shadow_roots_draw(visit: Visit, kept: MemoryStore) -> None:
    found = await visit("shadow_roots.html")

    stretched, reflow, writing = present(found.stretched), present(found.reflow), present(found.writing)
    assert stretched.doubled == Cut(cut_off=1, overlapping=0, places=("p.low",))
    assert (reflow.overflow_px > 250, reflow.offenders) == (True, ("div.wide",))
    assert (writing.rtl_letters, writing.rtl_in_ltr) == (99, 0)
    markup = kept.read(present(found.dom)).decode()
    assert ("<h2>شرایط خدمت</h2>" in markup, "جایی در جزء ندارد" in markup) == (True, False)


async def test_what_stands_off_the_screen_is_named_when_it_widens_the_page(visit: Visit) -> None:
    reflow = present((await visit("far_away.html")).reflow)

    assert (reflow.overflow_px > 320, reflow.offenders) == (True, ("a.skip",))


async def test_letters_that_join_are_not_set_apart(artifact: PageArtifact, visit: Visit) -> None:
    apart = await visit("trap.html")

    assert [present(each.stretched).has_letter_spacing for each in (artifact, apart)] == [False, True]


async def test_a_page_that_swallows_the_tab_key_is_a_trap_and_one_that_never_answers_is_left(
    judged: Judged,
) -> None:
    found = await judged("trap.html")

    keyboard, libraries = found["visit.keyboard"], found["visit.libraries"]
    assert (keyboard.outcome, keyboard.reason, keyboard.observed["reached"]) == ("fail", "trapped", 2)
    assert (libraries.outcome, libraries.reason) == ("error", "page_hung")


async def test_the_font_that_draws_is_told_and_the_one_that_did_not_come(artifact: PageArtifact) -> None:
    most, *_ = present(artifact.fonts).places

    assert most.model_copy(update={"letters": 0}) == FontPlace(
        wanted="Vazirmatn", family="Vazirmatn", is_web_font=True, letters=0
    )
    assert [place.family for place in present(artifact.fonts).places if place.wanted == "Gone"] == [
        "Vazirmatn"
    ]
    assert present(artifact.fonts).failed == ("Gone",)


async def test_versions_are_believed_where_they_look_like_versions(artifact: PageArtifact) -> None:
    assert artifact.libraries == (
        Library(name="lodash", version="4.17.4", source="window"),
        Library(name="jquery", version="1.11.1", source="banner"),
    )


async def test_pictures_of_the_same_page_are_alike(artifact: PageArtifact, visit: Visit) -> None:
    again = await visit("closer.html")

    assert again.picture_hash == artifact.picture_hash
    assert len(present(artifact.picture_hash)) == 16


async def test_what_our_own_keys_and_windows_bring_about_is_not_the_pages(artifact: PageArtifact) -> None:
    assert [request.url.rsplit("/", 1)[-1] for request in artifact.requests] == [
        "closer.html", "jquery.min.js", "vazirmatn.woff2", "gone.woff2",
    ]  # fmt: skip
    assert present(artifact.connection).http_version == "http/1.1"
