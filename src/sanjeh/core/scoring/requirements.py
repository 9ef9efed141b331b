"""The stage of one body with every requirement of the next, out of the ladder of all bodies."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from sanjeh.core.scoring.engine import Mask, Scored
from sanjeh.core.scoring.maturity import TOP, Attainment, Held


class Standing(StrEnum):
    """How a criterion stands."""

    MET = "met"
    UNMET = "unmet"
    UNPROVEN = "unproven"
    NOT_ASKED = "not_asked"
    NOT_APPLICABLE = "not_applicable"


NOBODY = np.zeros(0, dtype=np.bool_)
NO_SERVICES = Attainment(NOBODY, NOBODY, NOBODY, np.zeros(0))
OPEN = frozenset({Standing.UNMET, Standing.UNPROVEN, Standing.NOT_ASKED})


class Of(StrEnum):
    """Of what a requirement speaks."""

    BODY = "body"
    SERVICES = "services"
    STANDING = "services_on_the_stage"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One criterion of a stage, and how the body stands to it.

    Of the body: `needed` and `reached` are points. Of services: `needed` is the share 0..1 of the `asked`
    services that must have `at_least` points, `reached` the share of those that were seen; `services` were
    seen to fall short, `unseen` were not seen. `indicator` is empty where the whole stage of each service is
    meant. What is not asked was left out by the round and not by the body.
    """

    stage: int
    of: Of
    indicator: str
    at_least: float
    needed: float
    reached: float | None
    standing: Standing
    services: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()
    asked: int = 0


@dataclass(frozen=True, slots=True)
class Maturity:
    """`stage` 0 is before the first. `readiness` is the share of the next stage's criteria that are proven.

    With what was not seen it could be as much as `readiness_at_most`.
    """

    stage: int
    next: int | None
    readiness: float | None
    requirements: tuple[Requirement, ...]
    service_stages: tuple[tuple[str, int], ...]
    readiness_at_most: float | None = None

    @property
    def unmet(self) -> tuple[Requirement, ...]:
        """What stands between the body and its next stage, also what was not seen or not asked."""
        return tuple(r for r in self.requirements if r.standing in OPEN)


@dataclass(frozen=True, slots=True)
class _Body:
    """One body: its row, and the positions of its services."""

    row: int
    services: tuple[int, ...]


def maturity_of(scored: Scored, unit: str) -> Maturity:
    """Return the stage that a body has proven, and how near the next one is."""
    maturity, row = scored.maturity, scored.units.index(unit)
    owned = np.flatnonzero(scored.services.owner == row)
    body = _Body(row, tuple(owned.tolist()))
    following = int(maturity.next[row])
    return Maturity(
        stage=int(maturity.stage[row]),
        next=None if following == TOP else following,
        readiness=None if following == TOP else float(maturity.readiness[row]),
        readiness_at_most=None if following == TOP else float(maturity.readiness_at_most[row]),
        requirements=tuple(_requirements(scored, body, following)),
        service_stages=tuple(
            (scored.table.services[n], int(maturity.service_stage[n])) for n in body.services
        ),
    )


def _requirements(scored: Scored, body: _Body, stage: int) -> Iterator[Requirement]:
    for held in scored.maturity.held:
        if held.rung.stage == stage and (body.services or not held.rung.of_services):
            yield _requirement(scored, body, held)


def _requirement(scored: Scored, body: _Body, held: Held) -> Requirement:
    rung, reached = held.rung, float(held.bodies.reached[body.row])
    each = held.services or NO_SERVICES
    return Requirement(
        stage=rung.stage,
        of=of_rung(held),
        indicator=rung.indicator,
        at_least=rung.needed if rung.indicator else 0.0,
        needed=rung.share if rung.of_services else rung.needed,
        reached=None if np.isnan(reached) else reached,
        standing=_standing(held, body.row),
        services=_named(scored, body, falling_short(each)),
        unseen=_named(scored, body, each.unproven),
        asked=len(_named(scored, body, each.asked)),
    )


def _named(scored: Scored, body: _Body, those: Mask) -> tuple[str, ...]:
    return tuple(scored.table.services[n] for n in body.services if len(those) and those[n])


def of_rung(held: Held) -> Of:
    if not held.rung.of_services:
        return Of.BODY
    return Of.SERVICES if held.rung.indicator else Of.STANDING


def falling_short(services: Attainment) -> Mask:
    """Say which services were seen not to meet a requirement."""
    return services.asked & ~services.met & ~services.unproven


def _standing(held: Held, row: int) -> Standing:
    bodies = held.bodies
    if not held.rung.is_asked and bodies.unproven[row]:
        return Standing.NOT_ASKED
    if not bodies.asked[row]:
        return Standing.NOT_APPLICABLE
    if bodies.met[row]:
        return Standing.MET
    return Standing.UNPROVEN if bodies.unproven[row] else Standing.UNMET
