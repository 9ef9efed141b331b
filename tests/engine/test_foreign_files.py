"""What is no plain file is not read, and nothing is read further than was said."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from sanjeh.engine.foreign_files import UnfitFile, content_of, measured
from sanjeh.locale.catalogues import said

NOT_PLAIN = "This is no plain file but a folder, a link, a pipe or a device."


def refusal(path: Path, *, follow_links: bool = True) -> str:
    with pytest.raises(UnfitFile) as refused:
        content_of(path, 10, follow_links=follow_links)
    return said(refused.value.says, "en")


def test_a_file_is_read_to_its_last_byte_and_not_beyond_what_was_said(tmp_path: Path) -> None:
    (tmp_path / "ten").write_bytes(bytes(10))
    (tmp_path / "eleven").write_bytes(bytes(11))

    assert content_of(tmp_path / "ten", 10) == bytes(10)
    assert refusal(tmp_path / "eleven") == "This file is larger than 10 bytes."


def make_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo, make_socket])
def test_what_is_no_file_is_refused_at_once(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "it")

    assert refusal(tmp_path / "it") == NOT_PLAIN


def test_a_device_has_no_end_and_is_refused() -> None:
    assert refusal(Path("/dev/zero")) == NOT_PLAIN


def test_a_link_is_followed_only_where_its_own_reader_named_it(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    (tmp_path / "link").symlink_to(tmp_path / "file")

    assert content_of(tmp_path / "link", 10) == b"x"
    assert refusal(tmp_path / "link", follow_links=False) == NOT_PLAIN
    with pytest.raises(UnfitFile):
        measured(tmp_path / "link")


def test_nothing_is_said_of_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        content_of(tmp_path / "nothing", 10)


def test_a_file_is_measured_without_being_held(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"abc")

    assert measured(tmp_path / "file") == (
        3,
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    )


def test_a_file_of_another_size_than_stated_is_not_read_to_its_end(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"abc")

    assert measured(tmp_path / "file", 3) == measured(tmp_path / "file")
    assert measured(tmp_path / "file", 4) == (3, "")
