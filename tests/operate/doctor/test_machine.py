"""What a machine lacks is named with what mends it, and what it has is said to be there."""

import shutil
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import dns.message
import dns.rcode
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink

from sanjeh.core.messages.mail_box import MailBox
from sanjeh.net import chromium, fonts
from sanjeh.operate.backup import last
from sanjeh.operate.doctor import machine
from sanjeh.operate.doctor.line import Line, Status, exit_status, ok, warn
from tests.net.test_mailbox import Box, served  # noqa: F401 -- a fixture

pytestmark = pytest.mark.acceptance

NOW = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("free", "status"),
    [
        (machine.LEAST_BYTES - 1, Status.FAIL),
        (machine.LEAST_BYTES, Status.WARN),
        (machine.FEW_BYTES - 1, Status.WARN),
        (machine.FEW_BYTES, Status.OK),
    ],
)
def test_room_is_enough_little_or_too_little(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, free: int, status: Status
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free))

    assert machine.disk(tmp_path).status is status


@pytest.mark.parametrize(("mode", "status"), [(0o600, Status.OK), (0o640, Status.FAIL), (0o604, Status.FAIL)])
def test_a_key_that_others_may_read_is_named_with_the_command_that_mends_it(
    tmp_path: Path, mode: int, status: Status
) -> None:
    key = tmp_path / "sealing-key"
    key.write_text("secret")
    key.chmod(mode)

    line = machine.keys(tmp_path)

    assert (line.status, line.remedy) == (status, f"chmod 600 {key}" if status is Status.FAIL else "")


@pytest.mark.parametrize(
    ("age", "status"),
    [(timedelta(days=7), Status.OK), (timedelta(days=7, seconds=1), Status.WARN), (None, Status.WARN)],
)
def test_a_backup_is_asked_for_after_a_week(tmp_path: Path, age: timedelta | None, status: Status) -> None:
    if age is not None:
        last.note(tmp_path, tmp_path / "backup", NOW - age)

    assert machine.backups(tmp_path, NOW).status is status


def test_a_mailbox_is_missing_shut_or_opens(served: tuple[Box, MailBox]) -> None:  # noqa: F811
    box, named = served
    url = f"imap://{named.user}:{named.password}@{named.host}:{named.port}"

    assert [machine.mailbox(""), machine.mailbox(url)] == [
        warn("mailbox", "none is named: nobody's mail is read", "set SANJEH_MAIL_IN"),
        ok("mailbox", "it opens"),
    ]
    box.password = "another"
    assert machine.mailbox(url).status is Status.FAIL


def test_a_mail_server_is_missing_deaf_or_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server, url = Controller(Sink(), hostname="127.0.0.1", port=port), f"smtp://127.0.0.1:{port}"
    server.start()
    try:
        there = machine.mail(url)
    finally:
        server.stop()

    assert [machine.mail(""), there] == [
        warn("mail", "no server is named: messages wait in the inbox", "set SANJEH_SMTP_URL"),
        ok("mail", "the server answers 250 OK"),
    ]
    assert machine.mail(url).status is Status.FAIL


@pytest.fixture
def name_server() -> Iterator[str]:
    """A name server that knows no name, and says so."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listening:
        listening.bind(("127.0.0.1", 0))

        def answer() -> None:
            while (asked := listening.recvfrom(4096)) and asked[0] != b"end":
                reply = dns.message.make_response(dns.message.from_wire(asked[0]))
                listening.sendto(reply.to_wire(), asked[1])

        thread = threading.Thread(target=answer)
        thread.start()
        yield f"127.0.0.1:{listening.getsockname()[1]}"
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as ending:
            ending.sendto(b"end", listening.getsockname())
        thread.join()


def test_name_servers_are_counted_and_the_silent_ones_named(name_server: str) -> None:
    deaf = "127.0.0.1:1"

    lines = [machine.name_servers(some) for some in ((name_server,), (name_server, deaf), (deaf,))]

    assert [(line.status, line.says) for line in lines] == [
        (Status.OK, "1 of 1 name servers answer"),
        (Status.WARN, f"1 of 2 name servers answer, not {deaf}"),
        (Status.FAIL, f"no name server answers ({deaf})"),
    ]


def test_a_browser_that_is_not_there_or_does_not_start_is_told_with_its_packages(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setattr(machine, "find_chromium", lambda: broken)

    line = machine.browser()

    assert (line.status, line.remedy) == (Status.WARN, f"as root: {chromium.HOW_TO_INSTALL}")


def test_fonts_without_persian_letters_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for drawn in (True, False, None):
        monkeypatch.setattr(fonts, "draws_persian", lambda drawn=drawn: drawn)
        found.append(machine.persian_fonts().status)

    assert found == [Status.OK, Status.WARN, Status.OK]


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        ([("disk", Status.OK), ("mail", Status.WARN), ("settings", Status.OK)], 0),
        ([("disk", Status.FAIL), ("settings", Status.WARN)], 1),
        ([("disk", Status.OK), ("settings", Status.FAIL)], 2),
        ([("disk", Status.FAIL), ("settings", Status.FAIL)], 2),
    ],
)
def test_what_warns_can_wait_and_a_setting_that_stops_the_start_weighs_most(
    lines: list[tuple[str, Status]], status: int
) -> None:
    assert exit_status(Line(check, found, "") for check, found in lines) == status
