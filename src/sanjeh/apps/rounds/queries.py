"""Reading rounds."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from urllib.parse import urlsplit

from sanjeh.apps.catalogue.queries import ServiceRow
from sanjeh.apps.rounds.models import Round, RoundAddress
from sanjeh.apps.rounds.preconditions import MissingPrecondition, missing_preconditions
from sanjeh.core.probing.contracts import Target
from sanjeh.core.text.words import Translatable, Words, titled
from sanjeh.core.workflow.rounds import (
    COUNTED,
    MACHINES,
    MOVE_WORDS,
    PATHS,
    STATE_WORDS,
    RoundMove,
    RoundState,
    Scope,
)


class NoSuchRound(LookupError):
    """There is no round with this code."""


class RoundCounted(Exception):
    """The results of this round are counted from what was found by then: nothing is added to that."""

    def __init__(self, code: str) -> None:
        super().__init__(f"The results of the round {code} are counted: it takes no more findings")


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A line of the list of rounds."""

    code: str
    authority: str
    title: Words
    state: RoundState
    state_title: Translatable
    scope: Scope
    methodology: str
    notice: int | None
    drafted_at: datetime
    opens_at: datetime
    closes_at: datetime
    category: str


@dataclass(frozen=True, slots=True)
class TimelineStep:
    """One state on the round's way; `entered_at` is None while it lies ahead."""

    state: RoundState
    title: Translatable
    entered_at: datetime | None
    is_current: bool


@dataclass(frozen=True, slots=True)
class MoveRow:
    """What may be done to the round now."""

    move: RoundMove
    title: Translatable


@dataclass(frozen=True, slots=True)
class RoundPage:
    row: RoundRow
    methodology_title: Words
    methodology_hash: str
    timeline: tuple[TimelineStep, ...]
    moves: tuple[MoveRow, ...]
    body_count: int
    service_count: int
    address_count: int


@dataclass(frozen=True, slots=True)
class FrozenAddress:
    """An address of the frozen list, ready to be looked at."""

    key: int
    target: Target
    paused_until: datetime | None

    @property
    def host(self) -> str:
        """Return the host that must not be visited twice at a time."""
        return urlsplit(self.target.url).hostname or self.target.url


def round_row(found: Round) -> RoundRow:
    state = RoundState(found.state)
    return RoundRow(
        code=found.code,
        authority=str(found.authority_id),
        title=Words(found.title_fa, found.title_en),
        state=state,
        state_title=STATE_WORDS[state],
        scope=Scope(found.scope),
        methodology=found.methodology.code,
        notice=found.notice,
        drafted_at=found.drafted_at,
        opens_at=found.opens_at,
        closes_at=found.closes_at,
        category=found.category,
    )


def get(code: str) -> Round:
    """Return the stored round, for actions; raise NoSuchRound."""
    found = Round.objects.select_related("methodology").filter(code=code).first()
    if found is None:
        raise NoSuchRound(code)
    return found


def authority_of(code: str) -> str:
    """Return the code of the authority whose round this is; raise NoSuchRound."""
    return str(get(code).authority_id)


def rounds(authority: str | None = None) -> tuple[RoundRow, ...]:
    """Return all rounds, or those of this authority, the newest first."""
    own = {} if authority is None else {"authority__code": authority}
    found = Round.objects.filter(**own).select_related("methodology").order_by("-drafted_at", "-id")
    return tuple(round_row(one) for one in found)


def announced() -> tuple[RoundRow, ...]:
    """Return the rounds that people have been told of, the newest first."""
    return tuple(row for row in rounds() if row.state is not RoundState.DRAFT)


def is_counted(found: Round) -> bool:
    """Return whether results of this round were given, so that its findings are frozen."""
    return found.state in COUNTED


def refuse_counted(found: Round) -> None:
    """Raise RoundCounted where nothing may be found any more."""
    if is_counted(found):
        raise RoundCounted(found.code)


