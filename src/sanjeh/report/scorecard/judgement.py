"""From kept evidence to the result: the same for a look just taken and for one of ten years ago."""

from collections.abc import Iterable
from datetime import datetime

from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.probing.contracts import Capture, Target
from sanjeh.engine.evidence import EvidenceStore
from sanjeh.engine.reevaluate import judge_each, processes_for
from sanjeh.engine.registry import AnyProbe
from sanjeh.report.scorecard.document import document, report_target
from sanjeh.report.scorecard.wording import Result


def judge_all(
    store: EvidenceStore,
    probes: tuple[AnyProbe, ...],
    methodology: Methodology,
    *,
    jobs: int | None = 1,
    with_pictures: bool = True,
) -> Result:
    """Judge and score every address of the folder, in the order in which they were asked for.

    `jobs` is the number of processes, None to choose one; pictures cost memory and only cards show them.
    """
    captures, manifest = store.captures(), store.manifest()
    groups = _by_target(captures, manifest.targets)
    judged = judge_each(groups, store, probes, processes_for(len(groups)) if jobs is None else jobs)
    reports = [report_target(mine, findings, methodology) for mine, findings in judged]
    return Result(
        document=document(methodology, reports),
        methodology=methodology,
        at=datetime.fromisoformat(manifest.taken_at),
        pictures=_pictures(captures, store) if with_pictures else {},
    )


def _by_target(captures: Iterable[Capture], urls: tuple[str, ...]) -> list[tuple[Capture, ...]]:
    """Return the captures of each target; an address that was cut off before any capture has none.

    In a round, one address may stand for several targets: services share it, or a body and its service.
    """
    groups: dict[Target, list[Capture]] = {}
    for capture in captures:
        groups.setdefault(capture.target, []).append(capture)
    place = {url: number for number, url in enumerate(urls)}
    known = [target for target in groups if target.url in place]
    return [tuple(groups[target]) for target in sorted(known, key=lambda target: place[target.url])]


def _pictures(captures: Iterable[Capture], store: EvidenceStore) -> dict[str, bytes]:
    """Return the screenshots that were taken, by address."""
    digests = {
        capture.target.url: capture.artifact.get("screenshot")
        for capture in captures
        if isinstance(capture.artifact, dict)
    }
    return {url: store.read(digest) for url, digest in digests.items() if isinstance(digest, str)}
