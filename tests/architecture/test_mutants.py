"""The list of planted faults keeps up with the code; `make mutants` says whether a test sees each of them."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
LISTED = tomllib.loads((ROOT / "tests" / "mutants.toml").read_text("utf-8"))["mutant"]


def times_found(mutant: dict[str, str]) -> int:
    file = ROOT / mutant["file"]
    return file.read_text("utf-8").count(mutant["before"]) if file.is_file() else 0


def test_every_fault_can_be_planted_in_exactly_one_place() -> None:
    assert {one["id"]: times_found(one) for one in LISTED if times_found(one) != 1} == {}


def test_every_fault_has_a_name_of_its_own_and_changes_something() -> None:
    assert len({one["id"] for one in LISTED}) == len(LISTED)
    assert [one["id"] for one in LISTED if one["before"] == one["after"]] == []


def test_every_fault_names_tests_that_are_there() -> None:
    named = {test for one in LISTED for test in one["tests"]}
    missing = []
    for test in named:
        file, _, function = test.partition("::")
        if not (ROOT / file).exists() or (
            function and f"def {function}(" not in (ROOT / file).read_text("utf-8")
        ):
            missing.append(test)

    assert sorted(missing) == []
    assert all(one["tests"] for one in LISTED)
