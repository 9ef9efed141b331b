"""A backup leads back to every row, file, journal line and edition; whatever was changed in it is named."""

import hashlib
import shutil
import tarfile
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.apps import apps

from sanjeh.config import database, embedded
from sanjeh.engine.evidence import EvidenceStore
from sanjeh.operate.backup import archive, dump, last, restore, take
from sanjeh.operate.backup.check import SCRATCH, check, not_too_deep
from sanjeh.operate.backup.figures import figures_of
from tests.operate.backup.conftest import SCAN

pytestmark = pytest.mark.acceptance

NOW = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def taken(home: Path, installation: dict[str, object]) -> Path:
    EvidenceStore(home / "data" / "evidence").keep(b"what was seen")
    take.take(home / "data", home / "whole.sanjeh", installation, NOW)
    return home / "whole.sanjeh"


def changed(taken: Path, change: Callable[[Path], None]) -> Path:
    """Return a backup that was unpacked, changed and packed again under its old manifest."""
    folder, file = taken.with_name("changed"), taken.with_name("changed.sanjeh")
    shutil.rmtree(folder, ignore_errors=True)
    with tarfile.open(taken) as tar:
        tar.extractall(folder, filter="data")
    change(folder)
    with tarfile.open(file, "w") as tar:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                tar.add(path, path.relative_to(folder).as_posix())
    return file


def signed_anew(folder: Path, **figures: Any) -> None:
    """Write a manifest that names the files as they are now, as one would who means to deceive."""
    manifest = archive.Manifest.model_validate_json((folder / archive.MANIFEST).read_bytes())
    names = {
        path.relative_to(folder).as_posix(): archive.digest_of(path)
        for path in folder.rglob("*")
        if path.is_file() and path != folder / archive.MANIFEST
    }
    update = {"files": names, "figures": manifest.figures.model_copy(update=figures)}
    (folder / archive.MANIFEST).write_text(manifest.model_copy(update=update).model_dump_json())


def test_a_backup_that_was_just_taken_is_all_as_it_was(taken: Path, installation: dict[str, object]) -> None:
    manifest, wrong = check(taken, taken.parent)

    with psycopg.connect(database.conninfo(installation)) as connection:
        assert manifest.figures == figures_of(connection)
    assert wrong == ()
    assert manifest.figures.tables["publication_edition"].rows == 1
    assert list(manifest.figures.editions) == ["1405-1/1"]
    assert [name for name in manifest.files if name.startswith("evidence/")] != []
    letter = hashlib.sha256(SCAN).hexdigest()
    assert [name for name in manifest.files if name.startswith("letters/")] == [
        f"letters/{letter[:2]}/{letter}"
    ]


def test_the_newest_tables_are_counted_and_packages_with_words_in_clear_stay_out(
    taken: Path, home: Path, installation: dict[str, object]
) -> None:
    (home / "data" / "archives" / "SANJEH-1").mkdir(parents=True, exist_ok=True)
    (home / "data" / "archives" / "SANJEH-1" / "words.txt").write_text("words of a complaint")
    manifest = take.take(home / "data", home / "again.sanjeh", installation, NOW)
    connected = [model._meta.db_table for model in apps.get_models() if model._meta.managed]

    assert set(connected) - set(manifest.figures.tables) == set()
    assert manifest.figures.tables["calendars_holiday"].rows > 0
    assert manifest.figures.tables["journal_journalcheckpoint"].rows == 1
    assert [
        name for name in manifest.files if not name.startswith(("evidence/", "editions/", "letters/"))
    ] == ["database.dump"]
    assert taken.is_file()


@pytest.mark.parametrize(("change", "said"), [("unlink", "is missing"), ("write", "is damaged")])
def test_a_letter_that_a_mandate_names_is_looked_for(taken: Path, change: str, said: str) -> None:
    letter = hashlib.sha256(SCAN).hexdigest()

    def forge(folder: Path) -> None:
        path = folder / "letters" / letter[:2] / letter
        path.unlink() if change == "unlink" else path.write_bytes(b"%PDF another")
        signed_anew(folder)

    assert check(changed(taken, forge), taken.parent)[1] == (f"letter {letter} {said}",)


def test_a_backup_bears_its_name_only_when_it_is_whole_and_nobody_else_reads_it(taken: Path) -> None:
    assert list(taken.parent.glob(".whole*")) == []
    assert taken.stat().st_mode & 0o777 == 0o600


