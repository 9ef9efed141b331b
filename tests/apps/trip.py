"""A small country and a small method, and the way of a round through them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sanjeh.apps.catalogue import actions as catalogue
from sanjeh.apps.catalogue.entries import AddressEntry, BodyEntry, ServiceEntry
from sanjeh.apps.methodology import actions as methodologies
from sanjeh.apps.notices import actions as notices
from sanjeh.apps.notices.kinds import Kind
from sanjeh.apps.results import actions as results
from sanjeh.apps.rounds import actions as rounds
from sanjeh.apps.rounds import queries as round_queries
from sanjeh.apps.scans import actions as scans
from sanjeh.core.probing.contracts import Capture, Failure, Finding, Outcome
from sanjeh.core.probing.failures import Reason
from sanjeh.core.scheduling.retry_policy import TRIES
from sanjeh.core.text.words import Words
from tests import people, working
from tests.kept_rows import made_once

NOW = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
# Workers go by the database's clock, whatever day a test says it is: the round is open on any day it runs.
CLOSES_AT = NOW + timedelta(days=36_500)
ROUND = "1405-1"
METHOD = "small-1"
LOOK = "http"
CHECKS = ("http.one", "http.two", "http.portal")


def indicator(code: str, check: str, unit: str, weight: int = 50) -> str:
    return f"""
[[axes.indicators]]
code = "{code}"
weight = {weight}
title = {{ fa = "شاخص {code}", en = "Indicator {code}" }}
unit = "{unit}"
sources = ["probe"]
stage = 1
scale = {{ kind = "share" }}
measure = {{ kind = "share", checks = ["{check}"] }}
evidence = {{ fa = "صفحه", en = "The page" }}
[axes.indicators.guide]
why = {{ fa = "چرا", en = "why" }}
good = {{ fa = "خوب", en = "good" }}
mend = {{ fa = "اصلاح", en = "mend" }}
"""


METHOD_TEXT = (
    f"""
code = "{METHOD}"
version = 1
title = {{ fa = "روش کوچک", en = "A small method" }}
compensation = {{ fa = "میانگین", en = "A mean" }}
[coverage]
axis = 0.8
index = 0.9
[[classes]]
code = "good"
title = {{ fa = "خوب", en = "Good" }}
at_least = 75
[[classes]]
code = "weak"
title = {{ fa = "ضعیف", en = "Weak" }}
at_least = 0
[[caps]]
indicator = "B1"
below = 60
grade = "weak"
says = {{ fa = "درگاه سقف می‌گذارد.", en = "The portal sets a cap." }}
[[stages]]
number = 1
title = {{ fa = "اطلاع‌رسانی", en = "Information" }}
about = {{ fa = "گام نخست", en = "The first step" }}
body = [{{ indicator = "B1", at_least = 50 }}]
[[axes]]
code = "A"
weight = 60
title = {{ fa = "محور نخست", en = "First axis" }}
"""
    + indicator("A1", "http.one", "service")
    + indicator("A2", "http.two", "service")
    + """
