"""Tells accessibility findings in W3C's Evaluation and Report Language (EARL 1.0 Schema) as JSON-LD.

One assertion for each of our checks that stands on WCAG, and one for each rule of axe that was broken or
that a person has to decide. What axe found in order is told by our check `visit.axe` as a whole.
"""

import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from pydantic import JsonValue

from sanjeh.core.probing.artifacts.page import PageArtifact
from sanjeh.core.probing.contracts import Capture, Finding, Outcome
from sanjeh.core.text.words import Translatable
from sanjeh.engine.evidence import EvidenceStore
from sanjeh.engine.registry import probes_named
from sanjeh.engine.runner import judge
from sanjeh.engine.texts import finding_words
from sanjeh.locale.catalogues import languages, said

Json = dict[str, JsonValue]

CONTEXT: Json = {
    "earl": "http://www.w3.org/ns/earl#",
    "dct": "http://purl.org/dc/terms/",
    "doap": "http://usefulinc.com/ns/doap#",
    "ptr": "http://www.w3.org/2009/pointers#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dct:date": {"@type": "xsd:dateTime"},
    "earl:assertedBy": {"@type": "@id"},
    "earl:subject": {"@type": "@id"},
    "earl:mode": {"@type": "@id"},
    "earl:outcome": {"@type": "@id"},
    "dct:isPartOf": {"@type": "@id"},
    "dct:source": {"@type": "@id"},
}
# A warning and a note are for a person to decide; what was not seen is never a verdict.
OUTCOMES = MappingProxyType(
    {
        Outcome.PASS: "earl:passed",
        Outcome.FAIL: "earl:failed",
        Outcome.WARN: "earl:cantTell",
        Outcome.INFO: "earl:cantTell",
        Outcome.NOT_APPLICABLE: "earl:inapplicable",
        Outcome.NOT_TESTED: "earl:untested",
        Outcome.BLOCKED: "earl:untested",
        Outcome.ERROR: "earl:untested",
    }
)
_WCAG = "https://www.w3.org/TR/WCAG22/"
_CRITERION = re.compile(r"\b\d\.\d\.\d{1,2}\b")


def earl(store: EvidenceStore) -> Json:
    """Return the report of every visit in the folder, judged from its evidence."""
    assertor = f"urn:sanjeh:{store.manifest().sanjeh}"
    visits = [capture for capture in store.captures() if capture.collector == "visit"]
    nodes: list[JsonValue] = [_software(assertor, store.manifest().sanjeh)]
    for number, capture in enumerate(visits, start=1):
        nodes += _Report(capture, store, f"_:page{number}", assertor).nodes()
    return {"@context": CONTEXT, "@graph": nodes}


def _software(name: str, version: str) -> Json:
    return {
        "@id": name,
        "@type": ["earl:Assertor", "earl:Software"],
        "dct:title": "Sanjeh",
        "doap:revision": version,
    }


@dataclass(frozen=True, slots=True)
class _Report:
    """The nodes of one page."""

    capture: Capture
    store: EvidenceStore
    subject: str
    assertor: str

    def nodes(self) -> Iterator[Json]:
        yield {
            "@id": self.subject,
            "@type": ["earl:TestSubject"],
            "dct:source": self.capture.target.url,
            "dct:date": self.capture.taken_at.isoformat(),
        }
        for finding in judge([self.capture], self.store, probes_named({"visit"})):
            if finding.standard.startswith("WCAG"):
                yield self._assertion(_check(finding), _result(finding))
        yield from self._rules()

    def _rules(self) -> Iterator[Json]:
        """Yield an assertion for every rule of axe that did not simply pass."""
        artifact = self.capture.artifact
        digest = PageArtifact.model_validate(artifact).axe if artifact is not None else None
        if digest is None:
            return
        answer: dict[str, Any] = json.loads(self.store.read(digest))
        for kind, outcome in (("violations", "earl:failed"), ("incomplete", "earl:cantTell")):
            for rule in answer[kind]:
                yield self._assertion(_axe_rule(rule, answer["version"]), _axe_result(rule, outcome))

    def _assertion(self, test: Json, result: Json) -> Json:
        return {
            "@type": ["earl:Assertion"],
            "earl:assertedBy": self.assertor,
            "earl:subject": self.subject,
            "earl:mode": "earl:automatic",
            "earl:test": test,
            "earl:result": {"@type": ["earl:TestResult"], **result},
        }


def _check(finding: Finding) -> Json:
    criteria = [_criteria()[number] for number in _CRITERION.findall(finding.standard.partition("SC")[2])]
    return {
        "@id": f"urn:sanjeh:check:{finding.id}",
        "@type": ["earl:TestCase"],
        "dct:title": _in_all(finding_words(finding).title),
        "dct:isPartOf": [f"{_WCAG}#{name}" for name in criteria] or [_WCAG],
    }


def _result(finding: Finding) -> Json:
    return {"earl:outcome": OUTCOMES[finding.outcome], "earl:info": _in_all(finding_words(finding).says)}


def _axe_rule(rule: dict[str, Any], version: str) -> Json:
    release = ".".join(version.split(".")[:2])
    return {
        "@id": f"https://dequeuniversity.com/rules/axe/{release}/{rule['rule']}",
        "@type": ["earl:TestCase"],
        "dct:title": f"axe {rule['rule']}",
        "dct:isPartOf": [_WCAG],
    }


def _axe_result(rule: dict[str, Any], outcome: str) -> Json:
    return {
        "earl:outcome": outcome,
        "earl:info": f"{rule['impact']}, {rule['nodes']} nodes",
        "earl:pointer": [*_pointers(place["target"] for place in rule["places"])],
    }


def _pointers(selectors: Iterable[str]) -> Iterator[Json]:
    for selector in selectors:
        yield {"@type": ["ptr:CSSSelectorPointer"], "ptr:expression": selector}


def _in_all(text: Translatable) -> list[JsonValue]:
    return [{"@value": said(text, language), "@language": language} for language in languages()]


@cache
def _criteria() -> dict[str, str]:
    text = resources.files("sanjeh.engine.exports").joinpath("wcag.toml").read_text(encoding="utf-8")
    found: dict[str, str] = tomllib.loads(text)["criteria"]
    return found
