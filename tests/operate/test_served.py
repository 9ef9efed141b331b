"""Where the pages are served is known while somebody serves them, and not a moment longer."""

import subprocess
import sys
from pathlib import Path

import pytest

from sanjeh.config import leftovers
from sanjeh.operate import served


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("127.0.0.1", "http://127.0.0.1:8042"),
        ("0.0.0.0", "http://127.0.0.1:8042"),  # noqa: S104 -- nothing is listened to
        ("::", "http://[::1]:8042"),
        ("::1", "http://[::1]:8042"),
        ("pages.authority.example", "http://pages.authority.example:8042"),
    ],
)
def test_the_address_is_told_as_a_browser_takes_it(tmp_path: Path, host: str, origin: str) -> None:
    served.note(tmp_path, host, 8042)

    assert served.origin_of(tmp_path) == origin


def test_where_nobody_served_nothing_is_known(tmp_path: Path) -> None:
    assert served.origin_of(tmp_path) is None


def test_what_an_ended_process_noted_is_not_believed(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        served.note_in(tmp_path).write_text(f"{other.pid} {leftovers.began(other.pid)} http://a.test:1\n")
        while_it_runs = served.origin_of(tmp_path)
        other.communicate()

    assert (while_it_runs, served.origin_of(tmp_path)) == ("http://a.test:1", None)


def test_half_a_note_says_nothing(tmp_path: Path) -> None:
    served.note_in(tmp_path).write_text("17 ")

    assert served.origin_of(tmp_path) is None
