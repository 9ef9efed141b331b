"""The list of bodies and services as values, and what no list may hold."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias, overload

from sanjeh.core.catalogue.remarks import Problem


@dataclass(frozen=True, slots=True)
class BodyState:
    """A body as the list has it, its addresses in order; `successor` took over from one that ended."""

    code: str
    title_fa: str
    title_en: str = ""
    parent: str = ""
    categories: tuple[str, ...] = ()
    domain: str = ""
    portals: tuple[str, ...] = ()
    is_ended: bool = False
    successor: str = ""

    @property
    def owner(self) -> str:
        """Return the body under which the addresses stand."""
        return self.code

    @property
    def addresses(self) -> tuple[str, ...]:
        return self.portals


@dataclass(frozen=True, slots=True)
class ServiceState:
    """A service as the list has it."""

    code: str
    body: str
    title_fa: str
    title_en: str = ""
    addresses: tuple[str, ...] = ()
    is_ended: bool = False

    @property
    def owner(self) -> str:
        return self.body


State: TypeAlias = BodyState | ServiceState


@overload
def ended(state: BodyState, successor: str = "") -> BodyState: ...
@overload
def ended(state: ServiceState, successor: str = "") -> ServiceState: ...
@overload
def ended(state: State, successor: str = "") -> State: ...
def ended(state: State, successor: str = "") -> State:
    """Return a body or service as it stands once it has ended: nothing is found at its addresses any more."""
    if isinstance(state, BodyState):
        return replace(state, portals=(), is_ended=True, successor=successor)
    return replace(state, addresses=(), is_ended=True)


@dataclass(frozen=True, slots=True)
class Standing:
    """The whole list at one moment, by code; those that ended stand in it too."""

    bodies: Mapping[str, BodyState] = field(default_factory=dict)
    services: Mapping[str, ServiceState] = field(default_factory=dict)

    def with_these(self, states: Mapping[str, BodyState], services: Mapping[str, ServiceState]) -> "Standing":
        """Return the list after these bodies and services are written over those of the same code."""
        return Standing({**self.bodies, **states}, {**self.services, **services})


def merged(standing: Standing, code: str, into: str) -> tuple[State, ...]:
    """Return what a body leaves when it ends: services and subsidiaries go `into` another, or services end.

    Subsidiaries of a body that nobody takes over stand at the head of a branch.
    """
    services = [one for one in standing.services.values() if one.body == code and not one.is_ended]
    children = [one for one in standing.bodies.values() if one.parent == code and not one.is_ended]
    return (
        ended(standing.bodies[code], into),
        *(replace(one, body=into) if into else ended(one) for one in services),
        *(replace(one, parent="" if one.code == into else into) for one in children),
    )


@dataclass(frozen=True, slots=True)
class Breach:
    """What is wrong with one body or service of a list, however well its own line is written."""

    is_service: bool
    code: str
    problem: Problem
    value: str
    facts: Mapping[str, str] = field(default_factory=dict)


def breaches(standing: Standing) -> Iterator[Breach]:
    """Yield everything that no list may hold: parents, bodies and addresses that do not fit together."""
    living = {code: body for code, body in standing.bodies.items() if not body.is_ended}
    yield from _parents(standing, living)
    yield from _cycles(living)
    yield from _bodies_of_services(standing, living)
    yield from _addresses(standing, living)


def _parents(standing: Standing, living: Mapping[str, BodyState]) -> Iterator[Breach]:
    for body in living.values():
        if body.parent and body.parent not in standing.bodies:
            yield Breach(False, body.code, Problem.PARENT_UNKNOWN, body.parent)
        elif body.parent and body.parent not in living:
            yield Breach(False, body.code, Problem.PARENT_ENDED, body.parent)


def _bodies_of_services(standing: Standing, living: Mapping[str, BodyState]) -> Iterator[Breach]:
    for service in standing.services.values():
        if service.is_ended or service.body in living:
            continue
        is_known = service.body in standing.bodies
        yield Breach(
            True, service.code, Problem.BODY_ENDED if is_known else Problem.BODY_UNKNOWN, service.body
        )


def _cycles(living: Mapping[str, BodyState]) -> Iterator[Breach]:
    """Yield every body from which the way up leads back to itself."""
    clear: set[str] = set()
    for code in living:
        way: dict[str, None] = {}
        at = code
        while at in living and at not in clear and at not in way:
            way[at] = None
            at = living[at].parent
        if at in way:
            ring = list(way)[list(way).index(at) :]
            for one in ring:
                yield Breach(False, one, Problem.PARENT_CYCLE, living[one].parent, {"ring": " ← ".join(ring)})
        clear |= set(way)


def _addresses(standing: Standing, living: Mapping[str, BodyState]) -> Iterator[Breach]:
    owners: defaultdict[str, dict[str, None]] = defaultdict(dict)
    services = [one for one in standing.services.values() if not one.is_ended]
    states: tuple[State, ...] = (*living.values(), *services)
    for state in states:
        for url in state.addresses:
            owners[url][state.owner] = None
    shared = {url for url, bodies in owners.items() if len(bodies) > 1}
    if not shared:
        return
    for state in states:
        for url in state.addresses:
            if url in shared:
                others = ", ".join(body for body in owners[url] if body != state.owner)
                is_service = isinstance(state, ServiceState)
                yield Breach(is_service, state.code, Problem.ADDRESS_OF_ANOTHER_BODY, url, {"body": others})
