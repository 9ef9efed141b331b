"""The shipped method on whole sites: flawless, flawed, and unseen."""

from decimal import Decimal

from pydantic import JsonValue

from sanjeh.core.methodology.methodology import restrict
from sanjeh.core.methodology.sources import Source
from sanjeh.core.observations.from_findings import AddressFindings, read_observations
from sanjeh.core.observations.model import NoValue, Observation, State
from sanjeh.core.probing.contracts import Finding, Outcome
from sanjeh.core.scoring.card import Scorecard
from sanjeh.core.scoring.explanation import Explanation
from sanjeh.core.scoring.requirements import Standing
from sanjeh.engine.registry import PROBES
from sanjeh.engine.shipped import load_methodology
from tests.core.scoring.one_body import explained

METHOD = restrict(load_methodology("iran-1405-1"), {Source.PROBE})
PORTAL = AddressFindings("body", "https://body.test/", is_portal=True)
SHEET = AddressFindings("body", "https://body.test/s", service="10000000101")
GOOD: dict[str, JsonValue] = {"share": 1.0, "ttfb_ms": 40.0, "age_days": 3}


def findings(outcome: Outcome, **others: tuple[Outcome, dict[str, JsonValue]]) -> tuple[Finding, ...]:
    found = []
    for probe in PROBES:
        for check in probe.checks:
            what, observed = others.get(check.id.replace(".", "_"), (outcome, GOOD))
            found.append(
                Finding(
                    id=check.id,
                    probe=probe.name,
                    outcome=what,
                    reason="told",
                    standard=check.standard,
                    observed=observed,
                )
            )
    return tuple(found)


def observations(*looks: tuple[AddressFindings, tuple[Finding, ...]]) -> tuple[Observation, ...]:
    return tuple(o for seen, found in looks for o in read_observations(METHOD, seen, found))


def told_of(*looks: tuple[AddressFindings, tuple[Finding, ...]]) -> Explanation:
    return explained(METHOD, "body", ["10000000101"], observations(*looks))


def card_of(*looks: tuple[AddressFindings, tuple[Finding, ...]]) -> Scorecard:
    return told_of(*looks).card


def test_a_flawless_site_earns_full_marks() -> None:
    passed = findings(Outcome.PASS)

    card = card_of((PORTAL, passed), (SHEET, passed))

    assert (card.published, card.grade, card.root.coverage) == (Decimal("100.0"), "excellent", 1.0)
    assert card.coverage_of_whole == 0.5175
    assert told_of((PORTAL, passed), (SHEET, passed)).gains == ()


def test_a_broken_certificate_costs_the_secure_connection_and_caps_the_class() -> None:
    passed = findings(Outcome.PASS)
    broken = findings(Outcome.PASS, tls_trust=(Outcome.FAIL, {}))

    card = card_of((PORTAL, broken), (SHEET, broken))
    half = card_of((PORTAL, broken), (SHEET, passed))

    assert (card.published, card.grade, card.capped_by) == (Decimal("94.9"), "middling", ("U03",))
    assert (half.published, half.grade, half.capped_by) == (Decimal("97.4"), "excellent", ())


def test_an_address_without_https_has_no_secure_connection() -> None:
    plain = findings(
        Outcome.PASS,
        **dict.fromkeys(("tls_trust", "tls_name", "tls_dates"), (Outcome.NOT_APPLICABLE, {})),
        http_https=(Outcome.FAIL, {}),
    )

    node = card_of((PORTAL, plain)).node("U03")

    assert node is not None
    assert node.points == 0


def test_a_site_that_could_not_be_seen_has_no_number_at_all() -> None:
    unseen = findings(Outcome.ERROR)

    card = card_of((PORTAL, unseen), (SHEET, unseen))

    assert (card.points, card.published, card.grade, card.root.coverage) == (None, None, "", 0.0)
    states = {o.answer.state for o in observations((PORTAL, unseen)) if isinstance(o.answer, NoValue)}
    assert (states, len(observations((PORTAL, unseen)))) == ({State.PROBE_ERROR}, 14)


def test_probes_alone_prove_the_first_stage_and_cannot_prove_the_second() -> None:
    passed = findings(Outcome.PASS)

    held = told_of((PORTAL, passed), (SHEET, passed)).maturity

    assert (held.stage, held.next) == (1, 2)
    # Where two of its indicators are not asked for, the share of services that reach the stage is not either.
    assert [r.indicator for r in held.requirements if r.standing is Standing.NOT_ASKED] == ["U08", "U09", ""]
