"""A host that fails again and again is left alone by the command line too, and each address says so."""

import json
import socket
from collections import Counter
from functools import partial

import pytest
from click.testing import CliRunner

from sanjeh.cli.evaluate import evaluate
from sanjeh.engine import evaluation
from sanjeh.engine.rate_limit import InProcessRateLimiter
from sanjeh.engine.scan import ScanPolicy


def dead_port() -> int:
    """Return a port of this machine on which nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def test_after_five_failures_the_other_addresses_of_a_host_are_not_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        evaluation, "ScanPolicy", partial(ScanPolicy, rate_limiter=InProcessRateLimiter(gap_s=0))
    )
    urls = [f"http://127.0.0.1:{dead_port()}/{number}" for number in range(7)]

    done = CliRunner().invoke(evaluate, [*urls, "--json", "--probes", "http", "--allow", "127.0.0.1"])

    report = json.loads(done.stdout)
    reached = [
        (finding["outcome"], finding["reason"])
        for target in report["targets"]
        for finding in target["findings"]
        if finding["id"] == "http.reach"
    ]
    assert Counter(reached) == {("error", "connect_refused"): 5, ("not_tested", "host_rests"): 2}
