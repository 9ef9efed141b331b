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


# Components, index and group as published by the Survey of 2022 (E-Government Knowledgebase, Data Center): of
# the countries beside each bound of a group, of two pairs that share a rank, of the first and the last.
PUBLISHED = {
    "Denmark": (0.9797, 0.9559, 0.9795, 97.17, "very-high"),
    "Finland": (0.9833, 0.9640, 0.9127, 95.33, "very-high"),
    "Iceland": (0.8867, 0.9657, 0.9705, 94.10, "very-high"),
    "Sweden": (0.9002, 0.9649, 0.9580, 94.10, "very-high"),
    "Estonia": (1.0000, 0.9231, 0.8949, 93.93, "very-high"),
    "Peru": (0.8099, 0.8207, 0.6267, 75.24, "very-high"),
    "Georgia": (0.6111, 0.8984, 0.7409, 75.01, "very-high"),
    "Kuwait": (0.6973, 0.7706, 0.7774, 74.84, "high"),
    "Mexico": (0.8245, 0.7874, 0.6300, 74.73, "high"),
    "Bahamas": (0.6214, 0.7641, 0.7976, 72.77, "high"),
    "Grenada": (0.5507, 0.8977, 0.7348, 72.77, "high"),
    "Iran": (0.4196, 0.7804, 0.7300, 64.33, "high"),
    "Palau": (0.2373, 0.8946, 0.3735, 50.18, "high"),
    "Belize": (0.4425, 0.6707, 0.3882, 50.05, "high"),
    "Myanmar": (0.3073, 0.5829, 0.6082, 49.94, "middle"),
    "Vanuatu": (0.4228, 0.6009, 0.4727, 49.88, "middle"),
    "Guinea-Bissau": (0.0624, 0.3585, 0.3472, 25.60, "middle"),
    "Haiti": (0.0865, 0.3930, 0.2646, 24.81, "low"),
    "South Sudan": (0.0518, 0.2038, 0.0000, 8.52, "low"),
}


def test_the_survey_of_2022_is_found_again_in_score_order_and_group(score: Scoring) -> None:
    scored = score({state: told[:3] for state, told in PUBLISHED.items()})

    codes = [grade.code for grade in METHOD.classes]
    groups = {unit: codes[at] for unit, at in zip(scored.units, scored.classes.tolist(), strict=True)}
    indices = [told[3] for told in PUBLISHED.values()]
    assert groups == {state: told[4] for state, told in PUBLISHED.items()}
    assert dict(zip(scored.units, scored.ranks.tolist(), strict=True)) == {
        state: 1 + sum(other > told[3] for other in indices) for state, told in PUBLISHED.items()
    }
    # The components are printed with four digits, which leaves the index its last one.
    for state, points in index(scored).items():
        assert points == pytest.approx(PUBLISHED[state][3], abs=0.0101)
