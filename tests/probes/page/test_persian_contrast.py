"""axe alone leaves most of this out: it takes joined Arabic script for an icon font."""

import json

from tests.evidence import MemoryStore
from tests.probes.judging import present
from tests.probes.page.conftest import Judged, Visit

FAINT = {
    "#faint",
    "#faint-latin",
    "#faint-digits",
    "#faint-mixed",
    "#faint-in-fallback",
    "#see-through",
    "#in-faint-parent",
    "#faint-label",
    "#large-faint",
}


async def test_every_faint_text_is_found_in_any_font_and_nothing_else(
    visit: Visit, kept: MemoryStore
) -> None:
    results = json.loads(kept.read(present((await visit("contrast.html")).axe)))

    found = {rule["rule"]: {place["target"] for place in rule["places"]} for rule in results["violations"]}
    unclear = {rule["rule"]: {place["target"] for place in rule["places"]} for rule in results["incomplete"]}
    assert found["color-contrast"] == FAINT
    assert "#on-image" in unclear["color-contrast"]


async def test_a_faint_page_fails_with_its_worst_ratio(judged: Judged) -> None:
    found = (await judged("faint.html"))["visit.contrast"]

    assert (found.outcome, found.reason, found.observed["nodes"], found.observed["worst_ratio"]) == (
        "fail",
        "too_low",
        6,
        2.81,
    )


async def test_a_readable_page_passes(judged: Judged) -> None:
    found = (await judged("good.html"))["visit.contrast"]

    assert (found.outcome, found.reason) == ("pass", "enough")


async def test_text_in_frames_is_measured_too(judged: Judged) -> None:
    found = (await judged("frames.html"))["visit.contrast"]

    assert (found.outcome, found.observed["nodes"]) == ("fail", 6)
