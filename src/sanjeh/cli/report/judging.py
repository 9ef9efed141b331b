"""From kept evidence to the document: the same for a look just taken and for one of ten years ago."""

from datetime import datetime

from sanjeh.cli.report.document import Document, document, report_target
from sanjeh.core.methodology import Methodology
from sanjeh.engine.evidence import EvidenceStore, Manifest
from sanjeh.engine.registry import AnyProbe
from sanjeh.engine.runner import judge


def judge_all(store: EvidenceStore, probes: tuple[AnyProbe, ...], methodology: Methodology) -> Document:
    """Judge and score every address of the folder, in the order in which they were asked for."""
    captures = store.captures()
    reports = []
    for url in store.manifest().targets:
        mine = tuple(capture for capture in captures if capture.target.url == url)
        # An address without captures was cut off by an interruption: nothing can be said of it.
        if mine:
            reports.append(report_target(mine, judge(mine, store, probes), methodology))
    return document(methodology, reports)


def taken_at(manifest: Manifest) -> datetime:
    """Return when the looks of this folder began."""
    return datetime.fromisoformat(manifest.taken_at)
