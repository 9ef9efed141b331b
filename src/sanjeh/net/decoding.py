"""Unpacking compressed bodies, a bounded piece at a time: a bomb costs us no more than its cap."""

import zlib
from typing import Protocol

from sanjeh.core.failures import LookFailed, Reason

_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32


class _Unpacker(Protocol):
    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


class _Plain:
    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        return data[:max_length]


class Decoder:
    """Counts and unpacks one body; raises LookFailed once it is longer than `max_bytes` unpacked."""

    def __init__(self, encoding: str, max_bytes: int) -> None:
        self._room = max_bytes
        self._unpacker = _unpacker(encoding.strip().lower())
        self._is_untouched = True

    def feed(self, piece: bytes) -> bytes:
        """Return the unpacked bytes of the next piece."""
        unpacked = self._unpack(piece)
        self._room -= len(unpacked)
        if self._room < 0:
            raise LookFailed(Reason.BODY_TOO_LARGE, "the body is longer than we read")
        return unpacked

    def _unpack(self, piece: bytes) -> bytes:
        try:
            return self._unpacker.decompress(piece, self._room + 1)
        except zlib.error as error:
            if not self._is_untouched:
                raise LookFailed(Reason.BAD_RESPONSE, f"broken compression: {error}") from error
        finally:
            self._is_untouched = False
        # Some servers send "deflate" without the zlib envelope that RFC 9110 §8.4.1.2 asks for.
        self._unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        return self._unpack(piece)


def _unpacker(encoding: str) -> _Unpacker:
    if encoding in {"", "identity"}:
        return _Plain()
    if encoding in {"gzip", "x-gzip", "deflate"}:
        return zlib.decompressobj(_GZIP_OR_ZLIB)
    raise LookFailed(Reason.BAD_RESPONSE, f"an encoding that was not asked for: {encoding[:40]}")
