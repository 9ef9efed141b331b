"""The same evidence gives the same findings, whatever order a database gives the keys of an object."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from pydantic import JsonValue

from sanjeh.core.integrity.canonical_json import in_one_order, sorted_json
from sanjeh.core.probing.artifacts.dns import NameAnswer
from sanjeh.core.probing.contracts import Capture, Finding, Target
from sanjeh.engine.runner import judge
from sanjeh.probes.dns.judge import PROBE
from tests.evidence import MemoryStore
from tests.probes.dns.test_judge import GOOD

URL = "https://khedmat.nemune.gov.ir/"
Order = Callable[[str], object]


def reordered(value: JsonValue, order: Order) -> JsonValue:
    if isinstance(value, dict):
        return {key: reordered(value[key], order) for key in sorted(value, key=order)}  # type: ignore[arg-type]
    return [reordered(entry, order) for entry in value] if isinstance(value, list) else value


def as_jsonb(key: str) -> object:
    """PostgreSQL keeps the keys of a jsonb object by length, then byte by byte."""
    return len(key.encode()), key.encode()


def backwards(key: str) -> object:
    return [-ord(letter) for letter in key]


def findings(artifact: dict[str, JsonValue]) -> tuple[Finding, ...]:
    taken = Capture(
        collector="names",
        version=1,
        target=Target(url=URL),
        taken_at=datetime(2026, 11, 1, tzinfo=UTC),
        elapsed_ms=1,
        vantage="tests",
        tools={},
        failure=None,
        artifact=artifact,
    )
    return judge([taken], MemoryStore(), (PROBE,))


def answers(records: dict[str, str]) -> dict[str, NameAnswer]:
    return {name: NameAnswer(records=(record,)) for name, record in records.items()}


SEEN = GOOD.model_copy(
    update={
        # Where each name has records, the nearest to the host decides, however short or late in the alphabet.
        "caa": answers({"khedmat.nemune.gov.ir": '0 issue "near.ir"', "nemune.gov.ir": '0 issue "far.ir"'}),
        "ns_addresses6": answers({"ns10.ir.": "2001:db8::1", "a.ir.": "2001:db8::2", "b.ir.": "2001:db8::3"}),
    }
)


@pytest.mark.parametrize("order", [as_jsonb, backwards])
def test_findings_do_not_follow_the_order_of_keys(order: Order) -> None:
    plain = SEEN.model_dump(mode="json")

    now = findings(reordered(plain, order))  # type: ignore[arg-type]

    assert now == findings(plain)
    assert {f.id: f.observed.get("at") for f in now}["names.caa"] == "khedmat.nemune.gov.ir"
    assert {f.id: f.observed.get("servers") for f in now}["names.nameservers6"] == ["a.ir", "b.ir", "ns10.ir"]


def test_one_order_changes_no_value_and_no_list() -> None:
    value = {"b": [3, 1, {"d": 1, "c": 2}], "a": None}

    assert sorted_json(in_one_order(value)) == sorted_json(value)
    assert list(in_one_order(value)) == ["a", "b"]  # type: ignore[call-overload]
