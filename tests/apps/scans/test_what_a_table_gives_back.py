"""What a capture or finding is, it is still when the table gives it back: same value, same bytes."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as some
from pydantic import BaseModel, JsonValue

from sanjeh.apps.rounds import queries as rounds
from sanjeh.apps.rounds.models import RoundAddress
from sanjeh.apps.scans import actions, mappers
from sanjeh.apps.scans.evidence import measured
from sanjeh.apps.scans.models import CaptureRecord, FindingRecord
from sanjeh.core.integrity.canonical_json import canonical_json, sorted_json
from sanjeh.core.probing.artifacts.page import PageArtifact
from sanjeh.core.probing.artifacts.tls import TlsArtifact
from sanjeh.core.probing.contracts import Capture, Failure, Finding, Outcome, Target
from sanjeh.core.probing.failures import Reason
from sanjeh.engine.packages import DECLARED
from sanjeh.engine.registry import PROBES
from sanjeh.engine.runner import judge
from tests import hands
from tests.apps import trip
from tests.evidence import MemoryStore
from tests.net.authority import NOW as AUTHORITY_NOW
from tests.probes.content import pages
from tests.probes.dns import test_judge as zone
from tests.probes.http import sites
from tests.probes.speed import runs
from tests.probes.tls import test_judge as handshake
from tests.probes.tls.capable import CAPABLE
from tests.probes.uptime import test_judge as samples

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 1, tzinfo=UTC)

# What databases and JSON write otherwise than Python: signs of zero, exponents, long and small numbers.
NUMBERS = (
    some.floats() | some.integers() | some.sampled_from([-0.0, 1e15, 1e16, -1.5e16, 1e22, 5e-324, 1e308])
)
TEXTS = some.text(max_size=8) | some.sampled_from(["\0", "\ud800", "ي‌ک", "é", "e\u0301", "\u2028", '"\\'])
VALUES = some.recursive(
    some.none() | some.booleans() | NUMBERS | TEXTS,
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


def taken(collector: str, artifact: object, failure: Failure | None = None) -> Capture:
    return Capture(
        collector=collector,
        version=1,
        target=Target(url=sites.URL),
        taken_at=NOW,
        elapsed_ms=1e16,
        vantage="tests",
        tools={},
        failure=failure,
        artifact=artifact,
    )


def bytes_of(*values: BaseModel) -> list[str]:
    return [sorted_json(value.model_dump(mode="json")) for value in values]


def brought(shelf: MemoryStore) -> dict[str, BaseModel]:
    """Return an artifact of every collector."""
    shelf.update(sites.SHELF)
    chain = (handshake.MIDDLE.issue(handshake.site()), handshake.MIDDLE)
    page = {
        **pages.PAGE,
        "dom": shelf.keep("<html lang=fa><title>خدمت</title><body>متن</body></html>".encode()),
    }
    return {
        "names": zone.GOOD,
        "http": sites.GOOD,
        "visit": PageArtifact.model_validate(page),
        "tls": TlsArtifact(
            taken_at=AUTHORITY_NOW,
            host=handshake.HOST,
            port=443,
            is_tls=True,
            chain=tuple(shelf.keep(holder.der) for holder in chain),
            public_anchor=shelf.keep(handshake.ROOT.der),
            public_roots=140,
            accepted=handshake.MODERN,
            greetings=CAPABLE,
        ),
        "speed": runs.artifact(*[runs.changed(runs.QUICK, cls=-0.0)] * 3),
        "uptime": samples.artifact(samples.through(200, 5)),
    }


def test_what_every_collector_brings_home_is_judged_alike_from_the_table() -> None:
    trip.probing_round(1)
    address, shelf = next(rounds.addresses(trip.ROUND)), MemoryStore()
    captures = [taken(name, artifact.model_dump(mode="json")) for name, artifact in brought(shelf).items()]
    then = judge(captures, shelf, PROBES)
    actions.begin(address=address.key, now=trip.NOW)

    actions.keep_seen(address=address.key, captures=captures, findings=then, now=trip.NOW)

    (kept,) = measured(trip.ROUND)
    assert {one.collector for one in kept.captures} == {own.name for own in DECLARED.values() if own}
    assert sorted(bytes_of(*kept.captures)) == sorted(bytes_of(*captures))
    assert bytes_of(*judge(kept.captures, shelf, PROBES)) == bytes_of(*then) == bytes_of(*kept.findings)
    assert [one.reason for one in then if one.reason == Reason.PROBE_BROKEN] == []


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(VALUES)
@example({"zero": -0.0, "great": 1e16, "longer": [1e22, 1.5e300], "small": 5e-324, "none": float("nan")})
@example({"nul": "a\0b", "half": "\ud83d", "ك": "ی", "key\0": "é e\u0301", "": {"bb": 1, "a": 2, "ا": 3}})
def test_any_value_comes_back_as_it_was_hashed(value: JsonValue) -> None:
    if not RoundAddress.objects.exists():
        trip.probing_round(1)
    key = next(rounds.addresses(trip.ROUND)).key
    with hands.thawed():
        CaptureRecord.objects.all().delete()
        FindingRecord.objects.all().delete()
    capture = taken("http", {"value": value})
    finding = Finding(
        id="x", probe="http", outcome=Outcome.PASS, reason="r", standard="s", observed={"value": value}
    )

    mappers.capture_record(key, 1, capture).save()
    mappers.finding_record(key, 0, finding).save()

    record = CaptureRecord.objects.get()
    again = Capture.model_validate(record.document)
    assert (again, mappers.digest_of(again)) == (capture, record.digest)
    assert canonical_json(again.model_dump(mode="json")) == canonical_json(capture.model_dump(mode="json"))
    assert bytes_of(mappers.finding(FindingRecord.objects.get())) == bytes_of(finding)


def test_a_nul_in_why_a_look_failed_does_not_lose_the_address() -> None:
    trip.probing_round(1)
    address = next(rounds.addresses(trip.ROUND))
    failure = Failure(reason=Reason.BAD_RESPONSE, detail="status line: \0\ud800")
    actions.begin(address=address.key, now=trip.NOW)

    actions.keep_seen(address=address.key, captures=[taken("http", None, failure)], findings=(), now=trip.NOW)

    assert CaptureRecord.objects.get().failure_detail == "status line: \ufffd\ufffd"