def test_what_was_done_after_the_moment_of_the_dump_is_not_in_it(
    home: Path, installation: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    def count_later(connection: psycopg.Connection) -> Any:
        with psycopg.connect(database.conninfo(installation), autocommit=True) as another:
            another.execute("CREATE TABLE meanwhile AS SELECT 1 AS one")
        return figures_of(connection)

    monkeypatch.setattr(take, "figures_of", count_later)
    manifest = take.take(home / "data", home / "meanwhile.sanjeh", installation, NOW)
    with psycopg.connect(database.conninfo(installation), autocommit=True) as another:
        another.execute("DROP TABLE meanwhile")

    assert "meanwhile" not in manifest.figures.tables
    assert check(home / "meanwhile.sanjeh", home)[1] == ()


def swap(name: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        [file] = folder.glob(name)
        file.write_bytes(file.read_bytes()[:-1] + b"!")

    return change


@pytest.mark.parametrize("name", ["database.dump", "editions/*/1/round.json", "evidence/blobs/*/*.zst"])
def test_a_changed_byte_is_named_before_anything_is_restored(taken: Path, name: str) -> None:
    with pytest.raises(archive.NoBackup, match=r"was changed: .* is not what its manifest says \(1 such\)"):
        check(changed(taken, swap(name)), taken.parent)


@pytest.mark.parametrize("name", ["manifest.json", "database.dump"])
def test_a_backup_that_lacks_a_part_is_none(taken: Path, name: str) -> None:
    with pytest.raises(archive.NoBackup):
        check(changed(taken, lambda folder: (folder / name).unlink()), taken.parent)


def test_a_backup_that_was_cut_off_is_none(taken: Path) -> None:
    cut = taken.with_name("cut.sanjeh")
    cut.write_bytes(taken.read_bytes()[: taken.stat().st_size // 2])

    with pytest.raises(archive.NoBackup, match="is no whole backup"):
        check(cut, taken.parent)


def test_a_name_that_leads_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "bad.sanjeh", "w") as tar:
        tar.addfile(tarfile.TarInfo("../outside"))

    with pytest.raises(archive.NoBackup):
        archive.unpack(tmp_path / "bad.sanjeh", tmp_path / "there")
    assert not (tmp_path / "outside").exists()


def test_what_a_forger_counts_anew_is_found_by_what_is_inside(taken: Path) -> None:
    def forge(folder: Path) -> None:
        for name in ("editions/*/1/round.json", "evidence/blobs/*/*.zst"):
            swap(name)(folder)
        signed_anew(folder, journal_head="0" * 64)

    _, wrong = check(changed(taken, forge), taken.parent)

    assert [one.split(":")[0].split(" with ")[0] for one in wrong] == [
        "the journal ended",
        "edition 1405-1/1",
        "evidence",
    ]


def test_the_keys_lie_in_a_file_of_their_own(home: Path, tmp_path: Path) -> None:
    (home / "data").mkdir(exist_ok=True)
    (home / "data" / "secret-key").write_text("one")
    (home / "data" / "sealing-key").write_text("two")

    named = take.keep_keys(home / "data", tmp_path / "keys")
    back = restore.restore_keys(tmp_path / "keys", tmp_path)

    assert (named, back) == (("secret-key", "sealing-key"), ("secret-key", "sealing-key"))
    assert (tmp_path / "sealing-key").read_text() == "two"
    assert [(tmp_path / name).stat().st_mode & 0o777 for name in ("keys", "sealing-key")] == [0o600] * 2
    assert restore.restore_keys(tmp_path / "keys", tmp_path) == back  # a restore that failed is tried again
    (tmp_path / "sealing-key").write_text("another")
    with pytest.raises(restore.NotEmpty, match="sealing-key is not empty"):
        restore.restore_keys(tmp_path / "keys", tmp_path)


@pytest.mark.parametrize("name", ["evidence", "editions", "postgres"])
def test_nothing_that_is_there_is_overwritten(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    restore.refuse_used_folder(tmp_path)
    (tmp_path / name / "one").touch()

    with pytest.raises(restore.NotEmpty, match=name):
        restore.refuse_used_folder(tmp_path)


def test_a_scratch_that_would_lie_too_deep_for_a_socket_lies_elsewhere(tmp_path: Path) -> None:
    room = embedded.LONGEST_SOCKET_PATH - len(f"/{SCRATCH}xxxxxxxx/postgres/{embedded.SOCKET_NAME}")
    short, deep = Path("/" + "a" * (room - 1)), Path("/" + "a" * room)

    assert (not_too_deep(short), not_too_deep(deep)) == (short, Path(tempfile.gettempdir()))


def test_a_setting_that_older_servers_do_not_know_is_left_out_once(tmp_path: Path) -> None:
    said = dump.UNKNOWN_BEFORE_17.decode()
    (tmp_path / "script").write_text(f"SET one = 0;\n{said}COPY two;\n{said}")

    dump.make_fit(tmp_path / "script", tmp_path / "fit")

    assert (tmp_path / "fit").read_text() == f"SET one = 0;\nCOPY two;\n{said}"


def test_an_installation_without_tables_is_backed_up_too(
    home: Path, installation: dict[str, object], tmp_path: Path
) -> None:
    empty = installation | {"NAME": "postgres"}

    manifest = take.take(tmp_path, home / "empty.sanjeh", empty, NOW)

    assert (manifest.figures.tables, check(home / "empty.sanjeh", home)[1]) == ({}, ())


def test_the_last_backup_is_remembered_and_a_note_that_was_cut_off_is_none(tmp_path: Path) -> None:
    before = last.made_at(tmp_path)
    last.note(tmp_path, tmp_path / "file", NOW)
    after = last.made_at(tmp_path)
    (tmp_path / last.NOTE).write_text("{")

    assert (before, after, last.made_at(tmp_path)) == (None, NOW, None)
