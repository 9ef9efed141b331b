"""Counting a round and making its results final; a counting is kept beside those before it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import islice

from django.db import transaction

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.results.corrections import corrected
from sanjeh.apps.results.models import Correction, ResultSet, ScorecardRecord
from sanjeh.apps.results.queries import FINAL, PRELIMINARY, method_of, result
from sanjeh.apps.results.records import card_records
from sanjeh.apps.rounds import actions as round_actions
from sanjeh.apps.rounds import queries as rounds
from sanjeh.apps.rounds.models import Round, RoundBody
from sanjeh.apps.scans import actions as scan_actions
from sanjeh.apps.scans import queries as scans
from sanjeh.core.integrity.hash_chain import Fact
from sanjeh.core.integrity.references import Subject
from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.observations.from_findings import AddressFindings, read_observations
from sanjeh.core.observations.model import Observation
from sanjeh.core.results.compute import compute_results
from sanjeh.core.results.model import RankSampling
from sanjeh.core.scoring.inputs import BodyInput
from sanjeh.core.scoring.normalise import points_of
from sanjeh.core.uncertainty.monte_carlo import REPLICATES
from sanjeh.core.uncertainty.replicates import seed_of
from sanjeh.core.workflow.permissions import permission
from sanjeh.core.workflow.rounds import RoundMove

BODIES_AT_ONCE = 200


class StillLooking(Exception):
    """Some addresses of the round are not finished, so a counting would be of half a round."""


@transaction.atomic
def give_preliminary(*, round_code: str, by: Person | None, now: datetime) -> int:
    """Count the round and give its preliminary results; raise StillLooking while looks are under way.

    Once the announced time of looking is over nothing is waited for: what was not finished is unseen.
    """
    permit_about(round_code, RoundMove.GIVE_PRELIMINARY, by, now)
    if not scans.progress(round_code).is_complete:
        if now < rounds.get(round_code).closes_at:
            raise StillLooking(round_code)
        scan_actions.give_up_rest(round_code=round_code, now=now)
    round_actions.move(code=round_code, what=RoundMove.GIVE_PRELIMINARY, by=by, now=now)
    return counted(round_code, PRELIMINARY, by, now)


@transaction.atomic
def make_final(*, round_code: str, by: Person | None, now: datetime) -> int:
    """Make final results of the newest counting, as a version of their own."""
    permit_about(round_code, RoundMove.MAKE_FINAL, by, now)
    result(round_code, (PRELIMINARY,))
    round_actions.move(code=round_code, what=RoundMove.MAKE_FINAL, by=by, now=now)
    return counted(round_code, FINAL, by, now)


@transaction.atomic
def count_again(*, round_code: str, by: Person | None, now: datetime) -> int:
    """Count a final round once more, for an erratum; raise NoResults before there are final results.

    These results too were made final by somebody, who may not publish them: the journal calls it so.
    """
    row, about = permission(RoundMove.MAKE_FINAL), Subject.ROUND.named(round_code)
    permit(by=by, move=row.move, about=about, now=now, authority=rounds.authority_of(round_code))
    result(round_code)
    version = counted(round_code, FINAL, by, now)
    matters = round_actions.about(rounds.get(round_code))
    journal.write(by=by, at=now, what=row.event, about=matters, facts={"version": version})
    return version


@dataclass(frozen=True, slots=True)
class OrderedMark:
    """A mark as it was ordered: `becomes` in the indicator's own unit, an empty service for the body."""

    unit: str
    indicator: str
    becomes: Decimal
    service: str = ""


@transaction.atomic
def take_correction(*, round_code: str, mark: OrderedMark, ordered_in: str, now: datetime) -> None:
    """Keep a mark that a decided case has corrected, for the next counting.

    Raise OutsideScale where the indicator has no such value, UnknownIndicator where the method has no such.
    """
    found = rounds.get(round_code)
    points_of(float(mark.becomes), method_of(found).indicator(mark.indicator).scale)
    Correction.objects.create(
        round=found,
        unit=mark.unit,
        service=mark.service,
        indicator=mark.indicator,
        becomes=mark.becomes,
        ordered_in=ordered_in,
        at=now,
    )
    facts: dict[str, Fact] = {"indicator": mark.indicator, "service": mark.service, "by_order_in": ordered_in}
    about = (Subject.ROUND.named(round_code), Subject.BODY.named(mark.unit))
    journal.write(by=None, at=now, what="results.correction_taken", about=about, facts=facts)


def permit_about(round_code: str, move: RoundMove, by: Person | None, now: datetime) -> None:
    """Raise NotPermitted unless this person may do so with this round, of whichever authority it is."""
    about = Subject.ROUND.named(round_code)
    permit(by=by, move=move, about=about, now=now, authority=rounds.authority_of(round_code))


def counted(round_code: str, state: str, by: Person | None, now: datetime) -> int:
    """Count the whole round, keep that beside all earlier countings, and return its version."""
    found = round_actions.locked(round_code)
    methodology = method_of(found)
    inputs = tuple(inputs_of_round(found, methodology))
    sampling = RankSampling(seed_of(round_code, methodology.hash), REPLICATES)
    results = compute_results(methodology, inputs, sampling)
    kept = ResultSet.objects.create(
        round=found,
        version=found.results.count() + 1,
        state=state,
        made_at=now,
        methodology_hash=found.methodology.hash,
        seed=str(sampling.seed),
        replicates=sampling.replicates,
        share_of_whole=float(methodology.share_of_whole),
        varied=list(results.varied),
    )
    ScorecardRecord.objects.bulk_create(card_records(kept, methodology, results.bodies))
    facts: dict[str, Fact] = {"version": kept.version, "state": state, "bodies": len(inputs)}
    journal.write(by=by, at=now, what="results.counted", about=round_actions.about(found), facts=facts)
    return kept.version


def inputs_of_round(found: Round, methodology: Methodology) -> Iterator[BodyInput]:
    """Yield all that is known of each body, in the order of their codes."""
    units = found.bodies.order_by("code")
    for some in batched(units, BODIES_AT_ONCE):
        findings = scans.findings_by_body(found.code, [unit.code for unit in some])
        for unit in some:
            yield BodyInput(
                unit=unit.code,
                services=tuple(unit.service_codes),
                categories=tuple(unit.categories),
                observations=corrected(
                    methodology,
                    observations_of(methodology, findings.get(unit.code, ())),
                    found.corrections.filter(unit=unit.code),
                ),
            )


def batched(units: Iterable[RoundBody], size: int) -> Iterator[list[RoundBody]]:
    """Yield the units in lots: the findings of thousands of bodies do not fit in memory together."""
    rest = iter(units)
    while lot := list(islice(rest, size)):
        yield lot


def observations_of(
    methodology: Methodology, addresses: Iterable[scans.AddressFindings]
) -> tuple[Observation, ...]:
    """Return what a body's addresses say; an address that serves two purposes says it once."""
    answers: dict[tuple[str, str, str], Observation] = {}
    for address in addresses:
        source = AddressFindings(
            address.body_code, address.url, address.service_code, is_portal=not address.service_code
        )
        for one in read_observations(methodology, source, address.findings):
            answers.setdefault((one.indicator, one.service, one.address), one)
    return tuple(answers.values())
