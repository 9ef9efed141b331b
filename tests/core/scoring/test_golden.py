"""A whole card, digit by digit: a change of any number is a visible change of the file beside this test."""

import json
from dataclasses import replace
from pathlib import Path

from sanjeh.core.methodology.methodology import Methodology, parse_methodology
from sanjeh.core.methodology.sources import Source
from sanjeh.core.observations.model import Observation, State
from sanjeh.core.scoring.card import Scorecard
from sanjeh.core.scoring.card_json import card_as_json
from tests.core.scoring.one_body import score_unit
from tests.core.scoring.small import TEXT, WORDS, indicator, seen, unseen

GOLDEN = Path(__file__).with_name("golden.json")
BONUS = indicator("X1", weight="2").replace("axes.indicators", "axes.bonus")
OTHER_SCALE = f"""scale = {{ kind = "rubric", levels = [
    {{ value = 0, points = 0, says = {WORDS} }}, {{ value = 1, points = 40, says = {WORDS} }},
    {{ value = 2, points = 100, says = {WORDS} }},
] }}"""


def method() -> Methodology:
    return parse_methodology(
        TEXT.replace('scale = { kind = "share" }', OTHER_SCALE, 1) + BONUS, "golden.toml"
    )


def told() -> tuple[Observation, ...]:
    return (
        seen("A1", 1, address="https://one.test/"),
        seen("A1", 2, address="https://two.test/"),
        replace(seen("A1", 2), source=Source.SELF_DECLARATION),
        unseen("A2", State.BLOCKED, address="https://one.test/"),
        seen("B1", 0.333),
        seen("B2", 0.65, "s1"),
        unseen("B2", State.PROBE_ERROR, "s2"),
        unseen("B2", State.NOT_APPLICABLE, "s3"),
        replace(seen("X1", 0.5), source=Source.RECORD),
        seen("A1", 0, unit="another body"),
    )


def card() -> Scorecard:
    return score_unit(method(), "body", ("s1", "s2", "s3"), told())


def test_a_card_is_the_same_digit_by_digit() -> None:
    written = json.dumps(card_as_json(card()), ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    assert written == GOLDEN.read_text(encoding="utf-8")


def test_a_bonus_stands_beside_the_score_and_never_in_it() -> None:
    without = score_unit(method(), "body", ("s1", "s2", "s3"), [o for o in told() if o.indicator != "X1"])

    assert (card().bonus_points, without.bonus_points) == (1.0, 0)
    assert card().points == without.points
