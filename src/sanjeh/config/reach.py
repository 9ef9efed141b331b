"""Whether the database of DATABASE_URL answers: waited for while it restarts, or told in a sentence."""

import time

import psycopg
from django.core.exceptions import ImproperlyConfigured

from sanjeh.config import database

PATIENCE_S = 15.0
_CONNECT_S, LOOK_AGAIN_S = 5, 0.5
# What no waiting mends: SQLSTATE classes of a wrong name or password, and of a database that is not there.
_HOPELESS = ("28", "3D")


def wait_for(url: str) -> None:
    """Wait for the server as long as a restart takes; raise ImproperlyConfigured when none answers."""
    settings = database.settings_of(url)
    deadline = time.monotonic() + PATIENCE_S
    while problem := problem_with(settings):
        if is_hopeless(problem) or time.monotonic() > deadline:
            raise ImproperlyConfigured(
                f"No database answers at {place_of(settings)}: {sentence_of(problem)}. "
                "Start it, or write its address into DATABASE_URL: postgresql://user:password@host:5432/name"
            )
        time.sleep(LOOK_AGAIN_S)


def problem_with(settings: dict[str, object]) -> psycopg.Error | None:
    """Return why nobody can connect, None when one can."""
    try:
        with psycopg.connect(database.conninfo(settings), connect_timeout=_CONNECT_S):
            return None
    except psycopg.Error as problem:
        return problem


def is_hopeless(problem: psycopg.Error) -> bool:
    said = str(problem)
    return (
        (problem.sqlstate or "").startswith(_HOPELESS)
        or "authentication failed" in said
        or "does not exist" in said
    )


def sentence_of(problem: Exception) -> str:
    """Return the first line of what the driver says, without its full stop."""
    return (
        str(problem).strip().splitlines()[0].strip().rstrip(".")
        if str(problem).strip()
        else type(problem).__name__
    )


def place_of(settings: dict[str, object]) -> str:
    """Return where we knock, without the password."""
    port = f":{settings['PORT']}" if settings["PORT"] else ""
    return f"{settings['HOST'] or 'the local socket'}{port}, database {settings['NAME']}"
