"""The accessibility report speaks EARL: its terms are the schema's, its verdicts those of the evidence."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sanjeh.core.probing.contracts import Failure, Outcome
from sanjeh.core.probing.failures import Reason
from sanjeh.engine.evidence import EvidenceStore
from sanjeh.engine.exports.earl import CONTEXT, OUTCOMES, earl
from sanjeh.engine.registry import PROBES
from tests.engine.exports import folders

# Everything that https://www.w3.org/TR/EARL10-Schema/ defines.
EARL_TERMS = {
    *("Assertion", "Assertor", "Software", "TestSubject", "TestCriterion", "TestRequirement", "TestCase"),
    *("TestResult", "TestMode", "OutcomeValue", "Pass", "Fail", "CannotTell", "NotApplicable", "NotTested"),
    *("automatic", "manual", "semiAuto", "undisclosed", "unknownMode"),
    *("passed", "failed", "cantTell", "inapplicable", "untested"),
    *("assertedBy", "subject", "test", "result", "mode", "mainAssertor", "outcome", "pointer", "info"),
}
# What the schema's section 3 wants of every assertion and of every result.
OF_AN_ASSERTION = {"@type", "earl:assertedBy", "earl:subject", "earl:test", "earl:result", "earl:mode"}


@pytest.fixture
def store(tmp_path: Path) -> EvidenceStore:
    return folders.store(tmp_path)


@pytest.fixture
def report(store: EvidenceStore) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(json.dumps(earl(store)))
    return document


def assertions(report: dict[str, Any]) -> list[dict[str, Any]]:
    return [node for node in report["@graph"] if "earl:Assertion" in node["@type"]]


def names_in(part: Any) -> Iterator[str]:
    """Yield every prefixed name that stands as a key, a type or a value."""
    if isinstance(part, dict):
        yield from (key for key in part if ":" in key)
        yield from (name for key, value in part.items() if key != "dct:source" for name in names_in(value))
    elif isinstance(part, list):
        yield from (name for value in part for name in names_in(value))
    elif isinstance(part, str) and part.startswith("earl:"):
        yield part


def test_every_name_has_its_prefix_in_the_context_and_its_place_in_the_schema(report: dict[str, Any]) -> None:
    names = set(names_in(report["@graph"]))

    assert {name.partition(":")[0] for name in names} <= CONTEXT.keys()
    assert {name.partition(":")[2] for name in names if name.startswith("earl:")} <= EARL_TERMS


def test_every_assertion_says_who_what_how_and_with_which_result(report: dict[str, Any]) -> None:
    found = assertions(report)

    assert [one.keys() ^ OF_AN_ASSERTION for one in found] == [set()] * len(found)
    assert {(one["earl:assertedBy"], one["earl:subject"], one["earl:mode"]) for one in found} == {
        ("urn:sanjeh:0.1.0", "_:page1", "earl:automatic")
    }
    assert {node["@id"] for node in report["@graph"] if "@id" in node} == {"urn:sanjeh:0.1.0", "_:page1"}


def test_the_verdicts_are_those_of_the_evidence(report: dict[str, Any]) -> None:
    verdicts = {
        one["earl:test"]["@id"].rpartition("/")[2].rpartition(":")[2]: one["earl:result"]["earl:outcome"]
        for one in assertions(report)
    }

    assert verdicts == {
        "visit.title": "earl:passed",
        "visit.language": "earl:passed",
        "visit.viewport": "earl:cantTell",
        "visit.reflow": "earl:failed",
        "visit.axe": "earl:failed",
        "visit.barriers": "earl:untested",
        "visit.labels": "earl:inapplicable",
        "visit.contrast": "earl:cantTell",
        "visit.forms": "earl:inapplicable",
        "visit.keyboard": "earl:untested",
        "visit.spacing": "earl:untested",
        "visit.targets": "earl:passed",
        "visit.text_size": "earl:untested",
        "image-alt": "earl:failed",
        "color-contrast": "earl:cantTell",
    }


def test_a_broken_rule_points_at_the_places(report: dict[str, Any]) -> None:
    [broken] = [one for one in assertions(report) if one["earl:test"]["@id"].endswith("/image-alt")]

    assert broken["earl:test"]["@id"] == "https://dequeuniversity.com/rules/axe/4.14/image-alt"
    assert broken["earl:result"] == {
        "@type": ["earl:TestResult"],
        "earl:outcome": "earl:failed",
        "earl:info": "critical, 2 nodes",
        "earl:pointer": [
            {"@type": ["ptr:CSSSelectorPointer"], "ptr:expression": "img.logo"},
            {"@type": ["ptr:CSSSelectorPointer"], "ptr:expression": "main > img"},
        ],
    }


def test_our_checks_say_which_criterion_and_speak_both_languages(report: dict[str, Any]) -> None:
    [title] = [one for one in assertions(report) if one["earl:test"]["@id"].endswith("visit.title")]

    assert title["earl:test"]["dct:isPartOf"] == ["https://www.w3.org/TR/WCAG22/#page-titled"]
    assert [one["@language"] for one in title["earl:result"]["earl:info"]] == ["fa", "en"]


def test_a_visit_that_failed_leaves_every_check_untested(tmp_path: Path) -> None:
    store = folders.store(tmp_path / "kept")
    (tmp_path / "kept" / "captures.jsonl").unlink()
    store.add_captures([folders.capture("visit", None, Failure(reason=Reason.BROWSER_MISSING))])

    outcomes = {one["earl:result"]["earl:outcome"] for one in assertions(json.loads(json.dumps(earl(store))))}

    assert outcomes == {"earl:untested"}


def test_every_outcome_and_every_criterion_of_our_checks_can_be_told(store: EvidenceStore) -> None:
    [visit] = [probe for probe in PROBES if probe.name == "visit"]
    ours = {check.id for check in visit.checks if check.standard.startswith("WCAG")}
    told = {
        one["earl:test"]["@id"].rpartition(":")[2] for one in assertions(json.loads(json.dumps(earl(store))))
    }

    assert set(OUTCOMES) == set(Outcome)
    assert ours <= told


def test_no_secret_is_in_the_report(report: dict[str, Any]) -> None:
    assert folders.SECRET not in json.dumps(report)
