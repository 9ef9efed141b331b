"""A reader never meets half a file, and nobody's file is lost to who came second."""

import stat
from pathlib import Path

import pytest

from sanjeh.engine.atomic_write import write_file, write_folder, write_new_file


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_file_takes_the_place_of_the_one_before_and_only_we_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "manifest.json"

    write_file(path, b"first")
    write_file(path, b"second")

    assert contents(tmp_path) == {"manifest.json": b"second"}
    assert mode(path) == 0o600


def test_a_new_file_never_takes_the_place_of_one_that_is_there(tmp_path: Path) -> None:
    path = tmp_path / "key"

    write_new_file(path, b"first")
    write_new_file(path, b"second")

    assert contents(tmp_path) == {"key": b"first"}
    assert mode(path) == 0o600


def test_a_writer_that_is_stopped_leaves_the_old_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "manifest.json"
    write_file(path, b"whole")

    def lose_power(_self: Path, _target: Path) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", lose_power)
    with pytest.raises(KeyboardInterrupt):
        write_file(path, b"half")

    assert path.read_bytes() == b"whole"


def test_a_folder_is_put_in_place_as_a_whole_and_nobody_may_write_into_its_files(tmp_path: Path) -> None:
    folder = tmp_path / "editions" / "1"
    folder.mkdir(parents=True)
    (folder / "left.csv").write_bytes(b"of an interrupted publication")

    write_folder(folder, {"a.csv": b"a", "b.json": b"b"})

    assert contents(tmp_path) == {"a.csv": b"a", "b.json": b"b"}
    assert [mode(path) for path in (folder, folder / "a.csv", folder / "b.json")] == [0o755, 0o444, 0o444]


def test_a_folder_is_there_whole_and_nobody_may_change_its_files(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "edition"

    write_folder(folder, {"a.txt": b"first", "b.txt": b"second"})

    assert contents(tmp_path) == {"a.txt": b"first", "b.txt": b"second"}
    assert (mode(folder), mode(folder / "a.txt")) == (0o755, 0o444)


def test_a_folder_has_reached_the_disk_with_every_name_that_leads_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached: list[str] = []
    monkeypatch.setattr(
        "os.fsync", lambda handle: reached.append(Path(f"/proc/self/fd/{handle}").readlink().name)
    )

    write_folder(tmp_path / "editions" / "1405-2" / "1", {"a.csv": b"a", "b.json": b"b"})

    files, (draft, *above) = reached[:2], reached[2:]
    assert (files, draft.startswith(".1-")) == (["a.csv", "b.json"], True)
    assert above == ["1405-2", "editions", tmp_path.name]
