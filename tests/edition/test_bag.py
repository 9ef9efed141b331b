"""A package for an archive: written whole or not at all, and checked against whatever was done to it."""

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sanjeh.core.integrity import hash_chain
from sanjeh.edition import bag as bags
from sanjeh.edition.bag import BagExists, BagNotWritten, new_bag
from sanjeh.edition.bag_check import verify_bag

LINES = (
    hash_chain.follow(None, hash_chain.Entry(datetime(2026, 1, 1, tzinfo=UTC), "system", "a", ("x:1",), {})),
)
NOBODY = 65534  # the user without rights, on every Linux
ODD = "odd name % \n.txt"


def written(folder: Path) -> Path:
    second = hash_chain.follow(
        LINES[0], hash_chain.Entry(datetime(2026, 1, 2, tzinfo=UTC), "person:1", "b", ("x:2",), {"n": 1})
    )
    with new_bag(folder) as bag:
        bag.write("README.md", "# سلام\n")
        bag.write("editions/1/a.json", b"{}")
        bag.write(ODD, "x")
        bag.write("journal/lines.ndjson", f"{hash_chain.written(second)}\n")
        bag.write("journal/chain.txt", f"{LINES[0].digest}\n{second.digest}\n")
        bag.seal({"Source-Organization": "A\nB", "External-Identifier": "round-1"})
    return folder


def found(folder: Path) -> list[str]:
    return [one.file for one in verify_bag(folder)]


def test_a_package_has_the_form_of_the_standard(tmp_path: Path) -> None:
    folder = written(tmp_path / "bag")

    assert sorted(path.name for path in folder.iterdir()) == [
        "bag-info.txt", "bagit.txt", "data", "manifest-sha512.txt", "tagmanifest-sha512.txt",
    ]  # fmt: skip
    assert (folder / "bagit.txt").read_text() == "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    info = (folder / "bag-info.txt").read_text().splitlines()
    assert (info[0], info[-1].split(".")[1]) == ("Source-Organization: A B", "5")
    assert "  data/odd name %25 %0A.txt\n" in (folder / "manifest-sha512.txt").read_text()
    assert found(folder) == []
    assert [path.name for path in tmp_path.iterdir()] == ["bag"]


def test_what_is_there_is_never_written_over(tmp_path: Path) -> None:
    folder = written(tmp_path / "bag")

    with pytest.raises(BagExists), new_bag(folder):
        pass
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    with pytest.raises(BagExists), new_bag(tmp_path / "link"):
        pass
    assert found(folder) == []


