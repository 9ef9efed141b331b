"""The files of an edition, made from its facts alone: the same facts always give the same files."""

from pydantic import JsonValue

from sanjeh.core.integrity.canonical_json import sorted_json
from sanjeh.core.results.compute import compute_results
from sanjeh.core.results.model import BodyResult, RoundResults
from sanjeh.core.scoring.card_json import card_as_json
from sanjeh.core.scoring.explain import explain
from sanjeh.edition import page, tables
from sanjeh.edition.facts import EditionFacts

ROUND, METHODOLOGY = "round.json", "methodology.toml"
BODIES, OBSERVATIONS, FINDINGS = "bodies.csv", "observations.csv", "findings.csv"
RANKING, SCORECARDS, PAGE = "ranking.csv", "scorecards.json", "ranking.html"
UNCERTAINTY = "uncertainty.csv"
GIVEN = (ROUND, METHODOLOGY, BODIES, OBSERVATIONS)  # from which everything else is counted
MANIFEST, SIGNATURE = "manifest.json", "manifest.json.sig"


def as_json(document: JsonValue) -> str:
    return f"{sorted_json(document, indent=1)}\n"


def given(facts: EditionFacts) -> dict[str, str]:
    """Return the files that hold what was observed, and by what rule it is to be counted."""
    return {
        ROUND: as_json(facts.round.model_dump(mode="json", exclude_defaults=True)),
        METHODOLOGY: facts.methodology_text,
        BODIES: tables.bodies_csv(facts.bodies),
        OBSERVATIONS: tables.observations_csv(facts.observations),
        FINDINGS: tables.findings_csv(facts.findings),
    }


def counted(facts: EditionFacts) -> dict[str, str]:
    """Return the files that hold what was counted from the given ones."""
    methodology = facts.methodology()
    results = compute_results(methodology, facts.inputs(), facts.round.sampling)
    bodies = {body.code: body for body in facts.bodies}
    files = {
        RANKING: tables.ranking_csv(results.bodies, bodies),
        SCORECARDS: as_json([scorecard(results, one) for one in results.bodies]),
        PAGE: page.ranking_html(facts.round, methodology, tables.in_order(results.bodies), bodies),
    }
    if methodology.uncertainty:
        files[UNCERTAINTY] = tables.uncertainty_csv(methodology, results.bodies)
    return files


def scorecard(results: RoundResults, one: BodyResult) -> JsonValue:
    places: dict[str, JsonValue] = {name: place.model_dump(mode="json") for name, place in one.places.items()}
    return {**card_as_json(explain(results.scored, one.body.unit)), "places": places}
