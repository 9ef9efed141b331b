"""The index of the United Nations, made again: from raw components, and from published ones."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sanjeh.core.observations.errors import ObservationsBroken
from sanjeh.core.scoring.engine import Scored, score_table
from sanjeh.core.scoring.methodology_tree import INDEX
from sanjeh.core.scoring.relative import NothingToCompare
from sanjeh.engine.observation_files import read_observations
from sanjeh.engine.shipped import load_methodology

METHOD = load_methodology("un-egdi-2022")
CODES = ("OSI", "HCI", "TII")


States = dict[str, tuple[float | str, float | str, float | str]]
Scoring = Callable[[States], Scored]


@pytest.fixture
def score(tmp_path: Path) -> Scoring:
    def scored(states: States) -> Scored:
        file = tmp_path / "states.csv"
        rows = [
            f"{state},{code},value,{number},record"
            for state, numbers in states.items()
            for code, number in zip(CODES, numbers, strict=True)
            if number != ""
        ]
        file.write_text("\n".join(("unit,indicator,state,value,source", *rows)) + "\n", encoding="utf-8")
        return score_table(METHOD, read_observations(file, METHOD))

    return scored


def index(scored: Scored) -> dict[str, float]:
    return {unit: round(float(p), 9) for unit, p in zip(scored.units, scored.points[INDEX], strict=True)}


def test_raw_components_are_stretched_over_all_states_and_count_a_third_each(score: Scoring) -> None:
    scored = score({"X": (100, -1.5, 10), "Y": (50, 0.5, 30), "Z": (0, 2.5, 20)})

    # OSI 1, .5, 0; HCI 0, .5, 1; TII 0, 1, .5
    assert index(scored) == {"X": round(100 / 3, 9), "Y": round(200 / 3, 9), "Z": 50.0}
    assert scored.ranks.tolist() == [3, 1, 2]


def test_published_components_stand_as_they_are(score: Scoring) -> None:
    # As the Survey of 2022 published them for these two states: EGDI 0.9717 and 0.9533.
    scored = score({"DNK": (0.9797, 0.9559, 0.9795), "FIN": (0.9833, 0.9640, 0.9127)})

    assert index(scored) == {"DNK": 97.17, "FIN": round(100 * (0.9833 + 0.9640 + 0.9127) / 3, 9)}


def test_a_state_without_all_three_components_is_listed_apart(score: Scoring) -> None:
    scored = score({"X": (100, 5, 10), "Y": (50, 7, ""), "Z": (0, 6, 20)})

    assert scored.ranks.tolist() == [2, 0, 1]
    assert scored.ranked.tolist() == [True, False, True]


def test_the_bounds_of_the_classes_are_exclusive(score: Scoring) -> None:
    shares = (0.76, 0.75, 0.51, 0.50, 0.26, 0.25)
    scored = score({f"S{n}": (share, share, share) for n, share in enumerate(shares)})

    codes = [METHOD.classes[position].code for position in scored.classes]
    assert codes == ["very-high", "high", "high", "middle", "middle", "low"]


def test_states_that_do_not_differ_are_not_told_apart(score: Scoring) -> None:
    with pytest.raises(NothingToCompare, match="OSI"):
        score({"X": (7, 1, 10), "Y": (7, 2, 30)})


def test_a_number_that_is_none_is_refused(score: Scoring) -> None:
    with pytest.raises(ObservationsBroken):
        score({"X": ("nan", 1, 10), "Y": (7, 2, 30)})
