"""Two worker processes: no address and no registered domain is ever visited twice at a time."""

import asyncio
import json
import os
import socket
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web
from django.db import connection

from sanjeh.apps.catalogue import actions as catalogue
from sanjeh.apps.catalogue.entries import AddressEntry, BodyEntry, ServiceEntry
from sanjeh.apps.notices.kinds import Kind
from sanjeh.apps.rounds import actions as rounds
from sanjeh.apps.scans import actions as scans
from sanjeh.apps.scans import queries
from sanjeh.config.protection import roles
from sanjeh.core.text.words import Words
from tests import people
from tests.apps import trip

pytestmark = [pytest.mark.acceptance, pytest.mark.django_db(transaction=True)]

VISIT_S = 0.04
PUT_OFF_S, MOST_WORKERS = 5.5, 8
SERVICES = 4
# Three names on one address, and two addresses of one domain.
NAMES = {
    "www.alpha.example": "127.81.0.1",
    "www.beta.example": "127.81.0.1",
    "www.gamma.example": "127.81.0.1",
    "one.delta.example": "127.81.0.2",
    "two.delta.example": "127.81.0.3",
}


class Hosts:
    """Sites that count who is there at the same time."""

    def __init__(self) -> None:
        self.here: Counter[str] = Counter()
        self.most: Counter[str] = Counter()
        self.at_once = 0
        self.workers: Counter[str] = Counter()

    async def answer(self, request: web.BaseRequest) -> web.Response:
        name = (request.headers["Host"]).partition(":")[0]
        places = (NAMES[name], name.partition(".")[2])
        self.workers[request.headers["X-Worker"]] += 1
        self.here.update(places)
        self.most |= Counter({place: self.here[place] for place in places})
        self.at_once = max(self.at_once, sum(self.here.values()) // 2)
        await asyncio.sleep(VISIT_S)
        self.here.subtract(places)
        return web.Response(text="salam")


def listening() -> list[socket.socket]:
    """Return a socket on every address, all on the same free port."""
    first, *others = sorted(set(NAMES.values()))
    found = [socket.create_server((first, 0))]
    port = found[0].getsockname()[1]
    return found + [socket.create_server((address, port)) for address in others]


@asynccontextmanager
async def served(hosts: Hosts, sockets: list[socket.socket]) -> AsyncIterator[None]:
    runner = web.ServerRunner(web.Server(hosts.answer, access_log=None))
    await runner.setup()
    try:
        for one in sockets:
            await web.SockSite(runner, one).start()
        yield
    finally:
        await runner.cleanup()


def round_of(port: int) -> None:
    """Open a round in which every name offers some services."""
    entries = [body(number, name, port) for number, name in enumerate(NAMES, start=1)]
    catalogue.load_catalogue(entries=entries, by=people.secretariat(), now=trip.NOW)
    trip.method_in_force()
    trip.draft()
    trip.announce(Kind.ROUND, trip.ROUND)
    rounds.announce_round(code=trip.ROUND, by=people.secretariat(), now=trip.NOW)
    scans.start_probing(round_code=trip.ROUND, by=people.secretariat(), now=trip.NOW)


def body(number: int, name: str, port: int) -> BodyEntry:
    services = tuple(
        ServiceEntry(
            f"1000{number:03}{service:04}",
            Words("خدمت", "Service"),
            (AddressEntry(f"http://{name}:{port}/{service}"),),
        )
        for service in range(SERVICES)
    )
    return BodyEntry(code=f"B{number}", title=Words("دستگاه", "Body"), services=services)


def environment() -> dict[str, str]:
    """Return the environment of a worker on the database of this test."""
    held = connection.settings_dict
    url = f"postgresql://{roles.APP}@/{held['NAME']}?host={held['HOST']}"
    return os.environ | {"DATABASE_URL": url, "PYTHONPATH": str(Path.cwd())}


async def work_of_two(folder: Path, sockets: list[socket.socket]) -> tuple[Hosts, list[int | None]]:
    hosts = Hosts()
    async with served(hosts, sockets):
        command = ("-m", "tests.apps.scans.one_worker", str(folder), json.dumps(NAMES))
        ended: list[int | None] = []
        # What met another at its host was put off, and is due once both have ended.
        while not ended or (len(ended) < MOST_WORKERS and await asyncio.to_thread(some_wait)):
            await asyncio.sleep(PUT_OFF_S if ended else 0)
            workers = [
                await asyncio.create_subprocess_exec(sys.executable, *command, env=environment())
                for _ in range(2)
            ]
            ended += [await worker.wait() for worker in workers]
        return hosts, ended


def some_wait() -> bool:
    """Say whether there are addresses that nobody has looked at, asked over a connection of its own."""
    try:
        return queries.progress(trip.ROUND).waiting > 0
    finally:
        connection.close()


@pytest.mark.timeout(120)
def test_two_workers_never_meet_at_an_address_or_at_a_domain(tmp_path: Path) -> None:
    sockets = listening()
    round_of(sockets[0].getsockname()[1])

    hosts, ended = asyncio.run(work_of_two(tmp_path, sockets))

    assert set(ended) == {0}
    assert queries.progress(trip.ROUND).done == len(NAMES) * SERVICES
    assert set(hosts.most.values()) == {1}
    assert (len(hosts.workers) >= 2, hosts.at_once > 1) == (True, True)
