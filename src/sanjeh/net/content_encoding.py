"""Unpacking compressed bodies, a bounded piece at a time: a bomb costs us no more than its cap."""

import zlib
from collections.abc import Callable
from typing import Protocol

import brotli  # type: ignore[import-untyped]
import zstandard

from sanjeh.core.probing.failures import CaptureFailed, Reason

ENCODINGS = "gzip, deflate, br, zstd"
_GZIP, _SHORTEST_GZIP_HEAD, _LONGEST_GZIP_HEAD = b"\x1f\x8b\x08", 10, 131_072
_LONGEST_HELD = 1024
# A body that unpacks to nothing, or has no end to what stands behind it, costs us no more than this either.
_PACKED_BEYOND = 65_536
_MOST_LAYERS = 2
# zstd cannot be told where to stop, so it is given little at a time: a block of its format holds at most
# 128 kB (RFC 8878 §3.1.1.2.4) behind a header of three bytes and as little as one byte of content.
_ZSTD_BITE = 64
# RFC 9659 §3: a browser holds no larger window, so no server may count on one.
_ZSTD_WINDOW_BYTES = 8 * 1024 * 1024


class _Unpacker(Protocol):
    """Unpacks one layer; `room` is how many bytes are wanted at most, a little more may come."""

    def unpack(self, piece: bytes, room: int) -> bytes: ...


class _Gzip:
    """gzip; as in browsers, what its end says of the whole and all that stands behind it is nobody's."""

    def __init__(self) -> None:
        self._head = b""
        self._stream = zlib.decompressobj(-zlib.MAX_WBITS)
        self._has_begun = False

    def unpack(self, piece: bytes, room: int) -> bytes:
        if self._stream.eof:
            return b""
        if not self._has_begun:
            self._head += piece
            start = _gzip_head_bytes(self._head)
            if start is None:
                return b""
            self._has_begun, piece = True, self._head[start:]
        return self._stream.decompress(piece, room)


def _gzip_head_bytes(packed: bytes) -> int | None:
    """Return how long the head is (RFC 1952 §2.3), None if more is wanted; raise zlib.error if it is none."""
    if not packed.startswith(_GZIP[: len(packed)]) or len(packed) > _LONGEST_GZIP_HEAD:
        raise zlib.error("no gzip")
    if len(packed) < _SHORTEST_GZIP_HEAD:
        return None
    flags, at = packed[3], _SHORTEST_GZIP_HEAD
    if flags & 4:
        at += 2 + int.from_bytes(packed[at : at + 2], "little")
    for flag in (8, 16):  # a name and a comment, each with a nought at its end
        end = packed.find(b"\0", at) if flags & flag else at - 1
        if end < at - 1:
            return None
        at = end + 1
    at += 2 if flags & 2 else 0
    return at if at <= len(packed) else None


class _Deflate:
    """deflate with its envelope, or without as some servers send it (RFC 9110 §8.4.1.2 asks for it)."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj()
        self._held: bytes | None = b""  # until something has come out, all may have been read wrongly

    def unpack(self, piece: bytes, room: int) -> bytes:
        if self._stream.eof:
            return b""
        held, self._held = self._held, None
        try:
            unpacked = self._stream.decompress(piece, room)
        except zlib.error:
            if held is None:
                raise
            self._stream = zlib.decompressobj(-zlib.MAX_WBITS)
            return self._stream.decompress(held + piece, room)
        if held is not None and not unpacked and len(held) < _LONGEST_HELD:
            self._held = held + piece
        return unpacked


class _Brotli:
    """What stands behind the end is nobody's, but there the unpacker loses all that one piece has given it.

    So the pieces are held, and the one that it refuses is given again, a byte at a time.
    """

    def __init__(self) -> None:
        self._stream = brotli.Decompressor()
        self._held: list[bytes] = []

    def unpack(self, piece: bytes, room: int) -> bytes:
        if self._stream.is_finished():
            return b""
        try:
            unpacked = bytes(self._stream.process(piece, output_buffer_limit=room))
        except brotli.error:
            return self._to_its_end(piece, room)
        self._held.append(piece)
        return unpacked

    def _to_its_end(self, piece: bytes, room: int) -> bytes:
        self._stream = brotli.Decompressor()
        for before in self._held:
            self._stream.process(before)
        unpacked = bytearray()
        for place in range(len(piece)):
            unpacked += self._stream.process(piece[place : place + 1], output_buffer_limit=room)
            if self._stream.is_finished() or len(unpacked) >= room:
                break
        return bytes(unpacked)


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
    "gzip": _Gzip,
    "x-gzip": _Gzip,
    "deflate": _Deflate,
    "br": _Brotli,
    "zstd": _Zstd,
}
_BROKEN = (zlib.error, brotli.error, zstandard.ZstdError)


class Decoder:
    """Counts and unpacks one body; raises CaptureFailed once it is longer than `max_bytes` unpacked."""

    def __init__(self, encoding: str, max_bytes: int) -> None:
        self._room = max_bytes
        self._packed_room = 2 * max_bytes + _PACKED_BEYOND
        self._layers = _layers(encoding)

    def feed(self, piece: bytes) -> bytes:
        """Return the unpacked bytes of the next piece."""
        self._packed_room -= len(piece)
        for layer in self._layers:
            piece = self._unpacked(layer, piece)
        self._room -= len(piece)
        if self._room < 0 or self._packed_room < 0:
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

    Where one of them is no coding that a browser unpacks ("identity", "utf-8"), it shows the body as it came.
    """
    named = [word.strip().lower() for word in encoding.split(",")]
    codings = [word for word in reversed(named) if word]
    if any(coding not in _UNPACKERS for coding in codings):
        return ()
    if len(codings) > _MOST_LAYERS:
        raise CaptureFailed(Reason.BAD_RESPONSE, f"an encoding that was not asked for: {encoding[:40]}")
    return tuple(_UNPACKERS[coding]() for coding in codings)
