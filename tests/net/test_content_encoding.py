"""Bodies as servers pack them, and bombs."""

import gzip
import random
import zlib
from collections.abc import Callable

import brotli  # type: ignore[import-untyped]
import pytest
import zstandard

from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.net.content_encoding import Decoder

PLAIN = "سلام ".encode() * 3000
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": lambda body: gzip.compress(body, 1, mtime=0),
    "deflate": lambda body: zlib.compress(body, 1),
    "br": lambda body: bytes(brotli.compress(body, quality=1)),
    "zstd": lambda body: zstandard.compress(body, 1),
}


def unpacked(encoding: str, packed: bytes, max_bytes: int = 100_000, step: int = 1000) -> bytes:
    decoder = Decoder(encoding, max_bytes)
    return b"".join(decoder.feed(packed[at : at + step]) for at in range(0, len(packed), step))


def refusal(encoding: str, packed: bytes) -> Reason:
    with pytest.raises(CaptureFailed) as failed:
        unpacked(encoding, packed)
    return failed.value.reason


@pytest.mark.parametrize("step", [1, 7, 1000, 100_000])
@pytest.mark.parametrize("encoding", PACKERS)
def test_a_body_is_whole_however_it_arrives(encoding: str, step: int) -> None:
    assert unpacked(encoding, PACKERS[encoding](PLAIN), step=step) == PLAIN


def test_a_body_may_be_packed_twice() -> None:
    assert unpacked("gzip, br", PACKERS["br"](PACKERS["gzip"](PLAIN))) == PLAIN


def test_frames_that_follow_one_another_are_one_body() -> None:
    assert unpacked("zstd", PACKERS["zstd"](PLAIN) + PACKERS["zstd"](b"salam")) == PLAIN + b"salam"


@pytest.mark.parametrize("encoding", ["", *PACKERS])
def test_a_body_of_exactly_the_cap_is_read_and_one_byte_more_is_not(encoding: str) -> None:
    packed = PACKERS[encoding](PLAIN) if encoding else PLAIN

    assert unpacked(encoding, packed, max_bytes=len(PLAIN)) == PLAIN
    with pytest.raises(CaptureFailed) as failed:
        unpacked(encoding, packed, max_bytes=len(PLAIN) - 1)
    assert failed.value.reason == Reason.BODY_TOO_LARGE


@pytest.mark.parametrize("step", [1, 7, 100_000])
@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br"])
def test_what_stands_behind_the_end_is_nobodys(encoding: str, step: int) -> None:
    assert unpacked(encoding, PACKERS[encoding](PLAIN) + b"<script>", step=step) == PLAIN


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
def test_rubbish_without_end_behind_a_body_is_cut_off(encoding: str) -> None:
    packed = PACKERS[encoding](b"salam")

    assert refusal(encoding, packed + bytes(300_000)) in {Reason.BODY_TOO_LARGE, Reason.BAD_RESPONSE}


@pytest.mark.parametrize("step", [1, 2, 3, 100_000])
def test_a_body_without_its_envelope_is_whole_however_it_arrives(step: int) -> None:
    assert unpacked("deflate", zlib.compress(PLAIN)[2:-4], step=step) == PLAIN


GZIP_HEAD = b"\x1f\x8b\x08%c\0\0\0\0\0\xff"


@pytest.mark.parametrize("step", [1, 5, 100_000])
@pytest.mark.parametrize(
    "head",
    [
        GZIP_HEAD % 0,
        GZIP_HEAD % 4 + b"\x03\0abc",
        GZIP_HEAD % 8 + b"name\0",
        GZIP_HEAD % 16 + b"comment\0",
        GZIP_HEAD % 2 + b"ab",
        GZIP_HEAD % 31 + b"\x01\0anm\0cm\0ab",
    ],
)
def test_gzip_is_read_whatever_its_head_tells_and_its_end_is_worth(head: bytes, step: int) -> None:
    body = zlib.compress(PLAIN)[2:-4]

    assert unpacked("gzip", head + body + b"no sum", step=step) == PLAIN
    assert unpacked("gzip", head + body, step=step) == PLAIN


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", zlib.compress(PLAIN)),
        ("gzip", zlib.compress(PLAIN)[2:-4]),
        ("gzip", b"<html>"),
        ("gzip", GZIP_HEAD % 8 + b"n" * 200_000),
        ("deflate", gzip.compress(PLAIN, mtime=0)),
        ("deflate", zlib.compress(PLAIN)[:-4] + b"abcd"),
        ("br", PACKERS["br"](PLAIN)[:-9] + b"rubbish"),
    ],
)
def test_what_browsers_cannot_unpack_is_broken(encoding: str, packed: bytes) -> None:
    assert refusal(encoding, packed) == Reason.BAD_RESPONSE


@pytest.mark.parametrize("encoding", ["identity, gzip", "gzip, identity", "gzip, utf-8", "none"])
def test_a_coding_that_nobody_unpacks_leaves_the_body_as_it_came(encoding: str) -> None:
    packed = gzip.compress(PLAIN, mtime=0)

    assert unpacked(encoding, packed) == packed


