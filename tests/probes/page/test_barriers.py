"""Barriers that axe has no rule for: one place of each kind, and its neighbours that hinder nobody."""

import json
import re
from importlib.resources import files

from sanjeh.core.probing.artifacts.page import Barrier
from sanjeh.web.observed_values import words
from tests.evidence import MemoryStore
from tests.probes.judging import present
from tests.probes.page.conftest import Visit
from tests.probes.page.test_judge import judged

SCRIPTS = files("sanjeh.probes.page").joinpath("scripts")
KINDS = {
    kind
    for script in SCRIPTS.iterdir()
    if script.name.startswith("barriers")
    for kind in re.findall(r'tell\("(\w+)"', script.read_text("utf-8"))
}
OFTEN = {"link_says_nothing": 2, "direction_unfit": 2, "fake_button": 3}
WITHOUT_A_NAME = {"empty_paragraph", "title_is_a_template"}


async def test_each_kind_of_barrier_is_told_at_its_place(visit: Visit) -> None:
    found = {each.kind: each for each in present((await visit("barriers.html")).barriers)}

    assert set(found) == KINDS
    assert {kind for kind in KINDS if kind not in " ".join(found[kind].places)} == WITHOUT_A_NAME
    assert {kind: each.count for kind, each in found.items()} == dict.fromkeys(KINDS, 1) | OFTEN


def test_each_kind_of_barrier_has_its_words() -> None:
    _, values = words()

    assert KINDS - set(values) == set()


async def test_nothing_is_told_of_what_hinders_nobody(visit: Visit) -> None:
    assert present((await visit("barrier_free.html")).barriers) == ()


async def test_what_open_shadow_roots_draw_is_looked_at_as_all_else(visit: Visit) -> None:
    found = {each.kind: each.places for each in present((await visit("shadow_roots.html")).barriers)}

    assert found == {"tiny_text": ("p.fine",), "fake_button": ("div.heard",)}


async def test_the_practices_that_axe_advises_stand_apart_from_its_rules(
    visit: Visit, kept: MemoryStore
) -> None:
    told = json.loads(kept.read(present((await visit("barriers.html")).axe)))

    assert {each["rule"] for each in told["practices"]} >= {"landmark-one-main", "region"}
    assert {each["rule"] for each in told["violations"]} & {"landmark-one-main", "region"} == set()


def test_a_barrier_warns_and_says_where() -> None:
    met = (Barrier(kind="fake_button", count=2, places=("div.b",)),)

    found = judged(barriers=met)["visit.barriers"]

    assert (found.outcome, found.reason) == ("warn", "met")
    assert found.observed == {
        "count": 2,
        "barriers": [{"kind": "fake_button", "count": 2, "places": ["div.b"]}],
    }


def test_a_page_without_barriers_passes_and_one_not_asked_is_not_judged() -> None:
    told = [judged(barriers=())["visit.barriers"], judged()["visit.barriers"], judged()["visit.practices"]]

    assert [(each.outcome, each.reason) for each in told] == [
        ("pass", "none"),
        ("not_tested", "not_asked"),
        ("not_tested", "not_asked"),
    ]


def test_a_practice_warns_however_grave_axe_takes_it_and_is_no_violation() -> None:
    rule = {"rule": "tabindex", "impact": "serious", "nodes": 1, "places": [{"target": "a"}]}
    told: dict[str, object] = {"violations": [], "incomplete": [], "practices": [rule]}

    found = judged(axe_told=told)

    assert (found["visit.practices"].outcome, found["visit.practices"].reason) == ("warn", "broken")
    assert (found["visit.axe"].outcome, found["visit.axe"].reason) == ("pass", "clean")
