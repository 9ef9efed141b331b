"""Our own public pages pass what we ask of the portals of others: the very visit, judges and rules."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sanjeh.core.probing.contracts import Finding, Outcome, Target
from sanjeh.engine.collectors import COLLECTORS
from sanjeh.engine.evidence import EvidenceStore
from sanjeh.engine.registry import probes_named
from sanjeh.engine.runner import judge, take_captures
from sanjeh.net.gate import Allow
from sanjeh.net.network import Network, open_network
from tests import every_address
from tests.journeys.conftest import Site

pytestmark = pytest.mark.acceptance

PROBES = probes_named(("http", "visit", "content"))
LOOKS = tuple(each for each in COLLECTORS if each.name in {"http", "visit"})
AT_ONCE = 3
A_MONTH_LATER = datetime(2027, 6, 1, tzinfo=UTC)  # after the newest edition of the journeys
# Here no proxy ends TLS; what is asked for where one does: tests/config/test_behind_tls.py.
NOT_HERE = frozenset({"http.https", "http.hsts", "http.cookies", "http.security_txt_form"}) | {
    "content.freshness",  # the country of the journeys lives in 1406: tests/web/test_statements.py
}


async def failures(url: str, network: Network, store: EvidenceStore) -> list[str]:
    """Look at a page of ours as at the portal of anybody, and return what fails."""
    captures = await take_captures(
        Target(url=url, is_portal=True),
        collectors=LOOKS,
        network=network,
        evidence=store,
        now=A_MONTH_LATER,
        vantage="tests",
    )
    return [said(one) for one in judge(captures, store, PROBES) if is_failure(one)]


def is_failure(one: Finding) -> bool:
    """Say whether a check failed, or could not be made at all."""
    return one.outcome in {Outcome.FAIL, Outcome.ERROR, Outcome.BLOCKED} and one.id not in NOT_HERE


def said(one: Finding) -> str:
    return f"{one.id} {one.reason} {one.observed}"


@pytest.mark.timeout(400)
async def test_no_public_page_of_ours_fails_what_we_ask_of_others(site: Site, tmp_path: Path) -> None:
    slots, store = asyncio.Semaphore(AT_ONCE), EvidenceStore(tmp_path)
    pages = [
        site.stock.address(name, seen)
        for name, seen in every_address.pages().items()
        if name.startswith("public:")
    ]
    failed: dict[str, list[str]] = {}

    async def look(page: str, network: Network) -> None:
        async with slots:
            failed[page] = await failures(f"{site.url}{page}", network, store)

    async with (
        open_network(allow=(Allow("127.0.0.1"),), nameservers=None, with_browser=True) as network,
        asyncio.TaskGroup() as group,
    ):
        for page in pages:
            group.create_task(look(page, network))

    assert {address: found for address, found in failed.items() if found} == {}
