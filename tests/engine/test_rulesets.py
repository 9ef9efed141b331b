"""A ruleset is kept whole beside what it judged, and stands in every standard that it decides."""

from pathlib import Path

from sanjeh.engine.evidence import EvidenceStore
from sanjeh.engine.registry import judging_tls_by, probes_named
from sanjeh.engine.rulesets import ChosenRuleset
from sanjeh.probes.tls.ruleset import parse_ruleset, ruleset_text

NCSC = ruleset_text("ncsc-nl-2025")
CHOSEN = ChosenRuleset(parse_ruleset(NCSC), NCSC)
DECIDED = {"tls.suites", "tls.order", "tls.groups"}


def test_the_text_of_a_ruleset_is_kept_under_the_name_of_its_probe(tmp_path: Path) -> None:
    store = EvidenceStore(tmp_path)

    kept = CHOSEN.kept(store)

    assert {probe: store.read(digest).decode() for probe, digest in kept.items()} == {"tls": NCSC}


def test_only_the_probe_of_tls_is_exchanged_for_one_that_judges_by_the_ruleset() -> None:
    usual = probes_named({"dns", "tls", "http"})

    chosen = CHOSEN.judging(usual)

    assert [probe.name for probe in chosen] == [probe.name for probe in usual]
    assert [one for one, other in zip(chosen, usual, strict=True) if one is not other] == [
        probe for probe in chosen if probe.name == "tls"
    ]
    assert {
        check.id for probe in chosen for check in probe.checks if check.standard.startswith(CHOSEN.rules.code)
    } == DECIDED


def test_without_tls_a_ruleset_changes_nothing() -> None:
    others = probes_named({"http"})

    assert judging_tls_by(CHOSEN.rules, others) == others
