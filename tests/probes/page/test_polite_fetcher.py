"""A page that we found ourselves is asked for only where robots.txt lets us."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.engine.evidence import EvidenceStore
from sanjeh.net.http import Http
from sanjeh.net.robots import Robots
from sanjeh.probes.page.polite_fetcher import PoliteFetcher
from tests.net.servers import by_path, loopback_gate, page, served

SITE = by_path({"/robots.txt": page(b"User-agent: *\nDisallow: /private\n"), "/open": page(b"salam")})


async def test_a_page_that_robots_txt_closes_is_not_asked_for(tmp_path: Path) -> None:
    async with served(SITE) as port, Http(loopback_gate()) as http:
        origin = f"http://127.0.0.1:{port}"
        network: Any = SimpleNamespace(http=http, robots=Robots(http))
        fetcher = PoliteFetcher(f"{origin}/", network, EvidenceStore(tmp_path))

        welcome = await fetcher.ask(f"{origin}/open", 1000)
        with pytest.raises(CaptureFailed) as refused:
            await fetcher.ask(f"{origin}/private/page", 1000)

    assert (welcome.body, refused.value.reason) == (b"salam", Reason.ROBOTS_REFUSED)
