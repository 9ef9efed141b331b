"""Reads answers as browsers do where a strict reader would refuse them.

What a server must refuse for fear of smuggling, a browser shows: whoever judges a page by a stricter reader
judges what nobody sees. Chromium's rules are followed, before the answer reaches aiohttp's parser.
"""

import re
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientPayloadError, StreamReader
from aiohttp.client_proto import ResponseHandler

from sanjeh.net.chunks import Chunks

_HEAD_END = re.compile(rb"\r?\n\r?\n")
_LINE_END = re.compile(rb"\r?\n")
# As Chromium reads it (net/http/http_response_headers.cc, ParseStatusLine): in letters of either size, and
# 200 where no number stands.
_STATUS_LINE = re.compile(rb"(?i)http(\S*)[ \t]*([0-9]*)[ \t]*(.*)", re.DOTALL)
_AT_LEAST_ONE_ONE = re.compile(rb"/0*(?:1\.0*[1-9]|[2-9][0-9]*\.)")
_SLOP = 4  # so many bytes of rubbish may stand before it
_NAME = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_LENGTH, _CODING = b"content-length", b"transfer-encoding"
# A browser refuses an answer in which two of these differ (net/http/http_stream_parser.cc), and reads one.
_LOCATION = b"location"
_ONE_VALUE = (_LOCATION, b"content-disposition")
_NO_ANSWER = b"fields that may not differ\r\n\r\n"
_NO_CHUNK = b"no chunk\r\n"
_ASCII = 0x7F
_STATUS_DIGITS = 3
_CHUNKED = (b"Transfer-Encoding", b"chunked")
LONGEST_HEAD = 262_144  # Chromium, kMaxHeaderBufSize
_MOST_DIGITS = 18  # a length of more is beyond what a browser counts, and none to it
_END_BYTES = 3  # of the four that end a head, these may have come before
_WITHOUT_BODY = frozenset({b"204", b"304"})
# So much may be missing at the end of a body before we call the rest of it lost.
_FEW_BYTES, _SMALL_PART = 1024, 0.01

