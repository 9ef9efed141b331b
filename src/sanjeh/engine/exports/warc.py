"""Writes records of the WARC format (ISO 28500:2017, WARC 1.1): bytes in, bytes out."""

import gzip
import hashlib
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal
from urllib.parse import quote

Kind = Literal["warcinfo", "request", "response", "resource", "conversion", "metadata"]

_VERSION = b"WARC/1.1\r\n"
# Reserved and already encoded signs stay; Persian letters and spaces are encoded.
_IN_ADDRESSES = "%/:?#[]@!$&'()*+,;=~-._"


@dataclass(frozen=True, slots=True)
class Record:
    """One record; `block` is what is kept, `fields` are further WARC fields.

    `payload` is the part of the block that a reader came for, None when that is the whole block. `part` tells
    records apart that would otherwise be the same, such as two equal answers to two questions.
    """

    kind: Kind
    at: datetime
    content_type: str
    block: bytes
    uri: str = ""
    payload: bytes | None = None
    fields: tuple[tuple[str, str], ...] = ()
    part: str = ""

    @property
    def name(self) -> str:
        """Return an identifier that follows from the content: the same evidence gives the same file."""
        known = "\n".join(
            (self.kind, self.at.isoformat(), self.uri, _digest(self.block), repr(self.fields), self.part)
        )
        return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, known)}>"


def written(record: Record) -> bytes:
    """Return the record as it stands in a file."""
    lines = "".join(f"{name}: {value}\r\n" for name, value in _head(record))
    return _VERSION + lines.encode() + b"\r\n" + record.block + b"\r\n\r\n"


def packed(record: Record) -> bytes:
    """Return the record as one gzip member, so that a reader can jump to it."""
    return gzip.compress(written(record), compresslevel=6, mtime=0)


def address(url: str) -> str:
    """Return the address in the letters that a WARC field may hold."""
    return quote(url, safe=_IN_ADDRESSES)


def _head(record: Record) -> tuple[tuple[str, str], ...]:
    about = (("WARC-Target-URI", address(record.uri)),) if record.uri else ()
    payload = record.block if record.payload is None else record.payload
    return (
        ("WARC-Type", record.kind),
        ("WARC-Record-ID", record.name),
        ("WARC-Date", record.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")),
        *about,
        *record.fields,
        ("WARC-Block-Digest", f"sha256:{_digest(record.block)}"),
        ("WARC-Payload-Digest", f"sha256:{_digest(payload)}"),
        ("Content-Type", record.content_type),
        ("Content-Length", str(len(record.block))),
    )


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
