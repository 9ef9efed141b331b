"""Chunks are read as Chromium reads them, to its letter: what it takes, and what it does not."""

import pytest

from sanjeh.net.chunks import Chunks

BODY = b"salam, jahan"
STRICT = b"c\r\nsalam, jahan\r\n0\r\n\r\n"


def rewritten(text: bytes, step: int = 10_000) -> tuple[bytes, bytes, bool]:
    chunks = Chunks()
    parts = [chunks.rewritten(text[at : at + step]) for at in range(0, len(text), step)]
    return b"".join(one for one, _ in parts), b"".join(more for _, more in parts), chunks.is_broken


@pytest.mark.parametrize(
    "text",
    [
        b"c\r\nsalam, jahan\r\n0\r\n\r\n",
        b"c\nsalam, jahan\n0\n\n",
        b"c\nsalam, jahan\r\n0\n\r\n",
        b"c   \r\nsalam, jahan\r\n0 \r\n\r\n",
        b"C\r\nsalam, jahan\r\n00\r\n\r\n",
        b"0000000000000000000000c\r\nsalam, jahan\r\n0\r\n\r\n",
        b'c;a="b\r\nsalam, jahan\r\n0;c\r\n\r\n',
        b"c ;a\nsalam, jahan\r\n0\r\nno field at all\r\n\x01\r\n\r\n",
        b"c;" + b"a" * 16_380 + b"\r\nsalam, jahan\r\n0\r\n\r\n",
    ],
)
def test_what_browsers_take_for_chunks_becomes_chunks_of_the_strict_kind(text: bytes) -> None:
    assert rewritten(text) == (STRICT, b"", False)


def test_chunks_in_single_bytes_say_the_same() -> None:
    written, more, is_broken = rewritten(b"c\nsalam, jahan\r\n0\r\nA: b\n\r\n", step=1)

    assert (written, more, is_broken) == (
        b"".join(b"1\r\n%c\r\n" % byte for byte in BODY) + b"0\r\n\r\n",
        b"",
        False,
    )


@pytest.mark.parametrize(
    "text",
    [
        b"c\t\r\nsalam, jahan\r\n0\r\n\r\n",
        b" c\r\nsalam, jahan\r\n0\r\n\r\n",
        b"0xc\r\nsalam, jahan\r\n0\r\n\r\n",
        b"+c\r\nsalam, jahan\r\n0\r\n\r\n",
        b"-c\r\nsalam, jahan\r\n0\r\n\r\n",
        b"\r\nc\r\nsalam, jahan\r\n0\r\n\r\n",
        b";a\r\nsalam, jahan\r\n0\r\n\r\n",
        b"8000000000000000\r\nsalam",
        b"fffffffffffffffff\r\nsalam",
        b"c;" + b"a" * 16_384 + b"\r\nsalam, jahan\r\n0\r\n\r\n",
        b"a" * 16_385,
    ],
)
def test_what_browsers_take_for_no_chunk_is_broken(text: bytes) -> None:
    written, _, is_broken = rewritten(text)

    assert (written, is_broken) == (b"", True)


@pytest.mark.parametrize("end", [b"0\r\n\r\n", b"x\r\n", b"zz\r\n"])
def test_what_came_before_a_broken_chunk_is_kept(end: bytes) -> None:
    written, _, is_broken = rewritten(b"c\r\nsalam, jahan" + end)

    assert (written, is_broken) == (b"c\r\nsalam, jahan\r\n", True)


def test_the_largest_size_is_one_that_a_browser_counts_to() -> None:
    assert rewritten(b"7fffffffffffffff\r\nsalam") == (b"5\r\nsalam\r\n", b"", False)


def test_what_stands_behind_the_end_is_told_apart() -> None:
    assert rewritten(STRICT + b"HTTP/1.1 200 OK") == (STRICT, b"HTTP/1.1 200 OK", False)


def test_a_body_is_whole_when_its_last_chunk_is_named() -> None:
    chunks = Chunks()

    chunks.rewritten(b"c\r\nsalam, jahan\r\n")
    has_all_before = chunks.has_all
    chunks.rewritten(b"0\r\n")

    assert (has_all_before, chunks.has_all) == (False, True)
