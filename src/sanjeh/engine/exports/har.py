"""Tells visits and plain requests as an HTTP Archive (HAR 1.2), which browsers' own tools open.

What was never kept stays as the format says it: -1 for a size, 0 for a time, empty for a text.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from urllib.parse import parse_qsl, urlsplit

from pydantic import JsonValue

from sanjeh.core.probing.artifacts.http import Answered, HttpArtifact
from sanjeh.core.probing.artifacts.page import PageArtifact, Request
from sanjeh.core.probing.contracts import Capture
from sanjeh.engine.evidence import EvidenceStore
from sanjeh.engine.exports.privacy import Headers, answered_url, public_headers
from sanjeh.engine.exports.questions import questions

Json = dict[str, JsonValue]

_UNKNOWN = -1


def har(store: EvidenceStore) -> Json:
    """Return the document: a page for every visit, an entry for every request."""
    manifest = store.manifest()
    creator: JsonValue = {"name": "Sanjeh", "version": manifest.sanjeh}
    captures = [capture for capture in store.captures() if capture.artifact is not None]
    visits = [
        (f"page_{n}", one) for n, one in enumerate((c for c in captures if c.collector == "visit"), start=1)
    ]
    pages = [_page(name, capture) for name, capture in visits]
    entries = [entry for name, capture in visits for entry in _visit_entries(name, capture)]
    entries += [
        entry for capture in captures if capture.collector == "http" for entry in _http_entries(capture)
    ]
    return {
        "log": {
            "version": "1.2",
            "creator": creator,
            **_browser(visits),
            "pages": [*pages],
            "entries": [*sorted(entries, key=lambda entry: str(entry["startedDateTime"]))],
        }
    }


def _browser(visits: list[tuple[str, Capture]]) -> Json:
    """Return the browser of the first visit; a folder is taken with one."""
    tools = next((capture.tools.get("browser", "") for _, capture in visits), "")
    name, _, version = tools.rpartition(" ")
    return {"browser": {"name": name, "version": version}} if name else {}


def _page(name: str, capture: Capture) -> Json:
    artifact = PageArtifact.model_validate(capture.artifact)
    load_ms = artifact.vitals.load_ms if artifact.vitals else None
    return {
        "startedDateTime": _moment(artifact.taken_at),
        "id": name,
        "title": capture.target.url,
        "pageTimings": {"onContentLoad": _UNKNOWN, "onLoad": _UNKNOWN if load_ms is None else load_ms},
    }


def _visit_entries(page: str, capture: Capture) -> Iterator[Json]:
    artifact = PageArtifact.model_validate(capture.artifact)
    for number, request in enumerate(artifact.requests):
        # The first is the page itself, the only one whose headers are kept.
        headers = artifact.headers if number == 0 else ()
        yield {"pageref": page, **_heard(request, artifact.taken_at, headers)}


def _heard(request: Request, at: datetime, headers: Headers) -> Json:
    began_at = at + timedelta(milliseconds=request.started_ms or 0.0)
    entry = _entry(began_at, request.total_ms or 0.0, request.method, request.url)
    error: Json = {"_error": request.failed} if request.failed else {}
    return {
        **entry,
        "response": _response(request.status or 0, "", headers, (request.size_bytes, request.mime)),
        "timings": _timings(request.wait_ms, request.total_ms),
        "_resourceType": request.kind,
        **error,
    }


def _http_entries(capture: Capture) -> Iterator[Json]:
    artifact = HttpArtifact.model_validate(capture.artifact)
    for name, asked in questions(artifact):
        if asked.answer:
            yield {**_answered(asked.answer, artifact.taken_at, capture.target.url), "comment": name}


def _answered(answer: Answered, at: datetime, asked: str) -> Json:
    version = f"HTTP/{answer.http_version}"
    url = answered_url(answer.url, asked, was_redirected=bool(answer.redirects))
    entry = _entry(at, answer.total_ms, "GET", url, version)
    content = (answer.body_bytes, answer.header("content-type"))
    response = _response(answer.status, version, answer.headers, content)
    where: Json = {"serverIPAddress": answer.ip} if answer.ip else {}
    return {**entry, "response": response, "timings": _timings(answer.ttfb_ms, answer.total_ms), **where}


def _timings(wait_ms: float | None, total_ms: float | None) -> JsonValue:
    """Return the parts that add up to the whole; what was not told counts as the wait."""
    total = total_ms or 0.0
    wait = min(total, total if wait_ms is None else wait_ms)
    return {"send": 0, "wait": wait, "receive": round(total - wait, 3)}


def _entry(at: datetime, time_ms: float, method: str, url: str, version: str = "") -> Json:
    query = parse_qsl(urlsplit(url).query, keep_blank_values=True)
    request: Json = {
        "method": method,
        "url": url,
        "httpVersion": version,
        "cookies": [],
        "headers": [],
        "queryString": [{"name": name, "value": value} for name, value in query],
        "headersSize": _UNKNOWN,
        "bodySize": _UNKNOWN,
    }
    return {"startedDateTime": _moment(at), "time": time_ms, "request": request, "cache": {}}


def _response(status: int, version: str, headers: Headers, content: tuple[int, str]) -> Json:
    """Return the answer; `content` is its size in bytes and its media type."""
    shown = public_headers(headers)
    of = {name.lower(): value for name, value in shown}
    known = status in {each.value for each in HTTPStatus}
    return {
        "status": status,
        "statusText": HTTPStatus(status).phrase if known else "",
        "httpVersion": version,
        "cookies": [],
        "headers": [{"name": name, "value": value} for name, value in shown],
        "content": {"size": content[0], "mimeType": content[1]},
        "redirectURL": of.get("location", ""),
        "headersSize": _UNKNOWN,
        "bodySize": _UNKNOWN,
    }


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds")
