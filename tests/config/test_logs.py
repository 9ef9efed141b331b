"""Events go to standard error, one a line, whoever tells them; their level and form are settings."""

import json
import os
import subprocess
import sys

import pytest
import structlog
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from structlog.contextvars import bound_contextvars

from sanjeh.config import logs
from tests.lines import listening

TELLING = """
import logging, sys, structlog
from structlog.contextvars import bind_contextvars
from sanjeh.config import logs
logs.configure(logs.dict_config())
bind_contextvars(job=7, round="1405-1", address="https://a.test/form?token=secret")
log = structlog.get_logger("house")
log.debug("look.began")
log.info("look.ended", ms=12)
extra = {"status_code": 404, "request": log}
logging.getLogger("django.request").warning("Not Found: %s", "/x/", extra=extra)
logging.getLogger("procrastinate.worker").info("Starting job")
try:
    secret = "hunter2"; {}[1]
except KeyError:
    log.exception("look.broke")
"""


def told(**settings: str) -> tuple[str, list[str]]:
    """Return what a process says on standard output, and the lines on standard error."""
    done = subprocess.run(
        [sys.executable, "-c", TELLING], env=os.environ | settings, capture_output=True, text=True, check=True
    )
    return done.stdout, done.stderr.splitlines()


def test_each_event_is_one_line_of_json_with_its_job_round_and_address() -> None:
    out, lines = told(SANJEH_LOG_FORMAT="json")

    of_job = {"job": 7, "round": "1405-1", "address": "https://a.test/form"}
    found = [json.loads(line) for line in lines]
    assert [one.pop("timestamp").endswith("Z") for one in found] == [True, True, True]
    assert found[2].pop("exception").splitlines()[-1] == "KeyError: 1"
    assert found == [
        {"event": "look.ended", "ms": 12, "logger": "house", "level": "info", **of_job},
        {
            "event": "Not Found: /x/",
            "status_code": 404,
            "logger": "django.request",
            "level": "warning",
            **of_job,
        },
        {"event": "look.broke", "logger": "house", "level": "error", **of_job},
    ]
    assert out == ""


def test_people_read_words_without_the_values_of_variables() -> None:
    _, lines = told()

    assert ["look.ended" in lines[0], "ms=12" in lines[0], "job=7" in lines[0]] == [True] * 3
    assert [line for line in lines if "hunter2" in line and "secret =" not in line] == []
    assert "KeyError: 1" in lines


@pytest.mark.parametrize(
    ("level", "events"),
    [
        ("debug", ["look.began", "look.ended", "Not Found: /x/", "Starting job", "look.broke"]),
        ("WARNING", ["Not Found: /x/", "look.broke"]),
        ("ERROR", ["look.broke"]),
    ],
)
def test_the_level_is_honoured(level: str, events: list[str]) -> None:
    _, lines = told(SANJEH_LOG_FORMAT="json", SANJEH_LOG_LEVEL=level)

    assert [json.loads(line)["event"] for line in lines] == events


@pytest.mark.parametrize(
    ("name", "written", "says"),
    [
        ("SANJEH_LOG_LEVEL", "loud", "SANJEH_LOG_LEVEL='loud': write one of DEBUG, INFO, WARNING, ERROR."),
        ("SANJEH_LOG_FORMAT", "xml", "SANJEH_LOG_FORMAT='xml': write one of text, json."),
    ],
)
def test_any_other_word_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, written: str, says: str
) -> None:
    monkeypatch.setenv(name, written)

    with pytest.raises(ImproperlyConfigured) as refused:
        logs.dict_config()

    assert str(refused.value) == says


@pytest.mark.django_db
def test_a_line_says_of_which_request_it_is_and_not_what_was_asked_with_it(client: Client) -> None:
    with listening() as lines:
        client.get("/no-such-page/?token=secret")

    assert lines == [
        {
            "event": "Not Found: /no-such-page/",
            "status_code": 404,
            "method": "GET",
            "path": "/no-such-page/",
            "logger": "django.request",
            "level": "warning",
        }
    ]


@pytest.mark.django_db
def test_the_next_request_knows_nothing_of_the_last(client: Client) -> None:
    with listening() as lines, bound_contextvars(job=9):
        client.get("/favicon.ico")

    assert ["job" in line for line in lines] == [False]


def test_what_is_no_text_is_written_as_text() -> None:
    with listening() as lines:
        structlog.get_logger("house").error("look.put_off", until=None, hosts={"a.test"})

    assert lines == [
        {"event": "look.put_off", "until": None, "hosts": "{'a.test'}", "logger": "house", "level": "error"}
    ]


HOSTILE = """
import structlog
from sanjeh.config import logs
logs.configure(logs.dict_config())
log = structlog.get_logger("house")
log.warning("look.refused", detail="x\\n1405 [error] all.is.well \\x1b[2J\\x9b31m\\u202e")
try:
    raise ValueError("\\x1b[2J\\x9b31m\\u202e")
except ValueError:
    log.exception("look.broke")
"""


@pytest.mark.parametrize("form", ["text", "json"])
def test_what_a_site_chose_looks_like_no_line_of_ours_and_steers_no_terminal(form: str) -> None:
    ways = {**os.environ, "SANJEH_LOG_FORMAT": form}
    done = subprocess.run(
        [sys.executable, "-c", HOSTILE], env=ways, capture_output=True, text=True, check=True
    )

    first = done.stderr.splitlines()[0]
    assert set(done.stderr) & set("\x1b\x9b\u202e") == set()
    assert ("all.is.well" in first, r"\u001b[2J" in first) == (True, True)
