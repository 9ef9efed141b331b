"""An edition as one file: the same bytes for the same edition, and nothing but an edition comes out of it."""

import io
import os
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from sanjeh.edition import archive
from sanjeh.edition.archive import NotAnArchive, opened_archive, write_archive
from sanjeh.locale.catalogues import said
from tests.edition import golden

NAMES = sorted(path.name for path in golden.SIGNED.iterdir())


def archived(names: Sequence[str]) -> bytes:
    with write_archive(golden.SIGNED, names, archive.archive_name("1405-9", 1)) as file:
        return file.read()


def zipped(path: Path, files: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as made:
        for name, content in files.items():
            made.writestr(name, content)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(NotAnArchive) as refused, opened_archive(path):
        pass
    return said(refused.value.says, "en")


def test_the_same_edition_gives_the_same_bytes_whatever_the_order_of_its_files() -> None:
    one, other = (archived(names) for names in (NAMES, NAMES[::-1]))

    assert one == other
    with zipfile.ZipFile(io.BytesIO(one)) as made:
        assert made.namelist() == [f"sanjeh-1405-9-1/{name}" for name in NAMES]
        assert {entry.date_time for entry in made.infolist()} == {archive.TIMELESS}


def test_what_goes_in_comes_out_with_its_signature(tmp_path: Path) -> None:
    file = tmp_path / "edition.zip"
    file.write_bytes(archived(NAMES))

    with opened_archive(file) as folder:
        unpacked = {path.name: path.read_bytes() for path in folder.iterdir()}
        name = folder.name

    assert name == "sanjeh-1405-9-1"
    assert unpacked == {path.name: path.read_bytes() for path in golden.SIGNED.iterdir()}
    assert "manifest.json.sig" in unpacked
    assert not folder.exists()


@pytest.mark.parametrize(
    "files", [{}, {"ranking.csv": b""}, {"a/manifest.json": b"", "b/manifest.json": b""}]
)
def test_an_archive_without_one_edition_is_refused(tmp_path: Path, files: dict[str, bytes]) -> None:
    assert refusal(zipped(tmp_path / "x.zip", files)) == (
        "x.zip does not hold one edition with its manifest. "
        "Give the folder of an edition, or its zip file from the open data."
    )


def test_a_file_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"no archive")

    assert refusal(tmp_path / "x.zip") == (
        "x.zip is not a zip file (File is not a zip file). "
        "Give the folder of an edition, or its zip file from the open data."
    )


@pytest.mark.parametrize(("most", "is_refused"), [(5, False), (4, True)])
def test_an_archive_that_claims_more_than_any_edition_holds_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, most: int, is_refused: bool
) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", most)
    path = zipped(tmp_path / "x.zip", {"manifest.json": b"12", "more": b"345"})

    if is_refused:
        assert refusal(path) == f"x.zip claims to hold more than {most} bytes."
    else:
        with opened_archive(path) as folder:
            assert (folder / "more").read_bytes() == b"345"


def test_no_name_in_an_archive_leads_out_of_its_folder(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", {"../../outside.txt": b"x", "manifest.json": b"{}"})

    with opened_archive(path) as folder:
        names = {found.name for found in folder.iterdir()}

    assert names == {"manifest.json", "outside.txt"}


def test_a_file_beside_the_edition_is_named(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", {"a/manifest.json": b"{}", "read-me-first.html": b"<h1>"})

    assert refusal(path) == "x.zip also holds a file outside the folder of the edition: “read-me-first.html”."


def test_an_archive_that_says_of_one_name_twice_what_it_holds_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as made:
        made.writestr("manifest.json", b"one")
        with pytest.warns(UserWarning, match="Duplicate name"):
            made.writestr("manifest.json", b"other")

    assert refusal(tmp_path / "x.zip") == "x.zip holds two files named “manifest.json”."


@pytest.mark.parametrize(("files", "is_refused"), [(100, False), (101, True)])
def test_an_archive_of_more_files_than_any_edition_has_is_refused(
    tmp_path: Path, files: int, *, is_refused: bool
) -> None:
    path = zipped(tmp_path / "x.zip", {f"a{number}": b"" for number in range(files)})

    assert (refusal(path) == "x.zip holds more than 100 files.") is is_refused


@pytest.mark.parametrize(("harmless", "is_refused"), [(1_000_000, False), (999_999, True)])
def test_a_bomb_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, harmless: int, is_refused: bool
) -> None:
    monkeypatch.setattr(archive, "SURELY_HARMLESS_BYTES", harmless)
    with zipfile.ZipFile(tmp_path / "x.zip", "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("ranking.csv", bytes(1_000_000))

    says = refusal(tmp_path / "x.zip")
    assert (says == "x.zip grows more than 100 times when unpacked; no edition does.") is is_refused


def test_an_archive_behind_a_password_or_broken_in_its_middle_is_refused_in_a_sentence(
    tmp_path: Path,
) -> None:
    whole = zipped(tmp_path / "x.zip", {"manifest.json": b"{}"}).read_bytes()
    flags = whole.index(b"PK\x01\x02") + 8
    (tmp_path / "locked.zip").write_bytes(whole[:flags] + b"\x01" + whole[flags + 1 :])
    (tmp_path / "broken.zip").write_bytes(whole.replace(b"{}", b"[]"))

    assert [refusal(tmp_path / name).partition(" (")[0] for name in ("locked.zip", "broken.zip")] == [
        "locked.zip is not a zip file",
        "broken.zip is not a zip file",
    ]


def test_a_pipe_in_the_place_of_an_archive_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.zip")

    assert refusal(tmp_path / "x.zip") == "This is no plain file but a folder, a link, a pipe or a device."
