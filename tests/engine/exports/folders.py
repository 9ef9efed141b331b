"""A small folder of evidence: one page as a browser and a plain client saw it, with secrets let through."""

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import JsonValue

from sanjeh.core.probing.artifacts.http import Answered, Asked, HttpArtifact, Redirect
from sanjeh.core.probing.artifacts.page import PageArtifact, Reflow, Request, Vitals, Writing
from sanjeh.core.probing.artifacts.tls import TlsArtifact
from sanjeh.core.probing.contracts import Capture, Failure, Target
from sanjeh.core.probing.failures import Reason
from sanjeh.engine.evidence import EvidenceStore, Manifest

AT = datetime(2026, 11, 23, 20, 0, 0, 250_000, tzinfo=UTC)
URL = "https://khedmat.nemune.ir/خدمت"
SECRET = "hamin-ramz-ast"
PAGE = '<!doctype html><html lang="fa" dir="rtl"><title>صدور گواهی</title><p>سلام</p></html>'
DOM = PAGE.replace("<title>", "<head><title>").replace("<p>", "</head><body><p>")
PICTURE = b"\xff\xd8 a picture \xff\xd9"
CERTIFICATE = b"0\x82 a certificate"
LONG_AGO = Asked(failure=Failure(reason=Reason.CONNECT_REFUSED))
REQUESTS = (
    Request(
        url=URL, host="khedmat.nemune.ir", kind="document", status=200, size_bytes=900,
        method="GET", mime="text/html", started_ms=0.0, wait_ms=20.0, total_ms=30.0,
    ),
    Request(
        url="https://khedmat.nemune.ir/a.js", host="khedmat.nemune.ir", kind="script", status=None,
        size_bytes=0, failed="net::ERR_FAILED", method="GET", started_ms=40.0, total_ms=5.0,
    ),
)  # fmt: skip
WRITING = Writing(
    body_direction="rtl", has_dir=True, rtl_letters=40, rtl_in_ltr=0, ltr_letters=0, ltr_in_rtl=0
)
AXE: dict[str, Any] = {
    "version": "4.14.1",
    "violations": [
        {
            "rule": "image-alt",
            "impact": "critical",
            "nodes": 2,
            "places": [
                {"target": "img.logo", "html": "<img class=logo>", "contrast": None, "why": None},
                {"target": "main > img", "html": "<img>", "contrast": None, "why": None},
            ],
        }
    ],
    "incomplete": [
        {
            "rule": "color-contrast",
            "impact": "serious",
            "nodes": 1,
            "places": [{"target": "p", "html": "<p>سلام</p>", "contrast": None, "why": "bgImage"}],
        }
    ],
}


def store(folder: Path) -> EvidenceStore:
    """Write the folder: three looks that came home and one that failed."""
    kept = EvidenceStore(folder)
    kept.write_manifest(
        Manifest(
            sanjeh="0.1.0",
            vantage="tests",
            taken_at=AT.isoformat(),
            tools={"python": "3.11"},
            looks={"tls": 1, "http": 1, "visit": 1},
            probes={"visit": 1},
            targets=(URL,),
            methodology="iran-1405-1",
            methodology_hash="0" * 64,
        )
    )
    kept.add_captures(
        [
            capture("names", None, Failure(reason=Reason.NAME_TIMEOUT)),
            capture("tls", tls(kept).model_dump(mode="json")),
            capture("http", http(kept).model_dump(mode="json")),
            capture("visit", visit(kept).model_dump(mode="json")),
        ]
    )
    return kept


def capture(look: str, artifact: JsonValue, failure: Failure | None = None) -> Capture:
    return Capture(
        collector=look,
        version=1,
        target=Target(url=URL),
        taken_at=AT,
        elapsed_ms=10.0,
        vantage="tests",
        tools={"browser": "chromium-headless-shell 140.0"} if look == "visit" else {},
        failure=failure,
        artifact=artifact,
    )


def tls(kept: EvidenceStore) -> TlsArtifact:
    chain = (kept.keep(CERTIFICATE),)
    return TlsArtifact(taken_at=AT, host="khedmat.nemune.ir", port=443, is_tls=True, chain=chain)


def http(kept: EvidenceStore) -> HttpArtifact:
    way = (Redirect(url="https://nemune.ir/?token=…", status=302, location=URL),)
    headers = (
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Encoding", "gzip"),
        ("Set-Cookie", f"JSESSIONID={SECRET}; Secure; HttpOnly"),
    )
    answer = Answered(
        url=URL, status=200, headers=headers, cookies=(), body=kept.keep(PAGE.encode()),
        body_bytes=len(PAGE.encode()), http_version="1.1", ttfb_ms=20.5, total_ms=30.0, redirects=way,
        ip="192.0.2.7",
    )  # fmt: skip
    lost = answer.model_copy(update={"url": "https://khedmat.nemune.ir/x", "status": 404, "redirects": ()})
    unread = answer.model_copy(update={"body": "", "body_bytes": 0, "redirects": (), "ip": ""})
    return HttpArtifact(
        taken_at=AT,
        page=Asked(answer=answer),
        plain=LONG_AGO,
        absent=Asked(answer=lost),
        security_txt=LONG_AGO,
        robots=LONG_AGO,
        sitemap=LONG_AGO,
        foreign=Asked(answer=unread),
    )


def visit(kept: EvidenceStore) -> PageArtifact:
    return PageArtifact(
        url=URL,
        final_url=f"{URL}?session={SECRET}#top",
        status=200,
        taken_at=AT,
        headers=(("Content-Type", "text/html"), ("Set-Cookie", f"a={SECRET}")),
        is_settled=True,
        dom=kept.keep(DOM.encode()),
        screenshot=kept.keep(PICTURE),
        axe=kept.keep(json.dumps(AXE, ensure_ascii=False).encode()),
        cookies=(),
        requests=REQUESTS,
        writing=WRITING,
        reflow=Reflow(overflow_px=40, is_clipped=False, offenders=("table",)),
        linked=(),
        vitals=Vitals(ttfb_ms=20.0, fcp_ms=50.0, lcp_ms=60.0, cls=0.0, tbt_ms=0.0, load_ms=80.0),
    )


def store_digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
