"""From kept evidence to the result: the same for a look just taken and for one of ten years ago."""

from collections.abc import Iterable
from datetime import datetime

from sanjeh.cli.report.document import document, report_target
from sanjeh.cli.report.saying import Result
from sanjeh.core.methodology import Methodology
from sanjeh.core.probing import Capture
from sanjeh.engine.evidence import EvidenceStore
from sanjeh.engine.registry import AnyProbe
from sanjeh.engine.runner import judge


def judge_all(store: EvidenceStore, probes: tuple[AnyProbe, ...], methodology: Methodology) -> Result:
    """Judge and score every address of the folder, in the order in which they were asked for."""
    captures = store.captures()
    manifest = store.manifest()
    reports = []
    for url in manifest.targets:
        mine = tuple(capture for capture in captures if capture.target.url == url)
        # An address without captures was cut off by an interruption: nothing can be said of it.
        if mine:
            reports.append(report_target(mine, judge(mine, store, probes), methodology))
    return Result(
        document=document(methodology, reports),
        methodology=methodology,
        at=datetime.fromisoformat(manifest.taken_at),
        pictures=_pictures(captures, store),
    )


def _pictures(captures: Iterable[Capture], store: EvidenceStore) -> dict[str, bytes]:
    """Return the screenshots that were taken, by address."""
    digests = {
        capture.target.url: capture.sight.get("screenshot")
        for capture in captures
        if isinstance(capture.sight, dict)
    }
    return {url: store.read(digest) for url, digest in digests.items() if isinstance(digest, str)}
