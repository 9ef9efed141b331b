"""The database of the data folder comes up over whatever was killed, or says what is wrong."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured

from sanjeh.config import embedded, leftovers, postgres_programs
from sanjeh.config.embedded import DatabaseHeld

pytestmark = pytest.mark.acceptance


def answer(url: str) -> int:
    with psycopg.connect(url) as connection:
        return int(connection.execute("SELECT 41 + 1").fetchone()[0])  # type: ignore[index]  # one row


def first_process(pgdata: Path) -> int:
    return int(embedded.notes(pgdata)[0])


def test_a_server_comes_up_again_after_each_way_of_being_killed(pgdata: Path) -> None:
    answered = [answer(embedded.bring_up(pgdata))]
    for is_first, are_others in ((True, False), (False, True), (True, True)):
        first, all_in_all = {first_process(pgdata)}, embedded.at_work(pgdata)
        victims = (first if is_first else set()) | (all_in_all - first if are_others else set())
        leftovers.send(signal.SIGKILL, victims)
        answered.append(answer(embedded.bring_up(pgdata)))

    assert answered == [42] * 4
    embedded.stop(pgdata)
    assert (embedded.at_work(pgdata), embedded.is_gone(pgdata)) == (set(), True)


def test_a_server_that_is_stuck_is_ended_and_started_again(
    pgdata: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "PATIENCE_S", 0.5)
    monkeypatch.setattr(embedded, "STOP_S", 2.0)
    embedded.bring_up(pgdata)
    stuck = first_process(pgdata)
    os.kill(stuck, signal.SIGSTOP)

    assert answer(embedded.bring_up(pgdata)) == 42
    assert first_process(pgdata) != stuck


def test_a_making_that_is_killed_is_made_again_and_one_that_never_succeeds_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = ["killed", "", "killed", "No space left"]
    monkeypatch.setattr(embedded, "filled", lambda _draft: said.pop(0))
    monkeypatch.setattr(postgres_programs, "open_the_way_to", lambda _folder: None)
    embedded.make(tmp_path / "postgres")

    with pytest.raises(ImproperlyConfigured) as refused:
        embedded.make(tmp_path / "other")

    assert str(refused.value) == (
        f"No database could be made in {tmp_path}, twice: No space left. Start again."
    )
    assert (said, [left.name for left in tmp_path.iterdir()]) == ([], ["postgres"])


def test_a_number_that_somebody_else_has_now_is_no_server(pgdata: Path) -> None:
    embedded.bring_up(pgdata)
    noted = (pgdata / "postmaster.pid").read_text()
    leftovers.send(signal.SIGKILL, embedded.at_work(pgdata))
    (pgdata / "postmaster.pid").write_text(noted.replace(noted.split("\n", 1)[0], str(os.getpid()), 1))

    assert answer(embedded.bring_up(pgdata)) == 42


def test_a_note_of_the_socket_that_outlived_its_server_is_removed_with_the_other(tmp_path: Path) -> None:
    for name in embedded.NOTES:
        (tmp_path / name).touch()

    assert (embedded.settled(tmp_path), list(tmp_path.iterdir())) == (False, [])


@pytest.mark.parametrize("noted", ["", "4", "4\n/data\n0\n"])
def test_a_note_that_was_cut_off_is_no_server(tmp_path: Path, noted: str) -> None:
    (tmp_path / "postmaster.pid").write_text(noted)

    assert (embedded.settled(tmp_path), (tmp_path / "postmaster.pid").exists()) == (False, False)


def test_what_does_not_end_at_all_is_named_with_the_command_that_ends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for patience in ("PATIENCE_S", "STOP_S"):
        monkeypatch.setattr(embedded, patience, 0.0)
    monkeypatch.setattr(embedded, "at_work", lambda _: {4194305, 4194306})

    with pytest.raises(DatabaseHeld) as refused:
        embedded.settled(tmp_path)

    assert str(refused.value) == (
        f"A PostgreSQL that does not end holds {tmp_path} (process 4194305 4194306). "
        "End it and start again: kill -9 4194305 4194306"
    )


def test_the_last_who_leaves_stops_the_server_and_the_dead_are_not_waited_for(pgdata: Path) -> None:
    with embedded.running(pgdata):
        with embedded.running(pgdata) as url:
            embedded.write_users(pgdata, embedded.users(pgdata) | {2**22 + 1})
        still = embedded.at_work(pgdata) == set()
        embedded.register(pgdata)

    assert (still, url.startswith("postgresql://sanjeh_app:@/postgres?host=/"), embedded.at_work(pgdata)) == (
        True,
        True,
        set(),
    )


@pytest.mark.parametrize("written", ["", "[[", "[1, 2]", '{"a": 1}'])
def test_a_list_of_users_that_was_cut_off_names_nobody(tmp_path: Path, written: str) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / embedded.USERS).write_text(written)

    assert embedded.users(tmp_path / "postgres") == set()


def test_a_user_whose_number_another_process_has_now_is_gone(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    me = [os.getpid(), leftovers.began(os.getpid())]
    (tmp_path / "run" / embedded.USERS).write_text(json.dumps([me, [os.getppid(), "1"]]))

    assert embedded.users(tmp_path / "postgres") == {os.getpid()}


def test_the_server_is_found_by_its_own_notes(tmp_path: Path) -> None:
    (tmp_path / "postmaster.pid").write_text("1\n/data\n0\n5432\n/run/some where\n")

    assert embedded.url_of(tmp_path) == "postgresql://sanjeh_app:@/postgres?host=/run/some%20where"
    assert embedded.url_of(tmp_path / "none") == f"postgresql://sanjeh_app:@/postgres?host={tmp_path}/none"


def left(folder: Path, **files: str) -> Path:
    for name, content in files.items():
        path = folder / "postgres" / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return folder / "postgres"


WHOLE = {"global__pg_control": "x"}
UNFINISHED = "holds a database that was never finished, or of which a part was removed. "


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"PG_VERSION": ""} | WHOLE, UNFINISHED),
        ({"PG_VERSION": "18\n"}, UNFINISHED),
        ({"postgresql.conf": "x"}, UNFINISHED),
        ({"PG_VERSION": "15\n"} | WHOLE, "holds the files of PostgreSQL 15, and this release brings 18"),
        ({"PG_VERSION": "18\n"} | WHOLE, ""),
        ({}, ""),
    ],
)
def test_files_from_which_no_server_comes_up_are_told(
    tmp_path: Path, files: dict[str, str], says: str
) -> None:
    pgdata = left(tmp_path, **files)

    said = ""
    try:
        embedded.refuse_unusable(pgdata)
    except ImproperlyConfigured as refused:
        said = str(refused)

    assert (says in said, bool(said)) == (True, bool(says))
    assert (f"mv {pgdata} {pgdata}.aside" in said) is (says == UNFINISHED)


def test_a_folder_too_deep_for_a_socket_is_refused_before_anything_starts(tmp_path: Path) -> None:
    deep = tmp_path / ("deep" * 30) / "postgres"

    with pytest.raises(ImproperlyConfigured, match=r"Choose a shorter one: SANJEH_DATA=/srv/sanjeh"):
        embedded.running(deep).__enter__()

    assert not deep.exists()


@pytest.mark.parametrize("odd", ["a'b", 'a"b', "a$b", "a,b", "a\nb"])
def test_a_name_that_a_shell_or_an_address_would_misread_is_refused(odd: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"which its database cannot bear"):
        embedded.refuse_unusable(Path("/srv") / odd / "postgres")


def test_a_full_disk_is_told_before_anything_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "LEAST_FREE_BYTES", 2**62)

    with pytest.raises(ImproperlyConfigured, match=r"MB are free at /, and "):
        embedded.refuse_full_disk(Path("/"))


def test_a_making_that_was_cut_off_leaves_nothing_in_the_place_of_the_database(pgdata: Path) -> None:
    (pgdata.parent / ".postgres-cut").mkdir()
    (pgdata.parent / ".postgres-cut" / "PG_VERSION").touch()

    embedded.make(pgdata)

    assert [path.name for path in pgdata.parent.iterdir()] == ["postgres"]
    assert (pgdata / "PG_VERSION").read_text() == "18\n"


SLEEPS = "import time; print('here', flush=True); time.sleep(60)"


def test_whatever_a_killed_run_has_left_is_known_by_its_mark_and_ended(tmp_path: Path) -> None:
    mark = {leftovers.HOUSEHOLD: str(tmp_path)}
    deaf = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {SLEEPS}"
    ours = [_process(deaf, mark), _process(SLEEPS, mark)]
    another = _process(SLEEPS, {leftovers.HOUSEHOLD: f"{tmp_path}-2"})

    leftovers.end_household(tmp_path)

    assert [one.wait(10) < 0 for one in ours] == [True, True]
    assert another.poll() is None
    another.kill()
    another.wait()


def _process(code: str, environment: dict[str, str]) -> "subprocess.Popen[bytes]":
    started = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, env=os.environ | environment
    )
    assert started.stdout is not None
    started.stdout.readline()
    started.stdout.close()
    return started


def test_a_process_is_itself_from_its_beginning_to_its_end(tmp_path: Path) -> None:
    one = _process(SLEEPS, {})
    began = leftovers.began(one.pid)
    one.kill()
    deadline = time.monotonic() + 30
    while leftovers.began(one.pid) and time.monotonic() < deadline:
        time.sleep(0.05)

    assert (began.isdecimal(), leftovers.began(one.pid)) == (True, "")
    one.wait()