def running() -> tuple[RoundRow, ...]:
    """Return the rounds that are being measured now."""
    return tuple(row for row in rounds() if row.state is RoundState.PROBING)


def timeline(found: Round) -> tuple[TimelineStep, ...]:
    entered = {step.state: step.entered_at for step in found.steps.all()}
    return tuple(
        TimelineStep(state, STATE_WORDS[state], entered.get(state.value), state == found.state)
        for state in PATHS[Scope(found.scope)]
    )


def round_page(code: str) -> RoundPage:
    """Return everything that a round's page says of it; raise NoSuchRound."""
    found = get(code)
    state = RoundState(found.state)
    return RoundPage(
        row=round_row(found),
        methodology_title=Words(found.methodology.title_fa, found.methodology.title_en),
        methodology_hash=found.methodology.hash,
        timeline=timeline(found),
        moves=tuple(MoveRow(move, MOVE_WORDS[move]) for move in MACHINES[Scope(found.scope)].moves(state)),
        body_count=found.bodies.count(),
        service_count=found.addresses.exclude(service_code="").values("service_code").distinct().count(),
        address_count=found.addresses.count(),
    )


def lacking(code: str, now: datetime) -> tuple[MissingPrecondition, ...]:
    """Return what still keeps the round from its next state; raise NoSuchRound."""
    return missing_preconditions(get(code), now)


def frozen_address(found: RoundAddress) -> FrozenAddress:
    is_portal = not found.service_code
    target = Target(
        url=found.url,
        body=found.unit.code,
        service=found.service_code,
        is_portal=is_portal,
        codes=tuple(found.unit.service_codes) if is_portal else (),
        plain_port=found.plain_port,
        code_rule=found.round.code_rule,
    )
    return FrozenAddress(found.pk, target, found.address.paused_until)


def addresses(code: str, keys: Iterable[int] | None = None) -> Iterator[FrozenAddress]:
    """Yield the frozen list of a round in its order, or only these keys of it."""
    found = RoundAddress.objects.filter(round__code=code).select_related("unit", "address", "round")
    if keys is not None:
        found = found.filter(pk__in=list(keys))
    return (frozen_address(one) for one in found.order_by("id"))


def services_of(round_code: str, **where: str) -> tuple[ServiceRow, ...]:
    """Return the services of a round as they stood when it was announced, in the order of their codes.

    `unit__code` keeps those of a body, `service_code` one of them. What moved or was renamed since stays here
    under its body and its name of then.
    """
    found = RoundAddress.objects.filter(round__code=round_code, **where).exclude(service_code="")
    rows = list(found.select_related("unit").order_by("service_code", "id"))
    return tuple(frozen_service(list(own)) for _, own in groupby(rows, key=lambda row: row.service_code))


def frozen_service(rows: Sequence[RoundAddress]) -> ServiceRow:
    one = rows[0]
    return ServiceRow(
        code=one.service_code,
        title=titled(one.service_title_fa, one.service_title_en),
        body_code=one.unit.code,
        body=titled(one.unit.title_fa, one.unit.title_en),
        urls=tuple(row.url for row in rows),
    )


def whereabouts(key: int) -> tuple[str, str]:
    """Return the round's code and the URL of one address of a frozen list."""
    return RoundAddress.objects.values_list("round__code", "url").get(pk=key)


def address(key: int) -> FrozenAddress:
    """Return one address of a frozen list."""
    return frozen_address(RoundAddress.objects.select_related("unit", "address", "round").get(pk=key))


def address_being_measured(key: int) -> FrozenAddress | None:
    """Return the address while its round is being measured; None when that is over."""
    found = RoundAddress.objects.select_related("unit", "address", "round").get(pk=key)
    return frozen_address(found) if found.round.state == RoundState.PROBING else None


def owner(code: str) -> str | None:
    """Return the code of the authority whose this is, None where there is none of it."""
    return Round.objects.filter(code=code).values_list("authority__code", flat=True).first()
