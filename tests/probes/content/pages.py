"""Artifacts made by hand from a line of HTML, so that a judge can be asked without any visit."""

from datetime import UTC, datetime

from sanjeh.core.probing.artifacts.page import FramePage, LinkedPage, PageArtifact
from sanjeh.core.probing.contracts import Finding, Target
from sanjeh.probes.content.judge import PROBE
from tests.evidence import MemoryStore

URL = "https://body.example/services/1"
TAKEN_AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)  # ۲ آذر ۱۴۰۵

PAGE = {
    "url": URL,
    "final_url": URL,
    "status": 200,
    "taken_at": TAKEN_AT,
    "headers": (),
    "is_settled": True,
}


def findings(
    markup: str,
    target: Target | None = None,
    linked: dict[str, tuple[str, str]] | None = None,
    frames: dict[str, str] | None = None,
    **seen: object,
) -> dict[str, Finding]:
    """Judge a page; `linked` gives, by kind, the address and the HTML behind its links, `frames` its own."""
    kept = MemoryStore()
    pages = tuple(
        LinkedPage(kind=kind, url=url, final_url=url, status=200, body=kept.keep(html.encode()))
        for kind, (url, html) in (linked or {}).items()
    )
    framed = tuple(FramePage(url=url, body=kept.keep(html.encode())) for url, html in (frames or {}).items())
    dom = kept.keep(f"<html>{_in_body(markup)}</html>".encode())
    artifact = PageArtifact.model_validate(PAGE | {"dom": dom, "linked": pages, "frames": framed} | seen)
    return {each.id: each for each in PROBE.judge(artifact, target or Target(url=URL), kept)}


def _in_body(markup: str) -> str:
    return markup if "<frameset" in markup else f"<body>{markup}</body>"


def said(found: Finding) -> tuple[str, str]:
    return found.outcome.value, found.reason
