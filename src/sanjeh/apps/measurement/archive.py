"""The evidence of a whole round: to be judged again, to be given away, and for as long as it is needed."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.db.models import F, Func

import sanjeh
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.measurement.models import CaptureRecord, FindingRecord
from sanjeh.apps.measurement.queries import latest_captures
from sanjeh.apps.measurement.reading import finding
from sanjeh.apps.measurement.store import evidence_store
from sanjeh.apps.rounds import queries as rounds
from sanjeh.apps.rounds.models import RoundAddress
from sanjeh.core.probing.contracts import Capture, Finding
from sanjeh.core.workflow.rounds import RoundState
from sanjeh.engine import retention
from sanjeh.engine.collectors import COLLECTORS
from sanjeh.engine.digests import digests_in
from sanjeh.engine.evidence import Blob, EvidenceStore, Manifest
from sanjeh.engine.provenance import ingredients
from sanjeh.engine.registry import PROBES
from sanjeh.engine.versions import look_versions, probe_versions
from sanjeh.probes.tls.ruleset import USUAL_RULESET, ruleset_text

# So many addresses are in memory at a time, however many a round has.
AT_ONCE = 200
SETTLED = frozenset(
    {RoundState.FINAL, RoundState.PUBLISHED, RoundState.FEEDBACK, RoundState.ARCHIVED}
)  # its objections are decided


@dataclass(frozen=True, slots=True)
class Measured:
    """What was seen of one address, and what was found in it then."""

    captures: tuple[Capture, ...]
    findings: tuple[Finding, ...]


def measured(round_code: str) -> Iterator[Measured]:
    """Yield every address of the round that was looked at; raise NoSuchRound."""
    waiting = iter(list(rounds.get(round_code).addresses.order_by("id").values_list("id", flat=True)))
    while keys := list(islice(waiting, AT_ONCE)):
        yield from _measured_at(keys)


def measured_count(round_code: str) -> int:
    """Return how many addresses of the round were looked at."""
    return RoundAddress.objects.filter(round__code=round_code, captures__isnull=False).distinct().count()


def _measured_at(keys: list[int]) -> Iterator[Measured]:
    captures: dict[int, list[Capture]] = {}
    for record in latest_captures(address__in=keys):
        captures.setdefault(record.address_id, []).append(Capture.model_validate(record.document))
    findings: dict[int, list[Finding]] = {}
    for found in FindingRecord.objects.filter(address__in=keys):
        findings.setdefault(found.address_id, []).append(finding(found))
    for key in keys:
        if key in captures:
            yield Measured(_in_order(captures[key]), tuple(findings.get(key, ())))


def _in_order(captures: Iterable[Capture]) -> tuple[Capture, ...]:
    order = [look.name for look in COLLECTORS]
    return tuple(sorted(captures, key=lambda one: order.index(one.look) if one.look in order else len(order)))


def export_round(round_code: str, target: EvidenceStore) -> int:
    """Write the round's evidence into an unused folder and return how many addresses it holds.

    Raise EvidenceGone when something that a capture names is no longer kept.
    """
    source, urls, first = evidence_store(), [], None
    for one in measured(round_code):
        for digest in sorted(_named_by(one.captures)):
            target.take_over(digest, source)
        target.add_captures(one.captures)
        urls.append(one.captures[0].target.url)
        first = first or one.captures[0]
    target.write_manifest(_manifest(round_code, target, tuple(dict.fromkeys(urls)), first))
    return len(urls)


def _named_by(captures: Iterable[Capture]) -> set[str]:
    return {digest for capture in captures for digest in digests_in(capture.sight)}


def _manifest(
    round_code: str, target: EvidenceStore, urls: tuple[str, ...], first: Capture | None
) -> Manifest:
    found = rounds.get(round_code)
    return Manifest(
        sanjeh=sanjeh.__version__,
        vantage=first.vantage if first else "",
        taken_at=(first.taken_at if first else found.opens_at).isoformat(),
        tools=first.tools if first else {},
        looks=dict(look_versions(COLLECTORS)),
        probes=dict(probe_versions(PROBES)),
        targets=urls,
        methodology=found.methodology.code,
        methodology_hash=found.methodology.hash,
        methodology_text=target.keep(found.methodology.text.encode()),
        ruleset_texts={"tls": target.keep(ruleset_text(USUAL_RULESET).encode())},
        ingredients=ingredients(),
        captures_sha256=target.captures_sha256,
    )


def over(keep: Collection[str] = ()) -> tuple[str, ...]:
    """Return the rounds whose evidence nobody can need: the objections to a later round are decided.

    `keep` are rounds to be held back, for instance while a complaint about them is open.
    """
    newest_first = rounds.rounds()
    settled = [number for number, row in enumerate(newest_first) if row.state in SETTLED]
    past = newest_first[settled[0] + 1 :] if settled else ()
    return tuple(row.code for row in past if row.state in SETTLED and row.code not in keep)


def unneeded(keep: Collection[str], now: datetime) -> tuple[Blob, ...]:
    """Return the kept bytes that belong to no round but those that are over."""
    captures = CaptureRecord.objects.exclude(address__round__code__in=over(keep))
    named = captures.annotate(named=Func(F("kept"), function="unnest")).values_list("named", flat=True)
    return tuple(retention.unneeded(evidence_store(), set(named.distinct()), now))


@transaction.atomic
def prune(*, keep: Collection[str], now: datetime) -> retention.Room:
    """Forget what no round needs and note it in the journal; the digests stay in the captures."""
    evidence_store().clear_unfinished(now - retention.GRACE)
    room = retention.prune(evidence_store(), list(unneeded(keep, now)))
    past = over(keep)
    about = tuple(f"round:{code}" for code in past) or ("evidence",)
    facts = {"things": room.things, "packed_bytes": room.packed_bytes}
    journal.write(by=None, at=now, what="evidence.pruned", about=about, facts=facts)
    return room
