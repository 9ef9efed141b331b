"""The evidence of a whole round: to be judged again, and to be given away."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import sanjeh
from sanjeh.apps.rounds import queries as rounds
from sanjeh.apps.rounds.models import RoundAddress
from sanjeh.apps.scans.mappers import finding
from sanjeh.apps.scans.models import FindingRecord
from sanjeh.apps.scans.queries import latest_captures
from sanjeh.apps.scans.store import evidence_store
from sanjeh.core.probing.contracts import Capture, Finding
from sanjeh.engine.collectors import COLLECTORS
from sanjeh.engine.digests import digests_in
from sanjeh.engine.evidence import EvidenceGone, EvidenceStore, Manifest
from sanjeh.engine.provenance import ingredients
from sanjeh.engine.registry import PROBES
from sanjeh.engine.versions import collector_versions, probe_versions
from sanjeh.probes.tls.ruleset import USUAL_RULESET, ruleset_text

# So many addresses are in memory at a time, however many a round has.
AT_ONCE = 200


class EvidenceLost(Exception):
    """Something that a capture names is no longer kept."""

    def __init__(self, digest: str) -> None:
        super().__init__(digest)
        self.digest = digest


@dataclass(frozen=True, slots=True)
class Measured:
    """The captures of one address, and the findings of that time."""

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
    return tuple(
        sorted(captures, key=lambda one: order.index(one.collector) if one.collector in order else len(order))
    )


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


def export_into(round_code: str, folder: Path) -> int:
    """Write the round's evidence into this folder, as `export_round`; a round that nobody saw has none.

    Raise EvidenceLost.
    """
    try:
        return export_round(round_code, EvidenceStore(folder)) if measured_count(round_code) else 0
    except EvidenceGone as gone:
        raise EvidenceLost(gone.digest) from None


def _named_by(captures: Iterable[Capture]) -> set[str]:
    return {digest for capture in captures for digest in digests_in(capture.artifact)}


def _manifest(
    round_code: str, target: EvidenceStore, urls: tuple[str, ...], first: Capture | None
) -> Manifest:
    found = rounds.get(round_code)
    return Manifest(
        sanjeh=sanjeh.__version__,
        vantage=first.vantage if first else "",
        taken_at=(first.taken_at if first else found.opens_at).isoformat(),
        tools=first.tools if first else {},
        looks=dict(collector_versions(COLLECTORS)),
        probes=dict(probe_versions(PROBES)),
        targets=urls,
        methodology=found.methodology.code,
        methodology_hash=found.methodology.hash,
        methodology_text=target.keep(found.methodology.text.encode()),
        ruleset_texts={"tls": target.keep(ruleset_text(USUAL_RULESET).encode())},
        ingredients=ingredients(),
        captures_sha256=target.captures_sha256,
    )
