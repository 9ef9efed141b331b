"""By which ruleset TLS is judged: the one asked for, else the one kept with the evidence."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sanjeh.cli.evaluate import evaluate
from sanjeh.cli.judge import judge
from sanjeh.engine.evidence import EvidenceStore
from sanjeh.probes.tls.ruleset import ruleset_text

NCSC = ruleset_text("ncsc-nl-2025")


@pytest.fixture
def looked(tmp_path: Path) -> Path:
    """Evidence of a look that never left the house: our gate refuses the address."""
    folder = tmp_path / "kept"
    run_evaluate(folder, "ncsc-nl-2025")
    return folder


def run_evaluate(folder: Path, ruleset: str | Path) -> Result:
    asked = ["http://127.0.0.1/", "--probes", "tls", "--evidence", str(folder), "--tls-ruleset", str(ruleset)]
    return CliRunner().invoke(evaluate, [*asked, "--json", "--lang", "en"])


def judged_by(folder: Path, *options: str) -> set[str]:
    result = CliRunner().invoke(judge, [str(folder), "--json", "--lang", "en", *options])
    findings = json.loads(result.stdout)["targets"][0]["findings"]
    ruled = {"tls.suites", "tls.order", "tls.groups"}
    return {finding["standard"].split(";")[0] for finding in findings if finding["id"] in ruled}


def test_evidence_is_judged_by_the_ruleset_that_was_kept_with_it(looked: Path) -> None:
    manifest = EvidenceStore(looked).manifest()

    assert judged_by(looked) == {"ncsc-nl-2025 2025-05"}
    assert EvidenceStore(looked).read(manifest.ruleset_texts["tls"]).decode() == NCSC


def test_it_is_judged_by_another_when_that_is_asked_for(looked: Path) -> None:
    assert judged_by(looked, "--tls-ruleset", "mozilla-intermediate") == {"mozilla-intermediate 5.7"}


def test_a_ruleset_of_ones_own_is_kept_and_used(tmp_path: Path) -> None:
    own = tmp_path / "ours.toml"
    own.write_text(NCSC.replace('name = "ncsc-nl-2025"', 'name = "ours"').replace('"2025-05"', '"2"'))
    run_evaluate(tmp_path / "kept", own)
    own.unlink()

    assert judged_by(tmp_path / "kept") == {"ours 2"}


def test_a_ruleset_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text(NCSC.replace("[prime]", "[primes]"))

    path = tmp_path / "broken.toml"
    results = [run_evaluate(tmp_path / "kept", name) for name in ("nobody", path)]

    assert [(result.exit_code, result.stderr) for result in results] == [
        (
            2,
            (
                "There is no ruleset named 'nobody', and no such file could be read. The known names are: "
                "mozilla-intermediate, ncsc-nl-2025\n"
            ),
        ),
        (
            2,
            (
                f"The ruleset '{path}' could not be read: prime: Field required. There are "
                "examples in the program's folder probes/tls/rulesets.\n"
            ),
        ),
    ]
