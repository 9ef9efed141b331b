"""The tables of an edition as CSV (UTF-8 without a mark, RFC 4180), and back."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from sanjeh.core.integrity.canonical_json import sorted_json
from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.methodology.sources import Source
from sanjeh.core.observations.model import Disputed, NoValue, Observation, State, Value
from sanjeh.core.results.model import OVERALL, BodyResult, Firmness
from sanjeh.core.scoring.rank import half_up
from sanjeh.core.text.legible import cell, cell_read
from sanjeh.core.text.words import titled
from sanjeh.edition.facts import BodyFacts, SeenFinding

BODIES = ("unit", "title_fa", "title_en", "parent", "categories", "services")
OBSERVATIONS = ("unit", "service", "address", "indicator", "state", "value", "source", "reason", "evidence")
FINDINGS = (
    *("unit", "service", "address", "finding", "probe", "outcome", "reason", "standard", "observed"),
    "evidence",
)
RANKING = (
    *("unit", "rank", "score", "class", "stage", "coverage", "rank_low", "rank_high", "readiness"),
    *("title_fa", "title_en", "parent", "categories"),
)
UNCERTAINTY = ("unit", "rank_low", "rank_median", "rank_high", "group", "above_next", "borderline")
# Before the code of a class: the share of draws in which the body is in it.
CLASS_SHARE = "class_"
SHARE_DIGITS = 4


def written(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([cell(value) if isinstance(value, str) else value for value in row] for row in rows)
    return file.getvalue()


def read(text: str) -> Iterator[dict[str, str]]:
    """Yield each line by its columns; what a short line lacks is empty."""
    for line in csv.DictReader(io.StringIO(text, newline=""), restval=""):
        yield {name: cell_read(value) for name, value in line.items() if name is not None}


def share(number: float | None) -> Decimal | str:
    return "" if number is None else half_up(number, SHARE_DIGITS)


def bodies_csv(bodies: Iterable[BodyFacts]) -> str:
    return written(
        BODIES,
        (
            (b.code, b.title.fa, b.title.en, b.parent, " ".join(b.categories), " ".join(b.services))
            for b in bodies
        ),
    )


def read_bodies(text: str) -> tuple[BodyFacts, ...]:
    return tuple(
        BodyFacts(
            code=line["unit"],
            title=titled(line["title_fa"], line["title_en"]),
            parent=line["parent"],
            categories=tuple(line["categories"].split()),
            services=tuple(line["services"].split()),
        )
        for line in read(text)
    )


def observations_csv(observations: Iterable[Observation]) -> str:
    return written(OBSERVATIONS, (observation_row(one) for one in observations))


def observation_row(observation: Observation) -> tuple[str, ...]:
    answer = observation.answer
    return (
        observation.unit,
        observation.service,
        observation.address,
        observation.indicator,
        answer.state.value,
        repr(answer.number) if isinstance(answer, Value) else "",
        observation.source.value,
        answer.reason if isinstance(answer, Disputed | NoValue) else "",
        " ".join(observation.evidence),
    )


def read_observations(text: str) -> tuple[Observation, ...]:
    return tuple(read_observation(line) for line in read(text))


def read_observation(line: dict[str, str]) -> Observation:
    return Observation(
        unit=line["unit"],
        indicator=line["indicator"],
        answer=_answer(State(line["state"]), line["value"], line["reason"]),
        source=Source(line["source"]),
        service=line["service"],
        address=line["address"],
        evidence=tuple(line["evidence"].split()),
    )


def _answer(state: State, value: str, reason: str) -> Value | NoValue:
    if state is State.DISPUTED and value:
        return Disputed(float(value), reason)
    return Value(float(value)) if state is State.VALUE else NoValue(state, reason)


def findings_csv(findings: Iterable[SeenFinding]) -> str:
    return written(FINDINGS, (finding_row(seen) for seen in findings))


def finding_row(seen: SeenFinding) -> tuple[str, ...]:
    finding = seen.finding
    return (
        seen.unit,
        seen.service,
        seen.address,
        finding.id,
        finding.probe,
        finding.outcome.value,
        finding.reason,
        finding.standard,
        sorted_json(finding.observed),
        " ".join(finding.evidence),
    )


def ranking_csv(results: Iterable[BodyResult], bodies: dict[str, BodyFacts]) -> str:
    """Return the ranking, best first; bodies without a place come last, with an empty rank and score."""
    return written(RANKING, (ranking_row(one, bodies[one.body.unit]) for one in in_order(results)))


def in_order(results: Iterable[BodyResult]) -> list[BodyResult]:
    return sorted(results, key=lambda one: (OVERALL not in one.places, rank_of(one), one.body.unit))


def rank_of(one: BodyResult) -> int:
    return one.places[OVERALL].rank if OVERALL in one.places else 0


def ranking_row(one: BodyResult, body: BodyFacts) -> tuple[object, ...]:
    place = one.places.get(OVERALL)
    return (
        body.code,
        place.rank if place else "",
        "" if one.score is None else one.score,
        one.class_code,
        "" if one.stage is None else one.stage,
        share(one.coverage),
        place.low if place else "",
        place.high if place else "",
        share(one.readiness),
        body.title.fa,
        body.title.en,
        body.parent,
        " ".join(body.categories),
    )


def uncertainty_csv(methodology: Methodology, results: Iterable[BodyResult]) -> str:
    """Return how firm the place and class of each ranked body are, in the order of the ranking."""
    classes = [grade.code for grade in methodology.classes]
    columns = (*UNCERTAINTY, *(f"{CLASS_SHARE}{code}" for code in classes))
    firm = ((one.body.unit, one.firmness) for one in in_order(results))
    return written(columns, (uncertainty_row(unit, own, classes) for unit, own in firm if own))


def uncertainty_row(unit: str, firm: Firmness, classes: Sequence[str]) -> tuple[object, ...]:
    shares = dict(firm.p_classes)
    return (
        unit,
        *firm.interval,
        firm.group,
        share(firm.p_above_next),
        "yes" if firm.is_borderline else "no",
        *(share(shares.get(code, 0.0)) for code in classes),
    )