Line = tuple[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Head:
    """A head that any parser reads as a browser would read the original, and what ends the body behind it.

    Without a length or chunks the end of the connection does.
    """

    written: bytes
    length: int | None = None
    is_chunked: bool = False


def as_browsers_read(head: bytes) -> Head:
    """Leave out lines that are no field, lengths beside chunks, and lengths that are no number.

    Lengths that differ are left for the parser to refuse, as browsers do; what may not differ but does makes
    the whole no answer.
    """
    first, *others = _LINE_END.split(head)
    first, _ = status_line(first)
    fields = [line for line in map(_field, _unfolded(others)) if line]
    # HTTP/1.0 knows no chunks: a browser shows what such a server says in them as it stands.
    is_chunked = b"chunked" in _words(fields, _CODING) and not first.startswith(b"HTTP/1.0")
    stated = set(_words(fields, _LENGTH))
    lengths = sorted(stated if len(stated) > 1 else filter(_is_length, stated))
    if any(len({*_values(fields, name)}) > 1 for name in _ONE_VALUE):
        return Head(_NO_ANSWER)
    unwanted = {_LENGTH} if is_chunked else {_LENGTH, _CODING}
    kept = [(name, value) for name, value in _each_once(fields) if name.lower() not in unwanted]
    if is_chunked:
        kept = [*((name, value) for name, value in kept if name.lower() != _CODING), _CHUNKED]
    else:
        kept += [(b"Content-Length", value) for value in lengths]
    written = b"\r\n".join([first, *(name + b": " + value for name, value in kept), b"", b""])
    return Head(written, int(lengths[0]) if len(lengths) == 1 and not is_chunked else None, is_chunked)


def status_line(line: bytes) -> tuple[bytes, bytes]:
    """Return the first line as any parser reads it, and its status; what is none comes back as it is."""
    read = _STATUS_LINE.fullmatch(line)
    if read is None:
        return line, b""
    version, status, reason = read.groups()
    known = b"HTTP/1.1" if _AT_LEAST_ONE_ONE.match(version) else b"HTTP/1.0"
    status = status.zfill(_STATUS_DIGITS) if status else b"200"
    return b" ".join((known, status, reason)).rstrip(), status


def _each_once(fields: list[Line]) -> list[Line]:
    """Leave out a value that may stand once and stands again, and write an address in ASCII."""
    addresses = [_address(value) for value in _values(fields, _LOCATION)][:1]
    others = [(name, value) for name, value in fields if name.lower() != _LOCATION]
    return [*others, *((_LOCATION.title(), value) for value in addresses)]


def _address(value: bytes) -> bytes:
    """Return an address as browsers ask for it: what is no UTF-8 byte by byte."""
    try:
        value.decode()
    except UnicodeDecodeError:
        return b"".join(b"%%%02X" % byte if byte > _ASCII else bytes((byte,)) for byte in value)
    return value


def _values(fields: list[Line], wanted: bytes) -> list[bytes]:
    return [value for name, value in fields if name.lower() == wanted]


def _words(fields: list[Line], wanted: bytes) -> list[bytes]:
    """Return what stands between the commas of all fields of a name, in small letters."""
    stated = _values(fields, wanted)
    return [word.strip().lower() for word in b",".join(stated).split(b",")] if stated else []


def _is_length(value: bytes) -> bool:
    return value.isdigit() and len(value.lstrip(b"0")) <= _MOST_DIGITS


def _unfolded(lines: list[bytes]) -> list[bytes]:
    """Return the lines, those that begin with a blank joined to the ones before them (RFC 9112 §5.2)."""
    whole: list[list[bytes]] = []
    for line in lines:
        if line[:1] in {b" ", b"\t"} and whole:
            whole[-1].append(line.strip())
        else:
            whole.append([line])
    return [b" ".join(parts) for parts in whole]


def _field(line: bytes) -> Line | None:
    name, colon, value = line.partition(b":")
    name = name.rstrip(b" \t")
    value = value.strip().replace(b"\r", b" ")
    return (name, value) if colon and _NAME.fullmatch(name) else None


class BrowserLikeHandler(ResponseHandler):
    """Hands aiohttp's parser what a browser would have read; `is_cut` says that a body ended too early.

    aiohttp has no public place for that: a test holds what is leant on here, and says what to look at.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.is_cut = False
        self._head: bytearray | None = None
        self._read = Head(b"")
        self._left: int | None = None
        self._chunks: Chunks | None = None

    @property
    def is_nearly_whole(self) -> bool:
        """Return whether next to nothing is missing of a body that has an end of its own."""
        if self._chunks is not None:
            return self._chunks.has_all
        length, left = self._read.length or 0, self._left or 0
        return 0 < left < length and left <= max(_FEW_BYTES, int(length * _SMALL_PART))

    def set_response_params(self, **options: Any) -> None:
        """Begin with the head of the next answer."""
        self.is_cut, self._head, self._read = False, bytearray(), Head(b"")
        self._left = self._chunks = None
        super().set_response_params(**options)

    def data_received(self, data: bytes) -> None:
        if self._parser is None or self._upgraded:
            super().data_received(data)
        elif self._head is None:
            self._body_received(data)
        while data and self._head is not None and self._parser is not None:
            data = self._head_received(self._head, data)

    def _head_received(self, head: bytearray, data: bytes) -> bytes:
        """Wait for the end of the head; return what stands behind it where it was only an early word.

        What is no head is left to the parser to name.
        """
        searched_to = max(0, len(head) - _END_BYTES)
        head += data
        begins_at = bytes(head[: _SLOP + len(b"http")]).lower().find(b"http")
        del head[: max(0, begins_at)]
        end = _HEAD_END.search(head, 0 if begins_at > 0 else searched_to) if begins_at >= 0 else None
        may_begin = begins_at >= 0 or len(head) < _SLOP + len(b"http")
        if end is None and may_begin and len(head) <= LONGEST_HEAD:
            return b""
        self._head = None
        if end is None:
            super().data_received(bytes(head))
            return b""
        stated = bytes(_LINE_END.split(head, maxsplit=1)[0])
        first, status = status_line(stated)
        if len(status) == _STATUS_DIGITS and status.startswith(b"1") and status != b"101":
            self._head = bytearray()
            super().data_received(first + bytes(head[len(stated) : end.end()]))
            return bytes(head[end.end() :])
        self._answer_received(bytes(head[: end.start()]), bytes(head[end.end() :]), status)
        return b""

    def _answer_received(self, head: bytes, rest: bytes, status: bytes) -> None:
        self._read = as_browsers_read(head)
        has_body = status not in _WITHOUT_BODY
        self._left = self._read.length if has_body else 0
        self._chunks = Chunks() if self._read.is_chunked and has_body else None
        super().data_received(self._read.written)
        if rest:
            self._body_received(rest)

    def _body_received(self, data: bytes) -> None:
        wanted, more = self._parted(data)
        if more:  # what stands behind the announced end is nobody's
            self.force_close()
        if wanted or not data:  # nothing at all is how aiohttp wakes a parser that rested
            super().data_received(wanted)
        if self._chunks is not None and self._chunks.is_broken and not self._is_kept():
            super().data_received(_NO_CHUNK)

    def _parted(self, data: bytes) -> tuple[bytes, bytes]:
        """Return what belongs to the body, as any parser reads it, and what stands behind its end."""
        if self._chunks is not None:
            return self._chunks.rewritten(data)
        if self._left is None:
            return data, b""
        wanted, more = data[: self._left], data[self._left :]
        self._left -= len(wanted)
        return wanted, more

    def connection_lost(self, exc: BaseException | None) -> None:
        """Keep what came of an answer that its server ended too early; a broken connection is told as one.

        A head that breaks off is read as it is, but never one that came over TLS: a stranger may have cut it.
        """
        is_plain = self.transport is None or self.transport.get_extra_info("sslcontext") is None
        if exc is None and self._head and is_plain:
            self.data_received(b"\r\n" if self._head.endswith(b"\n") else b"\r\n\r\n")
        body = self._payload
        if exc is None:
            self._is_kept()
        super().connection_lost(exc)
        # A parser that gave up in the middle of a body leaves whoever reads it waiting.
        if body is not None and not body.is_eof() and body.exception() is None:
            body.set_exception(ClientPayloadError("the body could not be read to its end"))

    def _is_kept(self) -> bool:
        """End a body with what came of it, if anything did; return whether anything had."""
        body = self._payload
        if body is None or not self._has_begun(body):
            return False
        self.is_cut = self._should_close = True
        self._parser = self._payload = None
        body.feed_eof()
        return True

    def _has_begun(self, body: StreamReader) -> bool:
        """Return whether a body with an end of its own has come in part, as far as it came in good order."""
        has_end = self._read.is_chunked or self._left is not None
        is_over = body.is_eof() or body.exception() is not None
        return has_end and not is_over and not self.exception() and body.total_bytes > 0
