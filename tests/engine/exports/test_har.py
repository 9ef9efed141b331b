"""The archive of requests has the shape of HAR 1.2, its times add up, and no secret is in it."""

import json
from pathlib import Path
from typing import Any

import pytest

from sanjeh.engine.exports.har import har
from tests.engine.exports import folders

# What HAR 1.2 asks of every object of a kind (the names of its sections 4.2 to 4.16).
WANTED = {
    "log": {"version", "creator", "entries"},
    "page": {"startedDateTime", "id", "title", "pageTimings"},
    "entry": {"startedDateTime", "time", "request", "response", "cache", "timings"},
    "request": {
        *("method", "url", "httpVersion", "cookies", "headers"),
        *("queryString", "headersSize", "bodySize"),
    },
    "response": {
        *("status", "statusText", "httpVersion", "cookies", "headers"),
        *("content", "redirectURL", "headersSize", "bodySize"),
    },
    "content": {"size", "mimeType"},
    "timings": {"send", "wait", "receive"},
}


@pytest.fixture
def log(tmp_path: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(json.dumps(har(folders.store(tmp_path))))
    return dict(document["log"])


def missing(kind: str, found: dict[str, Any]) -> set[str]:
    return WANTED[kind] - found.keys()


def test_every_object_has_what_the_format_asks_of_it(log: dict[str, Any]) -> None:
    entries = log["entries"]

    assert [missing("log", log), *(missing("page", page) for page in log["pages"])] == [set()] * 2
    assert [missing("entry", entry) for entry in entries] == [set()] * 5
    for kind in ("request", "response", "timings"):
        assert [missing(kind, entry[kind]) for entry in entries] == [set()] * 5
    assert [missing("content", entry["response"]["content"]) for entry in entries] == [set()] * 5


def test_the_visit_is_a_page_and_its_requests_belong_to_it(log: dict[str, Any]) -> None:
    assert log["pages"] == [
        {
            "startedDateTime": "2026-11-23T20:00:00.250+00:00",
            "id": "page_1",
            "title": folders.URL,
            "pageTimings": {"onContentLoad": -1, "onLoad": 80.0},
        }
    ]
    assert log["browser"] == {"name": "chromium-headless-shell", "version": "140.0"}
    heard = [
        (entry.get("pageref"), entry["request"]["url"], entry["response"]["status"], entry["time"])
        for entry in log["entries"]
    ]
    assert heard == [
        ("page_1", folders.URL, 200, 30.0),
        (None, folders.URL, 200, 30.0),
        (None, "https://khedmat.nemune.ir/x", 404, 30.0),
        (None, folders.URL, 200, 30.0),
        ("page_1", "https://khedmat.nemune.ir/a.js", 0, 5.0),
    ]


def test_the_parts_of_a_time_add_up_to_the_whole(log: dict[str, Any]) -> None:
    sums = [sum(entry["timings"].values()) for entry in log["entries"]]

    assert sums == [entry["time"] for entry in log["entries"]]


def test_a_request_that_failed_says_how(log: dict[str, Any]) -> None:
    lost = log["entries"][4]

    assert (lost["startedDateTime"], lost["_error"], lost["timings"]) == (
        "2026-11-23T20:00:00.290+00:00",
        "net::ERR_FAILED",
        {"send": 0, "wait": 5.0, "receive": 0.0},
    )


def test_an_answer_says_to_which_question_and_from_where(log: dict[str, Any]) -> None:
    told = [(entry.get("comment"), entry.get("serverIPAddress")) for entry in log["entries"]]

    assert told == [
        (None, None),
        ("page", "192.0.2.7"),
        ("absent", "192.0.2.7"),
        ("foreign", None),
        (None, None),
    ]


def test_cookies_are_named_but_their_values_are_not_told(log: dict[str, Any]) -> None:
    assert folders.SECRET not in json.dumps(log)
    assert log["entries"][1]["response"]["headers"][2] == {
        "name": "Set-Cookie",
        "value": "JSESSIONID=…; Secure; HttpOnly",
    }
