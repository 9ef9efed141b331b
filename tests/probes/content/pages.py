"""Artifacts made by hand from a line of HTML, so that a judge can be asked without any visit."""

from datetime import UTC, datetime

from sanjeh.core.probing.artifacts.page import LinkedPage, PageArtifact
from sanjeh.core.probing.contracts import Finding, Target
from sanjeh.probes.content.judge import PROBE
from tests.evidence import MemoryStore

URL = "https://body.example/services/1"
TAKEN_AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)  # ۲ آذر ۱۴۰۵


def findings(
    markup: str,
    target: Target | None = None,
    linked: dict[str, tuple[str, str]] | None = None,
    status: int = 200,
    final_url: str = URL,
) -> dict[str, Finding]:
    """Judge a page; `linked` gives, by kind, the address and the HTML behind its links."""
    kept = MemoryStore()
    pages = tuple(
        LinkedPage(kind=kind, url=url, final_url=url, status=200, body=kept.keep(html.encode()))
        for kind, (url, html) in (linked or {}).items()
    )
    artifact = PageArtifact(
        url=URL,
        final_url=final_url,
        status=status,
        taken_at=TAKEN_AT,
        headers=(),
        is_settled=True,
        dom=kept.keep(f"<html><body>{markup}</body></html>".encode()),
        linked=pages,
    )
    return {each.id: each for each in PROBE.judge(artifact, target or Target(url=URL), kept)}


def said(found: Finding) -> tuple[str, str]:
    return found.outcome.value, found.reason
