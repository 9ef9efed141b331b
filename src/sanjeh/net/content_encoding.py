"""Unpacking compressed bodies, a bounded piece at a time: a bomb costs us no more than its cap."""

import zlib
from collections.abc import Callable
from typing import Protocol

import brotli  # type: ignore[import-untyped]
import zstandard

from sanjeh.core.probing.failures import CaptureFailed, Reason

ENCODINGS = "gzip, deflate, br, zstd"
_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32
_MOST_LAYERS = 2
# zstd cannot be told where to stop, so it is given little at a time: a block of its format holds at most
# 128 kB (RFC 8878 §3.1.1.2.4) behind a header of three bytes and as little as one byte of content.
_ZSTD_BITE = 64
# RFC 9659 §3: a browser holds no larger window, so no server may count on one.
_ZSTD_WINDOW_BYTES = 8 * 1024 * 1024


class _Unpacker(Protocol):
    """Unpacks one layer; `room` is how many bytes are wanted at most, a little more may come."""

    def unpack(self, piece: bytes, room: int) -> bytes: ...


class _Zlib:
    """gzip, and deflate with or without its envelope."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj(_GZIP_OR_ZLIB)
        self._is_untouched = True

    def unpack(self, piece: bytes, room: int) -> bytes:
        try:
            return self._stream.decompress(piece, room)
        except zlib.error:
            if not self._is_untouched:
                raise
        finally:
            self._is_untouched = False
        # Some servers send "deflate" without the zlib envelope that RFC 9110 §8.4.1.2 asks for.
        self._stream = zlib.decompressobj(-zlib.MAX_WBITS)
        return self._stream.decompress(piece, room)


class _Brotli:
    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    def unpack(self, piece: bytes, room: int) -> bytes:
        unpacked: bytes = self._stream.process(piece, output_buffer_limit=room)
        return unpacked


class _Zstd:
    def __init__(self) -> None:
        unpacker = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW_BYTES)
        self._stream = unpacker.decompressobj(read_across_frames=True)

    def unpack(self, piece: bytes, room: int) -> bytes:
        unpacked = bytearray()
        for start in range(0, len(piece), _ZSTD_BITE):
            unpacked += self._stream.decompress(piece[start : start + _ZSTD_BITE])
            if len(unpacked) >= room:
                break
        return bytes(unpacked)


_UNPACKERS: dict[str, Callable[[], _Unpacker]] = {
    "gzip": _Zlib,
    "x-gzip": _Zlib,
    "deflate": _Zlib,
    "br": _Brotli,
    "zstd": _Zstd,
}
_BROKEN = (zlib.error, brotli.error, zstandard.ZstdError)


class Decoder:
    """Counts and unpacks one body; raises CaptureFailed once it is longer than `max_bytes` unpacked."""

    def __init__(self, encoding: str, max_bytes: int) -> None:
        self._room = max_bytes
        self._layers = _layers(encoding)

    def feed(self, piece: bytes) -> bytes:
        """Return the unpacked bytes of the next piece."""
        for layer in self._layers:
            piece = self._unpacked(layer, piece)
        self._room -= len(piece)
        if self._room < 0:
            raise CaptureFailed(Reason.BODY_TOO_LARGE, "the body is longer than we read")
        return piece

    def _unpacked(self, layer: _Unpacker, piece: bytes) -> bytes:
        try:
            unpacked = layer.unpack(piece, self._room + 1)
        except _BROKEN as error:
            raise CaptureFailed(Reason.BAD_RESPONSE, f"broken compression: {error}") from error
        if len(unpacked) > self._room:  # an inner layer that is already too long, too
            raise CaptureFailed(Reason.BODY_TOO_LARGE, "the body is longer than we read")
        return unpacked


def _layers(encoding: str) -> tuple[_Unpacker, ...]:
    """Return what unpacks each coding, the last applied first (RFC 9110 §8.4).

    Where one of them is no coding that a browser knows ("utf-8", "none"), it shows the body as it came.
    """
    named = [word.strip().lower() for word in encoding.split(",")]
    codings = [word for word in reversed(named) if word not in {"", "identity"}]
    if any(coding not in _UNPACKERS for coding in codings):
        return ()
    if len(codings) > _MOST_LAYERS:
        raise CaptureFailed(Reason.BAD_RESPONSE, f"an encoding that was not asked for: {encoding[:40]}")
    return tuple(_UNPACKERS[coding]() for coding in codings)
