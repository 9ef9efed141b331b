"""A database that restarts is waited for by workers and pages; nothing else is."""

import asyncio
import os
import signal
from typing import Any

import psycopg
import pytest
from django.db import OperationalError, connection
from procrastinate.exceptions import ConnectorException

from sanjeh.apps.scans import worker
from sanjeh.config import reach
from sanjeh.config.patient.base import DatabaseWrapper
from tests.apps.scans import offline

STARTING = psycopg.OperationalError("FATAL:  the database system is starting up")


@pytest.mark.parametrize(
    ("problem", "is_it"),
    [
        (OperationalError("gone"), True),
        (ConnectorException(), True),
        (ExceptionGroup("both", [ValueError(), ExceptionGroup("deep", [STARTING])]), True),
        (ExceptionGroup("none", [ValueError()]), False),
        (ValueError("ours"), False),
    ],
)
def test_a_lost_connection_is_known_however_deep_it_is_told(problem: Exception, *, is_it: bool) -> None:
    assert worker.is_of_the_database(problem) is is_it


def run(monkeypatch: pytest.MonkeyPatch, *problems: Exception | None, wait: bool = True) -> list[str]:
    """Run a worker whose connection meets these problems, then asks it to end; return what it did.

    With None the queue ends by itself, as it does when its listener alone has lost the connection.
    """
    done, left = list[str](), list(problems)

    async def connected(_scanner: object, *, wait: bool) -> None:
        del wait
        done.append("works")
        if not left:
            os.kill(os.getpid(), signal.SIGTERM)
            await asyncio.sleep(60)
        if problem := left.pop(0):
            raise problem

    async def back() -> None:
        done.append("waits")

    monkeypatch.setattr(worker, "run_connected", connected)
    monkeypatch.setattr(worker, "database_is_back", back)
    asyncio.run(worker.until_signalled(worker.run_queue(offline.scanner(), wait=wait)))
    return done


def test_a_worker_goes_on_when_its_database_is_back(monkeypatch: pytest.MonkeyPatch) -> None:
    did = run(monkeypatch, OperationalError("gone"), STARTING, None)

    assert did == ["works", "waits", "works", "waits", "works", "waits", "works"]


def test_who_works_off_what_is_due_ends_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, None, wait=False) == ["works"]


def test_a_fault_of_ours_ends_a_worker_and_so_does_any_where_nobody_waits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(ValueError, match="ours"):
        run(monkeypatch, ValueError("ours"))
    with pytest.raises(OperationalError):
        run(monkeypatch, OperationalError("gone"), wait=False)


def connect(monkeypatch: pytest.MonkeyPatch, *problems: Exception) -> list[object]:
    """Open a connection that fails in these ways first; return what is left of them, and the connection."""
    left = list(problems)

    def open_one(_self: object, _params: dict[str, Any]) -> str:
        if left:
            raise left.pop(0)
        return "open"

    monkeypatch.setattr(reach, "LOOK_AGAIN_S", 0.0)
    monkeypatch.setattr("django.db.backends.postgresql.base.DatabaseWrapper.get_new_connection", open_one)
    opened = DatabaseWrapper(connection.settings_dict).get_new_connection({})
    return [*left, opened]


def test_a_page_waits_for_a_server_that_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    assert connect(monkeypatch, STARTING, psycopg.OperationalError("Connection refused")) == ["open"]


def test_a_page_does_not_wait_for_what_waiting_does_not_mend(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(psycopg.OperationalError):
        connect(monkeypatch, psycopg.OperationalError("password authentication failed"))
    monkeypatch.setattr(reach, "PATIENCE_S", -1.0)
    with pytest.raises(psycopg.OperationalError):
        connect(monkeypatch, STARTING)
