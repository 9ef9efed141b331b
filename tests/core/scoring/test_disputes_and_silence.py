"""An objection takes no number away, and silence counts only where the method says so."""

from dataclasses import replace
from decimal import Decimal

import pytest

from sanjeh.core.methodology.methodology import Methodology, parse_methodology
from sanjeh.core.observations.model import Disputed, Observation, State
from sanjeh.core.scoring.card import Kind, Scorecard
from sanjeh.core.scoring.card_json import observation_as_json
from tests.core.scoring.one_body import score_unit
from tests.core.scoring.small import GUIDE, TEXT, seen, small, unseen

SILENCE_IS_ZERO = parse_methodology(TEXT.replace(GUIDE, f'{GUIDE}\nmissing = "zero"'), "m")


def card_of(method: Methodology, *observations: Observation) -> Scorecard:
    return score_unit(method, "body", ["s1"], observations)


def test_a_disputed_number_counts_and_its_state_is_shown() -> None:
    disputed = replace(seen("A1", 0.8), answer=Disputed(0.8, "objection 12"))

    node = card_of(small(), disputed).node("A1")

    assert node is not None
    assert (node.rounded, node.coverage, node.counts) == (Decimal("80.0"), 1.0, ((State.DISPUTED, 1),))
    told = observation_as_json(disputed)
    assert (told["state"], told["value"], told["reason"]) == ("disputed", 0.8, "objection 12")


def test_where_silence_is_zero_it_is_seen_and_worth_nothing() -> None:
    card = card_of(SILENCE_IS_ZERO, seen("A1", 0.8), unseen("A2", State.MISSING))

    assert card.root.coverage == 1.0
    assert {n.code: n.points for n in card.root.walk() if n.kind is Kind.INDICATOR} == {
        "A1": 80.0,
        "A2": 0.0,
        "B1": 0.0,
        "B2": 0.0,
    }


@pytest.mark.parametrize("state", [State.PROBE_ERROR, State.BLOCKED, State.FAILED_PROBE])
def test_what_failed_or_was_blocked_is_never_silence(state: State) -> None:
    node = card_of(SILENCE_IS_ZERO, unseen("A1", state)).node("A1")

    assert node is not None
    assert (node.points, node.coverage) == (None, 0.0)
