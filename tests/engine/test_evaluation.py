"""One run over some addresses: everything that was asked for is in the folder, whatever became of it."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread

import pytest

from sanjeh.core.probing.contracts import Target
from sanjeh.core.probing.failures import Reason
from sanjeh.engine.collectors import collectors_for
from sanjeh.engine.evaluation import APPROVER, VANTAGE, EvaluationPlan, _Run, carry_out
from sanjeh.engine.evidence import EvidenceStore
from sanjeh.engine.rate_limit import RetryLater
from sanjeh.engine.registry import probes_named
from sanjeh.engine.rulesets import ChosenRuleset
from sanjeh.engine.scan import ScanPolicy
from sanjeh.engine.shipped import load_methodology, methodology_text
from sanjeh.probes.tls.ruleset import parse_ruleset, ruleset_text
from tests.engine import fakes
from tests.net.servers import always, page, served

NOW = datetime(2026, 10, 12, 8, 0, tzinfo=UTC)
RULESET = ruleset_text("mozilla-intermediate")


@pytest.fixture
def port() -> Iterator[int]:
    """Serve a page from another thread: a run has an event loop of its own."""
    ports: list[int] = []
    is_up, is_over = Event(), Event()

    async def serve() -> None:
        async with served(always(page(b"<p>salam</p>", "Content-Type: text/html"))) as port:
            ports.append(port)
            is_up.set()
            await asyncio.to_thread(is_over.wait)

    thread = Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    assert is_up.wait(10)
    yield ports[0]
    is_over.set()
    thread.join()


def plan(*urls: str) -> EvaluationPlan:
    probes = probes_named({"http"})
    return EvaluationPlan(
        urls=urls,
        probes=probes,
        collectors=collectors_for(probes),
        methodology=load_methodology("iran-1405-1"),
        methodology_text=methodology_text("iran-1405-1"),
        ruleset=ChosenRuleset(parse_ruleset(RULESET), RULESET),
        hosts=("127.0.0.1",),
        nameservers=(),
        now=NOW,
    )


def test_a_run_keeps_its_captures_and_names_all_that_they_rest_on(tmp_path: Path, port: int) -> None:
    store, steps = EvidenceStore(tmp_path), list[tuple[str, str, str]]()
    here, inside = f"http://127.0.0.1:{port}/", "http://169.254.169.254/"

    carry_out(plan(here, inside), store, lambda target, look, step: steps.append((target.url, look, step)))

    manifest, captures = store.manifest(), {each.target.url: each for each in store.captures()}
    assert [step for url, _, step in steps if url == here] == ["waiting", "looking", "done"]
    assert [step for url, _, step in steps if url == inside] == ["failed"]
    assert {url: each.failure and each.failure.reason for url, each in captures.items()} == {
        here: None,
        inside: Reason.ADDRESS_REFUSED,
    }
    assert (manifest.targets, manifest.looks, manifest.vantage) == ((here, inside), {"http": 4}, VANTAGE)
    assert manifest.captures_sha256 == store.captures_sha256
    assert store.read(manifest.methodology_text).decode() == methodology_text("iran-1405-1")
    assert store.read(manifest.ruleset_texts["tls"]).decode() == RULESET
    assert {"roots public", "roots national"} <= {each.name for each in manifest.ingredients}


async def test_a_host_that_rests_leaves_captures_that_say_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def rests(*_: object, **__: object) -> None:
        raise RetryLater("host:one.example", NOW + timedelta(hours=1), Reason.HOST_RESTS)

    monkeypatch.setattr("sanjeh.engine.evaluation.take_captures", rests)
    store = EvidenceStore(tmp_path)

    run = _Run(plan(), store, fakes.network(), ScanPolicy(), asyncio.Semaphore(1))
    await run.keep("https://one.example/")

    [capture] = store.captures()
    assert (capture.target, capture.collector, capture.artifact) == (
        Target(url="https://one.example/"),
        "http",
        None,
    )
    assert capture.failure
    assert (capture.failure.reason, capture.failure.detail) == (
        Reason.HOST_RESTS,
        "host:one.example: host_rests until 2026-10-12T09:00:00+00:00",
    )


def test_what_an_operator_allows_is_told_by_its_option() -> None:
    assert APPROVER == "--allow"
