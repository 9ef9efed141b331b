"""Load balancers and Prometheus are answered whoever they call us; strangers are told no figure."""

import socket
import time
from collections import Counter
from datetime import timedelta
from ipaddress import ip_network

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from sanjeh.apps.politeness import clock
from sanjeh.apps.scans import worker_actions
from sanjeh.apps.scans.workload import Workload
from sanjeh.web import exposition, watched
from sanjeh.web.exposition import Family
from tests.apps import trip

STRANGER = {"REMOTE_ADDR": "203.0.113.9"}
TOKEN = "a word that only watchers know"


@pytest.fixture
def token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.SANJEH, "METRICS_TOKEN", TOKEN)


def test_a_balancer_is_answered_under_any_name_without_tls_and_without_a_database(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(settings, "SECURE_SSL_REDIRECT", True)

    answer = Client(headers={"host": "10.0.0.7:8000"}).get("/healthz", **STRANGER)  # type: ignore[arg-type]

    assert (answer.status_code, answer.content, answer["Cache-Control"]) == (200, b"ok\n", "no-store")
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("path", sorted(watched.ANSWERS))
def test_a_watcher_only_reads(path: str) -> None:
    answer = Client().post(path)

    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")


@pytest.mark.django_db
def test_pages_are_ready_while_the_database_answers_and_not_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = Client().get("/readyz")

    asked = connection.get_connection_params()
    monkeypatch.setattr(connection, "get_connection_params", lambda: asked | {"dbname": "nobody has made it"})
    after = Client().get("/readyz")

    assert [(one.status_code, one.content, one["Cache-Control"]) for one in (before, after)] == [
        (200, b"ok\n", "no-store"),
        (503, b"the database did not answer within 2 s\n", "no-store"),
    ]


@pytest.mark.django_db
def test_a_database_that_stands_still_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = connection.get_connection_params()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        host, port = silent.getsockname()
        monkeypatch.setattr(connection, "get_connection_params", lambda: asked | {"host": host, "port": port})
        began = time.monotonic()

        answer = Client().get("/readyz")

    assert answer.status_code == 503
    assert 1.5 < time.monotonic() - began < 60  # who waited for it would wait for ever


@pytest.mark.django_db
@pytest.mark.usefixtures("token")
@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"REMOTE_ADDR": "127.0.0.1"}, 200),
        ({"REMOTE_ADDR": "::1"}, 200),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1"}, 404),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": ""}, 404),
        (STRANGER, 404),
        ({"REMOTE_ADDR": ""}, 404),
        (STRANGER | {"HTTP_AUTHORIZATION": f"Bearer {TOKEN}"}, 200),
        (STRANGER | {"HTTP_AUTHORIZATION": f"Bearer {TOKEN}."}, 404),
        (STRANGER | {"HTTP_AUTHORIZATION": TOKEN}, 404),
        (STRANGER | {"HTTP_AUTHORIZATION": "Bearer "}, 404),
    ],
)
def test_figures_are_for_this_machine_and_for_those_who_say_the_token(
    asked: dict[str, str], status: int
) -> None:
    answer = Client().get("/metrics", **asked)  # type: ignore[arg-type]  # the environment of a request

    assert (answer.status_code, answer["Cache-Control"]) == (status, "no-store")


@pytest.mark.django_db
def test_without_a_token_nobody_can_say_it() -> None:
    answer = Client().get("/metrics", **STRANGER, HTTP_AUTHORIZATION="Bearer ")  # type: ignore[arg-type]

    assert answer.status_code == 404


@pytest.mark.django_db
def test_a_proxy_of_ours_on_this_machine_speaks_for_others(monkeypatch: pytest.MonkeyPatch) -> None:
    loopback = {"REMOTE_ADDR": "127.0.0.1"}
    before = watched.is_from_here(loopback)
    monkeypatch.setattr(settings, "TRUSTED_PROXIES", [ip_network("127.0.0.0/8")])

    assert (before, watched.is_from_here(loopback)) == (True, False)


@pytest.mark.django_db
def test_the_figures_say_what_waits_what_was_seen_and_who_is_at_it() -> None:
    trip.probing_round(1)
    trip.look_everywhere(trip.Seen(unseen=("B1",)))
    past = clock.now() - timedelta(hours=1)
    app.job_manager.batch_defer_jobs(
        [Job(queue="late", task_name="none", lock=None, queueing_lock=None, scheduled_at=past)]
    )
    worker_actions.tell_of_worker(name='one"', vantage="here", fonts="", lacks=())

    text = Client().get("/metrics").content.decode()

    shown = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    assert shown["sanjeh_database_up"] == "1"
    assert shown['sanjeh_jobs{queue="late",status="todo"}'] == "1"
    assert 3600 <= float(shown['sanjeh_oldest_due_job_seconds{queue="late"}']) < 3660
    assert int(shown['sanjeh_captures{outcome="connect_refused"}']) > 0
    assert 0 <= float(shown[r'sanjeh_worker_heartbeat_seconds{worker="one\""}']) < 60
    assert shown[r'sanjeh_worker_lacks{worker="one\""}'] == "0"


@pytest.mark.django_db
def test_requests_are_counted_by_method_and_status_and_a_method_of_ones_own_is_no_label(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(watched, "_answered", Counter())
    Client().get("/nowhere/")
    Client().generic("BREW", "/nowhere/")
    Client().get("/healthz")

    assert sorted(watched._answered) == [("GET", 404), ("other", 404)]


def test_without_a_database_the_figures_say_so() -> None:
    text = exposition.written(exposition.families(None, {("GET", 200): 2}))

    assert text.splitlines()[-1] == 'sanjeh_requests_total{method="GET",code="200"} 2'
    assert "sanjeh_database_up 0" in text.splitlines()


def test_every_figure_is_explained_before_it_is_told() -> None:
    load = Workload({("q", "todo"): 1}, {"q": 0.5}, {"seen": 3}, {"w": (1.25, 0)})

    told = exposition.written(exposition.families(load, {})).splitlines()

    names = [line.split(" ")[2] for line in told if line.startswith("# TYPE")]
    assert [line.split(" ")[2] for line in told if line.startswith("# HELP")] == names
    assert {line.split("{")[0].split(" ")[0] for line in told if not line.startswith("#")} <= set(names)
    assert list(exposition.lines(Family("a", "gauge", "b", (((("x", "y\nz\\"),), 1.0),))))[-1] == (
        r'a{x="y\nz\\"} 1'
    )
