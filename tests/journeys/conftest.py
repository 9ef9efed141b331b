"""One served country and one browser for all journeys; the server is a process of its own."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import which

import pytest
from django.db import connections
from playwright.async_api import Browser, async_playwright
from pytest_django import DjangoDbBlocker

from sanjeh.config.protection import roles
from tests.conftest import alone, copy_of_template
from tests.every_address import Reader
from tests.journeys import stock as filling
from tests.stocked import Stock

START_S = 60
STOCKED = "sanjeh_stocked"
BROWSERS = ("chromium-headless-shell", "chromium", "google-chrome")


@dataclass(frozen=True)
class Site:
    """Where the pages are served, and what stands on them."""

    url: str
    stock: Stock

    @property
    def named(self) -> str:
        """Return the same by a name, which keys of a browser want."""
        return self.url.replace("127.0.0.1", "localhost")


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except ConnectionRefusedError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"the server did not start:\n{log.read_text()}")


def filled_once(scratch: Path) -> Stock:
    """Fill one database for all processes, and return what stands in it."""
    told = scratch / "stock.json"
    with alone(scratch / "stock.lock"):
        if not told.exists():
            filling.fill(copy_of_template(STOCKED, scratch), told)
    kept = json.loads(told.read_text("utf-8"))
    return Stock(kept["facts"], {Reader(reader): key for reader, key in kept["sessions"].items()})


@pytest.fixture(scope="session")
def site(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    scratch: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:
    """Serve a copy of the filled database until the last journey ends."""
    name = f"sanjeh_journey_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    with django_db_blocker.unblock():
        stock = filled_once(scratch)
        copy_of_template(name, scratch, STOCKED)
    host = connections["default"].settings_dict["HOST"]
    port, log = free_port(), tmp_path_factory.mktemp("site") / "log"
    command = [sys.executable, "-m", "django", "runserver", "--noreload", "--insecure", f"127.0.0.1:{port}"]
    environment = filling.environment() | {
        "DATABASE_URL": f"postgresql://{roles.APP}@/{name}?host={host}",
        "SANJEH_CONTACT_EMAIL": "desk@sanjeh.example",
        "SANJEH_CONTACT_PHONE": "+98 21 5550",
    }
    with log.open("wb") as output:
        server = subprocess.Popen(command, env=environment, stdout=output, stderr=subprocess.STDOUT)
    try:
        wait_for(port, server, log)
        yield Site(f"http://127.0.0.1:{port}", stock)
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    named = os.environ.get("SANJEH_CHROMIUM") or next(filter(None, map(which, BROWSERS)), None)
    assert named, "no Chromium here: apt-get install chromium-headless-shell, or name one in SANJEH_CHROMIUM"
    async with async_playwright() as driver:
        # Pages of our own alone are opened; the sandbox cannot start as root, which containers are.
        browser = await driver.chromium.launch(executable_path=named, chromium_sandbox=os.geteuid() != 0)
        yield browser
        await browser.close()
