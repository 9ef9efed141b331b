"""`sanjeh judge --round` says whether the findings of a round still follow from its evidence."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pytest_django import Settings

from sanjeh.apps.rounds import queries as rounds
from sanjeh.apps.scans import actions
from sanjeh.apps.scans.models import FindingRecord
from sanjeh.apps.scans.store import evidence_store
from sanjeh.cli.judge import judge
from sanjeh.core.probing.contracts import Capture, Failure
from sanjeh.core.probing.failures import Reason
from sanjeh.engine import runner
from sanjeh.engine.collectors import COLLECTORS
from sanjeh.engine.registry import PROBES
from tests.apps import trip


def run(*arguments: str | Path, lang: str = "en") -> Result:
    return CliRunner().invoke(judge, [*(str(one) for one in arguments), "--lang", lang])


@pytest.fixture
def measured(db: None, settings: Settings, tmp_path: Path) -> None:
    """A round of two addresses at which nobody answered."""
    settings.SANJEH = {**settings.SANJEH, "EVIDENCE": tmp_path / "house"}
    trip.probing_round(1)
    for address in rounds.addresses(trip.ROUND):
        actions.begin(address=address.key, now=trip.NOW)
        seen = [refused(trip.capture(address, failed=True), look.name) for look in COLLECTORS]
        found = runner.judge(seen, evidence_store(), PROBES)
        actions.keep_seen(address=address.key, captures=seen, findings=found, now=trip.NOW)


def refused(capture: Capture, look: str) -> Capture:
    failure = Failure(reason=Reason.CONNECT_REFUSED, detail="192.0.2.1:443")
    return capture.model_copy(update={"collector": look, "failure": failure})


CHECKS = sum(len(probe.checks) for probe in PROBES if not probe.is_sampled)


@pytest.mark.usefixtures("measured")
def test_findings_that_follow_from_the_evidence_are_said_to() -> None:
    result = run("--round", trip.ROUND)

    assert (result.exit_code, result.output) == (
        0,
        (f"Judged again from the evidence: addresses 2, findings {2 * CHECKS}; came out otherwise: 0.\n"),
    )


@pytest.mark.usefixtures("measured")
def test_a_finding_that_was_changed_by_hand_is_named() -> None:
    FindingRecord.objects.filter(
        finding="tls.trust", address__url__endswith="/service"
    ).update(outcome="pass", reason="trusted")  # fmt: skip

    result = run("--round", trip.ROUND)

    assert (result.exit_code, result.stderr) == (
        1,
        "https://body-1.example/service tls.trust: pass trusted -> error connect_refused\n",
    )


@pytest.mark.usefixtures("measured")
def test_every_address_is_one_line_of_json() -> None:
    lines = run("--round", trip.ROUND, "--json").stdout.splitlines()

    assert [json.loads(line)["url"] for line in lines] == [
        address.target.url for address in rounds.addresses(trip.ROUND)
    ]
    assert [len(json.loads(line)["findings"]) for line in lines] == [CHECKS, CHECKS]


@pytest.mark.parametrize("arguments", [(), ("somewhere", "--round", "1405-1")])
def test_a_folder_and_a_round_exclude_each_other(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)

    assert (result.exit_code, result.stderr) == (
        2,
        "Give either a folder of evidence, or a round with --round.\n",
    )


@pytest.mark.usefixtures("measured")
def test_an_unknown_round_is_told() -> None:
    result = run("--round", "1399-9")

    assert (result.exit_code, result.stderr) == (
        2,
        "There is no round '1399-9'. The office page lists the rounds.\n",
    )