[[axes]]
code = "B"
weight = 40
title = { fa = "محور دوم", en = "Second axis" }
"""
    + indicator("B1", "http.portal", "body", weight=100)
)


def body_entry(number: int) -> BodyEntry:
    host = f"body-{number}.example"
    service = ServiceEntry(
        code=f"1000000{number:04}",
        title=Words(f"خدمت {number}", f"Service {number}"),
        addresses=(AddressEntry(f"https://{host}/service"),),
    )
    return BodyEntry(
        code=f"B{number}",
        title=Words(f"دستگاه {number}", f"Body {number}"),
        parent="MINISTRY",
        categories=("main",) if number % 2 else ("main", "high_volume"),
        domain=host,
        portals=(AddressEntry(f"https://{host}/"),),
        services=(service,),
    )


def country(bodies: int) -> list[BodyEntry]:
    ministry = BodyEntry(code="MINISTRY", title=Words("وزارت نمونه", "Sample ministry"))
    return [ministry, *(body_entry(number) for number in range(1, bodies + 1))]


def announce(kind: Kind, version: str, effective_at: datetime = NOW) -> None:
    announcement = notices.Announcement(
        kind=kind,
        version=version,
        title=Words("اعلام", "Announcement"),
        body=Words("متن", "Text"),
        effective_at=effective_at,
        short_notice_reason="A rehearsal",
    )
    notices.publish_notice(
        hours=working.hours(NOW), announcement=announcement, by=people.secretariat(), now=NOW
    )


def method_in_force() -> None:
    methodologies.load_methodology(text=METHOD_TEXT, name=METHOD, by=people.secretariat(), now=NOW)
    announce(Kind.METHODOLOGY, METHOD)
    methodologies.put_in_force(code=METHOD, by=people.approver(), now=NOW)


def draft(code: str = ROUND, category: str = "") -> None:
    planned = rounds.RoundDraft(
        code=code,
        title=Words("دوره نمونه", "Sample round"),
        methodology=METHOD,
        opens_at=NOW,
        closes_at=CLOSES_AT,
        category=category,
    )
    rounds.draft_round(draft=planned, by=people.secretariat(), now=NOW)


def probing_round(bodies: int) -> None:
    """Bring a round of so many bodies to the point where looking begins."""
    made_once((METHOD_TEXT, bodies), lambda: begin_to_look(bodies))


def begin_to_look(bodies: int, category: str = "") -> None:
    catalogue.load_catalogue(entries=country(bodies), by=people.secretariat(), now=NOW)
    method_in_force()
    draft(category=category)
    announce(Kind.ROUND, ROUND)
    rounds.announce_round(code=ROUND, by=people.secretariat(), now=NOW)
    scans.start_probing(round_code=ROUND, by=people.secretariat(), now=NOW)


@dataclass(frozen=True, slots=True)
class Seen:
    """What is seen everywhere, but for single bodies; `unseen` bodies cannot be reached at all."""

    usual: Outcome = Outcome.PASS
    of: Mapping[str, Sequence[Outcome]] = field(default_factory=dict)
    unseen: tuple[str, ...] = ()


def capture(address: round_queries.FrozenAddress, *, failed: bool) -> Capture:
    return Capture(
        collector=LOOK,
        version=1,
        target=address.target,
        taken_at=NOW,
        elapsed_ms=12.5,
        vantage="test",
        tools={"test": "1"},
        failure=Failure(reason=Reason.CONNECT_REFUSED) if failed else None,
        artifact=None if failed else {"status": 200},
    )


def findings(address: round_queries.FrozenAddress, seen: Seen) -> tuple[Finding, ...]:
    body = address.target.body
    failed = body in seen.unseen
    outcomes = [Outcome.ERROR] * 3 if failed else seen.of.get(body, [seen.usual] * 3)
    return tuple(
        Finding(
            id=check,
            probe="http",
            outcome=outcome,
            reason="connect_refused" if failed else "seen",
            standard="",
            observed={"status": 200},
        )
        for check, outcome in zip(CHECKS, outcomes, strict=True)
    )


def look_everywhere(seen: Seen) -> None:
    """Keep what would have been seen; what fails is tried as often as the rule says."""
    for address in round_queries.addresses(ROUND):
        for _ in range(TRIES):
            if scans.begin(address=address.key, now=NOW) is None:
                break
            scans.keep_seen(
                address=address.key,
                captures=[capture(address, failed=address.target.body in seen.unseen)],
                findings=findings(address, seen),
                now=NOW,
            )


def final_round(bodies: int, seen: Seen) -> None:
    """Bring a round of so many bodies to its final results."""
    draws = vars(results)["REPLICATES"]  # as a test may have put it
    made_once((METHOD_TEXT, draws, bodies, repr(seen)), lambda: count(bodies, seen))


def final_round_of(category: str, bodies: int, seen: Seen) -> None:
    """Bring a round of the bodies in a category to its final results."""
    begin_to_look(bodies, category)
    finish(seen)


def count(bodies: int, seen: Seen) -> None:
    probing_round(bodies)
    finish(seen)


def finish(seen: Seen) -> None:
    look_everywhere(seen)
    results.give_preliminary(round_code=ROUND, by=people.secretariat(), now=NOW)
    results.make_final(round_code=ROUND, by=people.secretariat(), now=NOW)