@pytest.mark.parametrize("where", ["write", "seal", "end"])
def test_a_full_disk_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    def full(*_: object, **__: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    method = {"write": (Path, "write_bytes"), "seal": (bags, "listed"), "end": (bags, "reach_disk")}[where]
    monkeypatch.setattr(*method, full)

    with pytest.raises(BagNotWritten) as refused:
        written(tmp_path / "bag")

    assert refused.value.detail == "No space left on device"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file_is_no_place_for_a_package(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")

    with pytest.raises(BagNotWritten):
        written(tmp_path / "file" / "bag")


def test_a_fault_of_ours_leaves_nothing_behind_and_is_told_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(KeyError), new_bag(tmp_path / "bag"):
        raise KeyError
    assert list(tmp_path.iterdir()) == []


def append(folder: Path, name: str, text: str) -> None:
    with (folder / name).open("a") as file:
        file.write(text)


def swapped(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text()
    assert old in text
    (folder / name).write_text(text.replace(old, new))


DIGEST = "0" * 128
HARM: dict[str, tuple[Callable[[Path], object], list[str]]] = {
    "changed": (lambda folder: append(folder, "data/README.md", "x"), ["data/README.md"]),
    "same size": (
        lambda folder: swapped(folder, "data/editions/1/a.json", "{}", "[]"), ["data/editions/1/a.json"],
    ),
    "missing": (lambda folder: (folder / "data/README.md").unlink(), ["data/README.md"]),
    "added": (lambda folder: append(folder, "data/more.txt", "x"), ["data/more.txt"]),
    "added at the top": (lambda folder: append(folder, "more.txt", "x"), ["more.txt"]),
    "no payload": (
        lambda folder: shutil.rmtree(folder / "data"),
        ["data/README.md", "data/editions/1/a.json", "data/journal/chain.txt", "data/journal/lines.ndjson",
         f"data/{ODD}"],
    ),
    "no manifest": (
        lambda folder: (folder / "manifest-sha512.txt").unlink(),
        ["manifest-sha512.txt", "manifest-sha512.txt"],
    ),
    "no tag manifest": (
        lambda folder: (folder / "tagmanifest-sha512.txt").unlink(), ["tagmanifest-sha512.txt"],
    ),
    "another standard": (
        lambda folder: swapped(folder, "bagit.txt", "1.0", "0.9"), ["bagit.txt", "bagit.txt"],
    ),
    "info": (lambda folder: append(folder, "bag-info.txt", "x: y\n"), ["bag-info.txt"]),
}  # fmt: skip


@pytest.mark.parametrize("harm", HARM)
def test_every_file_that_is_missing_added_or_changed_is_named(tmp_path: Path, harm: str) -> None:
    folder = written(tmp_path / "bag")
    act, names = HARM[harm]
    act(folder)

    assert found(folder) == names


def linked_file(folder: Path) -> None:
    (folder / "data/README.md").unlink()
    (folder / "data/README.md").symlink_to("/etc/hostname")


def linked_folder(folder: Path) -> None:
    shutil.copytree(folder / "data/editions", folder.parent / "elsewhere")
    shutil.rmtree(folder / "data/editions")
    (folder / "data/editions").symlink_to(folder.parent / "elsewhere")


def pipe(folder: Path) -> None:
    (folder / "data/README.md").unlink()
    os.mkfifo(folder / "data/README.md")


@pytest.mark.parametrize(
    ("harm", "names"),
    [
        (linked_file, ["data/README.md", "data/README.md"]),
        (linked_folder, ["data/editions", "data/editions/1/a.json"]),
        (pipe, ["data/README.md", "data/README.md"]),
    ],
)
def test_links_and_pipes_are_named_and_never_followed(
    tmp_path: Path, harm: Callable[[Path], None], names: list[str]
) -> None:
    folder = written(tmp_path / "bag")
    harm(folder)

    assert found(folder) == names


def test_what_lies_too_deep_to_be_read_is_named(tmp_path: Path) -> None:
    folder = written(tmp_path / "bag")
    name, depth = "d" * 250, 17  # a path has 4,096 bytes at most
    at = os.open(folder / "data", os.O_DIRECTORY)
    for _ in range(depth):
        os.mkdir(name, dir_fd=at)
        below = os.open(name, os.O_DIRECTORY, dir_fd=at)
        os.close(at)
        at = below
    os.close(os.open("forged.json", os.O_CREAT, dir_fd=at))
    os.close(at)

    [deepest] = found(folder)

    assert set(deepest.removeprefix("data/").split("/")) == {name}


def test_a_folder_that_cannot_be_looked_into_is_named() -> None:
    with tempfile.TemporaryDirectory() as room:  # that of the tests is closed to everybody else
        Path(room).chmod(0o755)
        folder = written(Path(room) / "bag")
        shut = folder / "data" / "shut"
        shut.mkdir()
        shut.chmod(0)
        try:
            with nobody():
                assert found(folder) == ["data/shut"]
        finally:
            shut.chmod(0o755)


@contextmanager
def nobody() -> Iterator[None]:
    """Be somebody whom rights bind: nothing is closed to the administrator."""
    if os.geteuid():
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize(
    "line",
    [
        f"{DIGEST}  ../outside.txt", f"{DIGEST}  data/../../etc/passwd", f"{DIGEST}  /etc/passwd",
        f"{DIGEST}  data/./README.md", f"{DIGEST}  bagit.txt", f"{DIGEST}  data\\x",
        "abc  data/x", "", DIGEST, "\0",
    ],
)  # fmt: skip
def test_a_manifest_leads_nowhere_else(tmp_path: Path, line: str) -> None:
    folder = written(tmp_path / "bag")
    append(folder, "manifest-sha512.txt", f"{line}\n")

    # The list itself is no longer the one that was sealed, either.
    assert found(folder) == ["manifest-sha512.txt", "manifest-sha512.txt"]


def test_a_file_that_is_listed_twice_is_told_once(tmp_path: Path) -> None:
    folder = written(tmp_path / "bag")
    append(folder, "manifest-sha512.txt", f"{DIGEST}  data/README.md\n")

    assert found(folder) == ["manifest-sha512.txt", "manifest-sha512.txt"]


def test_a_manifest_of_no_letters_is_no_manifest(tmp_path: Path) -> None:
    folder = written(tmp_path / "bag")
    (folder / "manifest-sha512.txt").write_bytes(b"\xff\xfe\x00")

    assert "manifest-sha512.txt" in found(folder)


def sealed_with(folder: Path, lines: str, chain: str) -> Path:
    with new_bag(folder) as bag:
        bag.write("journal/lines.ndjson", lines)
        bag.write("journal/chain.txt", chain)
        bag.seal({})
    return folder


def test_a_journal_that_was_forged_before_it_was_sealed_is_found_out(tmp_path: Path) -> None:
    line = LINES[0]
    text = hash_chain.written(line)
    whole = sealed_with(tmp_path / "whole", f"{text}\n", f"{line.digest}\n")
    forged = sealed_with(tmp_path / "forged", text.replace('"a"', '"z"') + "\n", f"{line.digest}\n")
    moved = sealed_with(tmp_path / "moved", f"{text}\n", f"{DIGEST[:64]}\n{line.digest}\n")
    no_line = sealed_with(tmp_path / "no_line", "{}\n", f"{line.digest}\n")

    assert [found(one) for one in (whole, forged, moved, no_line)] == [
        [], *([["data/journal/lines.ndjson"]] * 3),
    ]  # fmt: skip
