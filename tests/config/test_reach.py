"""A database that is not there is waited for as long as a restart takes, and then named."""

import socket

import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured

from sanjeh.config import reach


@pytest.fixture
def nobody() -> str:
    """The address of a port at which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{free.getsockname()[1]}"


def test_a_server_that_is_not_there_is_named_without_its_password(
    monkeypatch: pytest.MonkeyPatch, nobody: str
) -> None:
    monkeypatch.setattr(reach, "PATIENCE_S", 0.0)

    with pytest.raises(ImproperlyConfigured) as refused:
        reach.wait_for(f"postgresql://me:secret@{nobody}/sanjeh")

    said = str(refused.value)
    assert said.startswith(f"No database answers at {nobody}, database sanjeh: connection failed")
    assert ("secret" in said, "\n" in said) == (False, False)


def test_a_server_that_comes_up_meanwhile_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [psycopg.OperationalError("the database system is starting up"), None]
    monkeypatch.setattr(reach, "LOOK_AGAIN_S", 0.0)
    monkeypatch.setattr(reach, "problem_with", lambda _: answers.pop(0))

    reach.wait_for("postgresql://h/x")

    assert answers == []


@pytest.mark.parametrize(
    "said", ['FATAL:  database "x" does not exist', "FATAL:  password authentication failed for user"]
)
def test_what_no_waiting_mends_is_told_at_once(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    asked: list[object] = []

    def problem(settings: dict[str, object]) -> psycopg.Error:
        asked.append(settings)
        return psycopg.OperationalError(said)

    monkeypatch.setattr(reach, "problem_with", problem)

    with pytest.raises(ImproperlyConfigured):
        reach.wait_for("postgresql://h/x")

    assert len(asked) == 1
