"""Reads the chunks of a body as browsers do, and writes them anew so that any parser reads the same.

Chromium's rules (net/http/http_chunked_decoder.cc): a line ends with a line feed, with or without a return
before it; blanks may fill up a size; what stands behind a semicolon, and behind the last chunk, is nobody's.
"""

import re
from enum import Enum, auto

_SIZE = re.compile(rb"0*([0-9a-fA-F]{1,16}) *")
_LARGEST = 2**63 - 1
_LONGEST_LINE = 16_384


class _Awaited(Enum):
    SIZE = auto()
    CONTENT = auto()
    END = auto()
    TRAILER = auto()
    NOTHING = auto()
    NOTHING_READABLE = auto()


_ENDS = frozenset({_Awaited.NOTHING, _Awaited.NOTHING_READABLE})


class Chunks:
    """The chunks of one body, piece by piece as they come."""

    def __init__(self) -> None:
        self._awaited = _Awaited.SIZE
        self._left = 0
        self._line = bytearray()

    @property
    def has_all(self) -> bool:
        """Return whether the last chunk has been named: only words that nobody reads may follow."""
        return self._awaited in {_Awaited.TRAILER, _Awaited.NOTHING}

    @property
    def is_broken(self) -> bool:
        """Return whether no chunk began or ended where one should: what came before is the body."""
        return self._awaited is _Awaited.NOTHING_READABLE

    def rewritten(self, piece: bytes) -> tuple[bytes, bytes]:
        """Return what a piece says in chunks of the strict kind, and what stands behind the end of all."""
        written: list[bytes] = []
        at = 0
        while at < len(piece) and self._awaited not in _ENDS:
            if self._awaited is _Awaited.CONTENT:
                content = piece[at : at + self._left]
                at += len(content)
                written.append(self._content(content))
            else:
                end = piece.find(b"\n", at)
                self._line += piece[at:] if end < 0 else piece[at:end]
                at = len(piece) if end < 0 else end + 1
                written.append(self._line_read(is_whole=end >= 0))
        return b"".join(written), piece[at:]

    def _content(self, content: bytes) -> bytes:
        self._left -= len(content)
        if not self._left:
            self._awaited = _Awaited.END
        return b"%x\r\n%b\r\n" % (len(content), content)

    def _line_read(self, *, is_whole: bool) -> bytes:
        if len(self._line) > _LONGEST_LINE:
            return self._broken()
        if not is_whole:
            return b""
        line = bytes(self._line.removesuffix(b"\r"))
        self._line.clear()
        if self._awaited is _Awaited.SIZE:
            return self._begun(line)
        if self._awaited is _Awaited.TRAILER:
            return b"" if line else self._over()
        self._awaited = _Awaited.SIZE
        return self._broken() if line else b""

    def _begun(self, line: bytes) -> bytes:
        size = _SIZE.fullmatch(line.partition(b";")[0])
        if size is None or int(size[1], 16) > _LARGEST:
            return self._broken()
        self._left = int(size[1], 16)
        self._awaited = _Awaited.CONTENT if self._left else _Awaited.TRAILER
        return b""

    def _over(self) -> bytes:
        self._awaited = _Awaited.NOTHING
        return b"0\r\n\r\n"

    def _broken(self) -> bytes:
        self._awaited = _Awaited.NOTHING_READABLE
        return b""
