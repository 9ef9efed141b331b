"""Turns a folder of evidence into a web archive: every answer, page, picture and certificate of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from urllib.parse import urlsplit

from sanjeh.core.integrity.canonical_json import sorted_json
from sanjeh.core.probing.artifacts.http import Answered, Asked, HttpArtifact, Redirect
from sanjeh.core.probing.artifacts.page import PageArtifact
from sanjeh.core.probing.artifacts.tls import TlsArtifact
from sanjeh.core.probing.contracts import Capture, EvidenceReader
from sanjeh.engine.digests import digests_in
from sanjeh.engine.evidence import EvidenceStore, Manifest
from sanjeh.engine.exports.privacy import Headers, answered_url, public_headers, public_json, public_url
from sanjeh.engine.exports.questions import questions
from sanjeh.engine.exports.warc import Kind, Record, address

# The body is kept unpacked: how it had travelled is told under another name, as replay tools expect.
_OF_THE_WAY = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_ORIGINAL = "X-Archive-Orig-"
_HTTP = "application/http; msgtype=response"
_REQUEST = "application/http; msgtype=request"
_FIELDS = "application/warc-fields"
_TRUNCATED = ("WARC-Truncated", "unspecified")
_HTML = "text/html; charset=utf-8"
_JSON = "application/json"


def records(store: EvidenceStore) -> Iterator[Record]:
    """Yield the records of a folder: first what it is, then each capture with all that it names.

    Raise EvidenceGone when the folder no longer holds what a capture names.
    """
    first = _about_the_file(store.manifest())
    yield first
    for capture in store.captures():
        yield from _Archived(capture, store, (("WARC-Warcinfo-ID", first.name),)).records()


def _about_the_file(manifest: Manifest) -> Record:
    facts = {
        "software": f"Sanjeh {manifest.sanjeh}",
        "format": "WARC File Format 1.1",
        "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "description": f"Evidence of {len(manifest.targets)} addresses, seen from: {manifest.vantage}",
        "methodology": f"{manifest.methodology} {manifest.methodology_hash}",
        **{f"tool-{name}": version for name, version in manifest.tools.items()},
        **{f"ingredient-{one.name}": f"{one.version} sha256:{one.sha256}" for one in manifest.ingredients},
    }
    text = "".join(f"{name}: {value}\r\n" for name, value in facts.items())
    at = datetime.fromisoformat(manifest.taken_at)
    return Record("warcinfo", at, _FIELDS, text.encode())


@dataclass
class _Archived:
    """One capture on its way into the archive; `left` are the digests that no record holds yet."""

    capture: Capture
    evidence: EvidenceReader
    fields: Headers
    left: set[str] = field(init=False)

    def __post_init__(self) -> None:
        self.left = digests_in(self.capture.artifact)

    def records(self) -> Iterator[Record]:
        yield from self._seen()
        for digest in sorted(self.left):
            yield self._kept(digest, f"urn:sha256:{digest}", "application/octet-stream")
        document = public_json(self.capture.model_dump(mode="json"), self.capture.target.url)
        text = sorted_json(document)
        url, at = self.capture.target.url, self.capture.taken_at
        yield Record("metadata", at, _JSON, text.encode(), url, fields=self.fields)

    def _seen(self) -> Iterator[Record]:
        if self.capture.artifact is None:
            return
        if self.capture.collector == "http":
            yield from self._answers(HttpArtifact.model_validate(self.capture.artifact))
        elif self.capture.collector == "visit":
            yield from self._visit(PageArtifact.model_validate(self.capture.artifact))
        elif self.capture.collector == "tls":
            yield from self._chain(TlsArtifact.model_validate(self.capture.artifact))

    def _answers(self, artifact: HttpArtifact) -> Iterator[Record]:
        for name, asked in questions(artifact):
            yield from (self._redirect(hop, artifact.taken_at, name) for hop in _way(asked))
            if asked.answer:
                yield from self._exchange(asked.answer, artifact.taken_at, name)

    def _redirect(self, hop: Redirect, at: datetime, part: str) -> Record:
        """Keep of a redirect what we kept: its status and where it led."""
        block = _http_head("1.1", hop.status, public_headers([("Location", hop.location)]))
        fields = (*self.fields, _TRUNCATED)
        return Record("response", at, _HTTP, block, self._public(hop.url), b"", fields, part)

    def _exchange(self, answer: Answered, at: datetime, part: str) -> Iterator[Record]:
        """Yield the answer, the request that it answers as far as that was kept, and how long it took."""
        url = answered_url(answer.url, self.capture.target.url, was_redirected=bool(answer.redirects))
        response = self._answer(answer, at, url, part)
        together = (*self.fields, ("WARC-Concurrent-To", response.name))
        took = f"fetchTimeMs: {answer.total_ms:g}\r\nfirstByteMs: {answer.ttfb_ms:g}\r\nquestion: {part}\r\n"
        yield response
        yield Record("request", at, _REQUEST, _request(url), url, b"", (*together, _TRUNCATED), part)
        yield Record("metadata", at, _FIELDS, took.encode(), url, fields=together, part=part)

    def _answer(self, answer: Answered, at: datetime, url: str, part: str) -> Record:
        body = self._read(answer.body) if answer.body else b""
        head = _http_head(answer.http_version, answer.status, _of_the_kept(answer.headers, len(body)))
        where = (("WARC-IP-Address", answer.ip),) if answer.ip else ()
        cut = () if answer.body else (_TRUNCATED,)
        fields = (*self.fields, *where, ("WARC-Protocol", f"http/{answer.http_version}"), *cut)
        return Record("response", at, _HTTP, head + body, url, body, fields, part)

    def _visit(self, artifact: PageArtifact) -> Iterator[Record]:
        url = self._public(artifact.final_url)
        if artifact.dom:
            # What the browser had made of the answer: a conversion, not the answer itself.
            yield self._kept(artifact.dom, url, _HTML, kind="conversion")
        if artifact.screenshot:
            yield self._kept(artifact.screenshot, f"urn:view:{url}", "image/jpeg")
        if artifact.axe:
            yield self._kept(artifact.axe, f"urn:axe:{url}", _JSON)
        for page in artifact.linked or ():
            if page.body:
                yield self._kept(page.body, self._public(page.final_url or page.url), _HTML)

    def _chain(self, artifact: TlsArtifact) -> Iterator[Record]:
        for digest in artifact.chain:
            yield self._kept(digest, f"urn:certificate:{digest}", "application/pkix-cert")

    def _kept(self, digest: str, uri: str, content_type: str, *, kind: Kind = "resource") -> Record:
        return Record(kind, self.capture.taken_at, content_type, self._read(digest), uri, fields=self.fields)

    def _public(self, url: str) -> str:
        return public_url(url, self.capture.target.url)

    def _read(self, digest: str) -> bytes:
        self.left.discard(digest)
        return self.evidence.read(digest)


def _request(url: str) -> bytes:
    """Return the line and the host of a request; our other headers are the same for all and are not kept."""
    parts = urlsplit(address(url))
    line = f"GET {parts.path or '/'}{'?' if parts.query else ''}{parts.query} HTTP/1.1"
    return f"{line}\r\nHost: {parts.netloc}\r\n\r\n".encode()


def _way(asked: Asked) -> tuple[Redirect, ...]:
    return asked.answer.redirects if asked.answer else asked.redirects


def _http_head(version: str, status: int, headers: Iterable[tuple[str, str]]) -> bytes:
    phrase = HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else ""
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers)
    return f"HTTP/{version} {status} {phrase}\r\n{lines}\r\n".encode()


def _of_the_kept(headers: Headers, length: int) -> Headers:
    """Return the headers as they fit the body that is kept."""
    named = (
        (f"{_ORIGINAL}{name}" if name.lower() in _OF_THE_WAY else name, value)
        for name, value in public_headers(headers)
    )
    return (*named, ("Content-Length", str(length)))
