"""Unpacking compressed bodies, a bounded piece at a time: a bomb costs us no more than its cap."""

import zlib
from collections.abc import Callable
from typing import Protocol

import brotli  # type: ignore[import-untyped]
import zstandard

from sanjeh.core.probing.failures import CaptureFailed, Reason

ENCODINGS = "gzip, deflate, br, zstd"
_MOST_LAYERS = 8
# A body that unpacks to nothing, or has no end to what stands behind it, costs us no more than this either.
_PACKED_BEYOND = 65_536
# zstd cannot be told where to stop, so it is given little at a time: a block of its format holds at most
# 128 kB (RFC 8878 §3.1.1.2.4) behind a header of three bytes and as little as one byte of content.
_ZSTD_BITE = 64
# RFC 9659 §3: a browser holds no larger window, so no server may count on one.
_ZSTD_WINDOW_BYTES = 8 * 1024 * 1024
# What came is read again where other bytes stand behind the end; of more than this it is not.
_BROTLI_READ_AGAIN_BYTES = 8 * 1024 * 1024
_ZSTD_FRAME = b"\x28\xb5\x2f\xfd"  # RFC 8878 §3.1.1
# RFC 1952 §2.3: what may stand before the packed bytes.
_GZIP_SIGNS, _GZIP_FIXED_BYTES = b"\x1f\x8b\x08", 10
_GZIP_CHECKED, _GZIP_EXTRA, _GZIP_TEXTS = 0x02, 0x04, (0x08, 0x10)
_GZIP_LONGEST_HEAD = 70_000


class _Unpacker(Protocol):
    """Unpacks one layer; `room` is how many bytes are wanted at most, a little more may come.

    What stands behind the end is passed over, as browsers do. `is_open` says that something began and has
    not come to its end.
    """

    @property
    def is_open(self) -> bool: ...

    def unpack(self, piece: bytes, room: int) -> bytes: ...


class _Inflating(Protocol):
    @property
    def eof(self) -> bool: ...

    def decompress(self, data: bytes, max_length: int = 0, /) -> bytes: ...


class _Begun:
    """zlib's packed bytes behind a beginning that says what they are."""

    def __init__(self) -> None:
        self._start = b""
        self._stream: _Inflating | None = None

    @property
    def is_open(self) -> bool:
        return bool(self._start) and (self._stream is None or not self._stream.eof)

    def unpack(self, piece: bytes, room: int) -> bytes:
        if self._stream is None:
            self._start += piece
            begun = self._begin(self._start)
            if begun is None:
                return b""
            self._stream, piece = begun
        return self._stream.decompress(piece, room)

    def _begin(self, start: bytes) -> "tuple[_Inflating, bytes] | None":
        """Return the unpacker and what is for it; None while too little came. Raise zlib.error."""
        raise NotImplementedError


class _Gzip(_Begun):
    """gzip and nothing else; its check sum is passed over, for browsers show what came before it."""

    def _begin(self, start: bytes) -> "tuple[_Inflating, bytes] | None":
        head_bytes = _gzip_head_bytes(start)
        is_endless = head_bytes is None and len(start) > _GZIP_LONGEST_HEAD
        if is_endless or not _GZIP_SIGNS.startswith(start[: len(_GZIP_SIGNS)]):
            raise zlib.error("no gzip")
        return None if head_bytes is None else (zlib.decompressobj(-zlib.MAX_WBITS), start[head_bytes:])


def _gzip_head_bytes(start: bytes) -> int | None:
    """Return how long the head of a gzip file is, None while it is not all there."""
    if len(start) < _GZIP_FIXED_BYTES:
        return None
    flags, at = start[3], _GZIP_FIXED_BYTES
    if flags & _GZIP_EXTRA:
        at += 2 + int.from_bytes(start[at : at + 2], "little")
    for _ in filter(flags.__and__, _GZIP_TEXTS):
        at = start.find(b"\0", at) + 1 or len(start) + 1
    at += 2 if flags & _GZIP_CHECKED else 0
    return at if at <= len(start) else None


class _Deflate(_Begun):
    """With the envelope that RFC 9110 §8.4.1.2 asks for, or without it, as some servers send it."""

    def _begin(self, start: bytes) -> "tuple[_Inflating, bytes] | None":
        if len(start) < 2:
            return None
        # RFC 1950 §2.2: the method is 8, and both bytes are a multiple of 31.
        has_envelope = start[0] % 16 == 8 and int.from_bytes(start[:2], "big") % 31 == 0
        return zlib.decompressobj(zlib.MAX_WBITS if has_envelope else -zlib.MAX_WBITS), start


class _Brotli:
    def __init__(self) -> None:
        self._stream = brotli.Decompressor()
        self._taken = bytearray()

    @property
    def is_open(self) -> bool:
        return bool(self._taken) and not self._stream.is_finished()

    def unpack(self, piece: bytes, room: int) -> bytes:
        if self._stream.is_finished():
            return b""
        try:
            unpacked: bytes = self._stream.process(piece, output_buffer_limit=room)
        except brotli.error:
            if len(self._taken) > _BROTLI_READ_AGAIN_BYTES:
                raise
            unpacked = self._up_to_the_end(piece, room)
        self._taken += piece
        return unpacked

    def _up_to_the_end(self, piece: bytes, room: int) -> bytes:
        """Unpack a piece in which the end stands before other bytes, which brotli takes for a fault."""
        self._stream, unpacked = brotli.Decompressor(), bytearray()
        self._stream.process(bytes(self._taken))
        for byte in piece:
            unpacked += self._stream.process(bytes((byte,)), output_buffer_limit=room)
            if self._stream.is_finished() or len(unpacked) > room:
                break
        return bytes(unpacked)


class _Zstd:
    def __init__(self) -> None:
        self._unpacker = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW_BYTES)
        self._stream = self._unpacker.decompressobj()
        self._is_begun = self._is_over = False
        self._behind = b""

    @property
    def is_open(self) -> bool:
        return self._is_begun and not self._stream.eof

    def unpack(self, piece: bytes, room: int) -> bytes:
        unpacked = bytearray()
        for start in range(0, len(piece), _ZSTD_BITE):
            unpacked += self._bite(piece[start : start + _ZSTD_BITE])
            if len(unpacked) >= room:
                break
        return bytes(unpacked)

    def _bite(self, bite: bytes) -> bytes:
        """Unpack a little; frames follow one another, and what is none ends the body."""
        if self._is_over:
            return b""
        if self._stream.eof:
            bite, self._behind = self._behind + bite, b""
            if len(bite) < len(_ZSTD_FRAME):
                self._behind = bite
                return b""
            if not bite.startswith(_ZSTD_FRAME):
                self._is_over = True
                return b""
            self._stream = self._unpacker.decompressobj()
        self._is_begun = True
        unpacked: bytes = self._stream.decompress(bite)
        return unpacked + self._bite(self._stream.unused_data) if self._stream.eof else unpacked


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

    @property
    def is_cut(self) -> bool:
        """Whether the packed body ended before its end; browsers show what came of it."""
        return any(layer.is_open for layer in self._layers)

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

    Where one of them is no coding that a browser knows ("utf-8", "none", and "identity", which is none of a
    content), it shows the body as it came.
    """
    named = [word.strip().lower() for word in encoding.split(",")]
    codings = [word for word in reversed(named) if word]
    if any(coding not in _UNPACKERS for coding in codings):
        return ()
    if len(codings) > _MOST_LAYERS:
        raise CaptureFailed(Reason.BAD_RESPONSE, f"an encoding that was not asked for: {encoding[:40]}")
    return tuple(_UNPACKERS[coding]() for coding in codings)
