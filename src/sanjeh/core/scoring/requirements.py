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
    NOT_APPLICABLE = "not_applicable"


class Of(StrEnum):
    """Of what a requirement speaks."""

    BODY = "body"
    SERVICES = "services"
    STANDING = "services_on_the_stage"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One criterion of a stage, and how the body stands to it.

    Of the body: `needed` and `reached` are points. Of services: shares 0..1 of the services that
    meet `at_least` points. `indicator` is empty where the whole stage of each service is meant.
    """

    stage: int
    of: Of
    indicator: str
    at_least: float
    needed: float
    reached: float | None
    standing: Standing
    services: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Maturity:
    """`stage` 0 is before the first. `readiness` is the share of the next stage's criteria that are met."""

    stage: int
    next: int | None
    readiness: float | None
    requirements: tuple[Requirement, ...]
    service_stages: tuple[tuple[str, int], ...]

    @property
    def unmet(self) -> tuple[Requirement, ...]:
        """What stands between the body and its next stage, unproven criteria among it."""
        return tuple(r for r in self.requirements if r.standing in {Standing.UNMET, Standing.UNPROVEN})


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
    return Requirement(
        stage=rung.stage,
        of=of_rung(held),
        indicator=rung.indicator,
        at_least=rung.needed if rung.indicator else 0.0,
        needed=rung.share if rung.of_services else rung.needed,
        reached=None if np.isnan(reached) else reached,
        standing=_standing(held.bodies, body.row),
        services=_waited_for(scored, body, held),
    )


def _waited_for(scored: Scored, body: _Body, held: Held) -> tuple[str, ...]:
    if held.services is None:
        return ()
    is_open = open_services(held.services)
    return tuple(scored.table.services[n] for n in body.services if is_open[n])


def of_rung(held: Held) -> Of:
    if not held.rung.of_services:
        return Of.BODY
    return Of.SERVICES if held.rung.indicator else Of.STANDING


def open_services(services: Attainment) -> Mask:
    """Say which services a requirement still waits for."""
    return services.asked & ~services.met


def _standing(bodies: Attainment, row: int) -> Standing:
    if not bodies.asked[row]:
        return Standing.NOT_APPLICABLE
    if bodies.met[row]:
        return Standing.MET
    return Standing.UNPROVEN if bodies.unproven[row] else Standing.UNMET
