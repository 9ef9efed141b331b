"""An order of the office ends the demo, all of it goes, and a real installation begins for its officer."""

import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from sanjeh.apps.accounts.invitations import behind
from sanjeh.apps.journal import queries as journal
from sanjeh.cli.demo import begin
from sanjeh.core.workflow.emptying import ORDER_NAME, EmptyingOrder
from sanjeh.core.workflow.roles import Role
from sanjeh.demo import emptying, marking, run
from sanjeh.operate import installation
from sanjeh.operate.server import Stopped, ending_on_signals

ORDER = EmptyingOrder("مینا", "head@authority.example", "a secret that was shown", "Sample manager")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    marking.mark(tmp_path)
    (tmp_path / "postgres").mkdir()
    return tmp_path


def ordered(data: Path) -> None:
    (data / "demo" / ORDER_NAME).write_bytes(ORDER.as_json())


def go_on_until_ordered(data: Path) -> None:
    with ending_on_signals(), emptying.ended_by_an_order(data):
        ordered(data)
        threading.Event().wait(30)


def test_an_order_is_what_was_written(data: Path) -> None:
    before = emptying.order_in(data)
    ordered(data)

    assert (before, emptying.order_in(data)) == (None, ORDER)


def test_an_order_ends_whatever_is_going_on(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(emptying, "LOOK_EVERY_S", 0.01)
    monkeypatch.setattr(emptying, "ANSWERED_WITHIN_S", 0.01)

    with pytest.raises(Stopped):
        go_on_until_ordered(data)


def test_the_folder_is_empty_before_another_process_begins_in_it(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[tuple[list[str], bytes, dict[str, str], set[str]]] = []

    def begin(command: list[str], **how: Any) -> None:
        begun.append((command, how["input"], how["env"], {one.name for one in data.iterdir()}))

    monkeypatch.setattr(subprocess, "run", begin)
    monkeypatch.setenv("DATABASE_URL", "postgresql://sanjeh_app:@/postgres?host=the-demos-own")
    ordered(data)

    emptying.begin_in_earnest(data, ORDER, {"SANJEH_DATA": str(data)})

    command = [sys.executable, "-m", "sanjeh", "demo", "begin"]
    assert begun == [(command, ORDER.as_json(), {"SANJEH_DATA": str(data)}, {"lock"})]


@pytest.mark.django_db
def test_the_officer_of_the_order_comes_in_by_the_link_and_the_journal_says_where_all_comes_from() -> None:
    begin.invite(ORDER)

    found = behind(ORDER.secret, timezone.now())
    first, invited = journal.lines()
    assert (found.name, found.role, found.email) == (ORDER.name, Role.MANAGER, ORDER.email)
    assert (first.entry.what, first.entry.by) == ("demo.emptied", "system")
    assert dict(first.entry.facts) == {"asked_by": "Sample manager"}
    assert invited.entry.what == "invitation.sent"


def test_an_order_that_a_kill_left_behind_is_carried_out_at_the_next_start(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    happened: list[object] = []
    monkeypatch.setattr(installation, "data_folder", lambda: data)
    monkeypatch.setattr(run, "shown_round", lambda *_, **__: happened.append("a round"))
    monkeypatch.setattr(emptying, "begin_in_earnest", lambda *asked: happened.append(asked[:2]))
    monkeypatch.setattr(emptying, "serve_instead", lambda host, port, _: happened.append((host, port)))
    ordered(data)

    assert run.run_demo_round("127.0.0.1", 8000, until_published=False) == 0

    assert happened == [(data, ORDER), ("127.0.0.1", 8000)]
