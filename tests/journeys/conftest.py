"""One served country and one browser for all journeys; the server is a process of its own."""

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
from tests.conftest import copy_of_template, use_database
from tests.stocked import Stock, stocked

START_S = 60
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


@pytest.fixture(scope="session")
def site(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    scratch: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:
    """Serve a filled copy of the database until the last journey ends."""
    name = f"sanjeh_journey_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    with django_db_blocker.unblock():
        before = connections["default"].settings_dict["NAME"]
        use_database(copy_of_template(name, scratch))
        stock = stocked()
        use_database(before)
    host = connections["default"].settings_dict["HOST"]
    port, log = free_port(), tmp_path_factory.mktemp("site") / "log"
    command = [sys.executable, "-m", "django", "runserver", "--noreload", "--insecure", f"127.0.0.1:{port}"]
    environment = os.environ | {
        "DATABASE_URL": f"postgresql://{roles.APP}@/{name}?host={host}",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "SANJEH_CONTACT_EMAIL": "desk@sanjeh.example",
        "SANJEH_CONTACT_PHONE": "+98 21 5550",
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
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