@pytest.mark.parametrize("encoding", PACKERS)
def test_a_bomb_is_named(encoding: str) -> None:
    assert refusal(encoding, PACKERS[encoding](bytes(20_000_000))) == Reason.BODY_TOO_LARGE


@pytest.mark.parametrize("encoding", PACKERS)
def test_a_bomb_inside_a_bomb_is_named(encoding: str) -> None:
    packed = PACKERS[encoding](PACKERS["gzip"](bytes(50_000_000)))

    assert refusal(f"gzip, {encoding}", packed) == Reason.BODY_TOO_LARGE


@pytest.mark.parametrize("encoding", PACKERS)
def test_what_is_not_packed_as_it_says_is_named(encoding: str) -> None:
    assert refusal(encoding, b"\xffnothing of the kind" * 10) == Reason.BAD_RESPONSE


def test_a_window_larger_than_a_browser_holds_is_refused() -> None:
    wide = zstandard.ZstdCompressionParameters.from_level(1, window_log=27)
    frame = zstandard.ZstdCompressor(compression_params=wide).compressobj()
    packed = frame.compress(bytes(10)) + frame.flush()

    assert refusal("zstd", packed) == Reason.BAD_RESPONSE


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "none", "made-up", "gzip, made-up", "compress", "identity", "identity, gzip", "x-br"],
)
def test_under_a_coding_that_is_none_a_body_is_shown_as_it_came(encoding: str) -> None:
    assert Decoder(encoding, 100).feed(b"salam") == b"salam"


def test_eight_layers_are_unpacked_and_more_are_refused() -> None:
    packed = PLAIN
    for _ in range(8):
        packed = PACKERS["gzip"](packed)

    assert unpacked(", ".join(["gzip"] * 8), packed) == PLAIN
    with pytest.raises(CaptureFailed) as failed:
        Decoder(", ".join(["gzip"] * 9), 100)
    assert failed.value.reason == Reason.BAD_RESPONSE


def without_envelope(body: bytes) -> bytes:
    packer = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


GZIP, ZLIB, BROTLI, ZSTD = (PACKERS[encoding](PLAIN) for encoding in PACKERS)
WITH_A_NAME = b"\x1f\x8b\x08\x1e" + bytes(6) + b"\x03\x00abcname\0said\0\x00\x00" + without_envelope(PLAIN)


@pytest.mark.parametrize("step", [1, 7, 1000, 100_000])
@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", GZIP[:-6] + b"\0\0" + GZIP[-4:]),
        ("gzip", GZIP[:-2] + b"\xff\xff"),
        ("gzip", GZIP[:-8]),
        ("gzip", GZIP + b"behind the end"),
        ("gzip", WITH_A_NAME),
        ("deflate", without_envelope(PLAIN)),
        ("deflate", ZLIB[:-4]),
        ("br", BROTLI + b"behind the end"),
        ("zstd", ZSTD + b"behind the end"),
        ("zstd", ZSTD + b"be"),
    ],
)
def test_what_a_browser_shows_is_read(encoding: str, packed: bytes, step: int) -> None:
    assert unpacked(encoding, packed, step=step) == PLAIN


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", ZLIB),
        ("gzip", without_envelope(PLAIN)),
        ("gzip", GZIP[:40] + bytes(40) + GZIP[80:]),
        ("gzip", b"\x1f\x8b\x08\x08" + bytes(6) + b"a" * 80_000),
        ("deflate", GZIP),
        ("deflate", ZLIB[:-4] + b"\0\0\0\0"),
        ("gzip, gzip", GZIP),
    ],
)
def test_what_a_browser_cannot_show_is_named(encoding: str, packed: bytes) -> None:
    assert refusal(encoding, packed) == Reason.BAD_RESPONSE


@pytest.mark.parametrize("encoding", PACKERS)
def test_a_packed_body_that_ends_early_is_cut(encoding: str) -> None:
    packed = PACKERS[encoding](PLAIN + bytes(range(256)) * 20)

    whole, half, nothing = (Decoder(encoding, 100_000) for _ in range(3))
    whole.feed(packed)
    half.feed(packed[: len(packed) // 2])
    nothing.feed(b"")

    assert (whole.is_cut, half.is_cut, nothing.is_cut) == (False, True, False)


def test_a_first_piece_longer_than_any_head_is_read() -> None:
    body = random.Random(1).randbytes(200_000)  # noqa: S311 -- bytes that nothing packs, and no secret

    assert Decoder("gzip", 300_000).feed(gzip.compress(body)) == body


def test_a_head_that_never_ends_is_no_gzip() -> None:
    endless = b"\x1f\x8b\x08\x08" + bytes(6) + b"x" * 70_000

    with pytest.raises(CaptureFailed):
        Decoder("gzip", 300_000).feed(endless)


def test_ten_bytes_without_the_signs_of_gzip_are_no_head_of_it() -> None:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    raw = packer.compress(PLAIN) + packer.flush()

    assert Decoder("gzip", 100_000).feed(gzip.compress(b"", mtime=0)[:10] + raw) == PLAIN
    with pytest.raises(CaptureFailed):
        Decoder("gzip", 100_000).feed(bytes(10) + raw)
