"""Drafting a round, announcing it and leading it from state to state."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.authorities import queries as authorities
from sanjeh.apps.catalogue.models import Address, Body
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.methodology import actions as methodology_actions
from sanjeh.apps.methodology import queries as methodologies
from sanjeh.apps.methodology.models import MethodologyVersion
from sanjeh.apps.notices import queries as notices
from sanjeh.apps.notices.kinds import Kind
from sanjeh.apps.rounds.models import Round, RoundAddress, RoundBody, RoundStep
from sanjeh.apps.rounds.preconditions import MissingPrecondition, missing_preconditions
from sanjeh.apps.rounds.queries import NoSuchRound
from sanjeh.core.integrity.references import DEFAULT_AUTHORITY, Subject
from sanjeh.core.text.words import Words
from sanjeh.core.workflow.moves import RoundAct
from sanjeh.core.workflow.rounds import MACHINES, RoundMove, RoundState, Scope


class NotAnnounced(Exception):
    """There is no published notice of this round, or it takes effect only after the round opens."""


class MethodNotInForce(Exception):
    """The round would open before its methodology is in force."""


class NothingToLookAt(Exception):
    """The catalogue holds no address, so a round would be empty."""


class NotOpenYet(Exception):
    """The day that was announced for the beginning of the measurement has not come."""


class CodeTaken(ValueError):
    """Another round has this code already."""


REFUSALS: dict[MissingPrecondition, type[Exception]] = {
    MissingPrecondition.METHOD_UNANNOUNCED: MethodNotInForce,
    MissingPrecondition.METHOD_NOT_IN_FORCE: MethodNotInForce,
    MissingPrecondition.METHOD_TOO_LATE: MethodNotInForce,
    MissingPrecondition.NOTICE_MISSING: NotAnnounced,
    MissingPrecondition.NOTICE_TOO_LATE: NotAnnounced,
    MissingPrecondition.OPENING_PASSED: NotAnnounced,
    MissingPrecondition.CATALOGUE_EMPTY: NothingToLookAt,
    MissingPrecondition.NOT_OPEN_YET: NotOpenYet,
}


@dataclass(frozen=True, slots=True)
class RoundDraft:
    """What a round is to be; only the automatic scope can be drafted yet.

    It is of the bodies in `category` when it is announced, or of all where none is named.
    """

    code: str
    title: Words
    methodology: str
    opens_at: datetime
    closes_at: datetime
    authority: str = DEFAULT_AUTHORITY
    category: str = ""


@transaction.atomic
def draft_round(*, draft: RoundDraft, by: Person | None, now: datetime) -> None:
    """Draft a round of the automatic indicators; raise NoSuchMethodology or CodeTaken."""
    matter = Subject.ROUND.named(draft.code)
    permit(by=by, move=RoundAct.DRAFT, about=matter, now=now, authority=draft.authority)
    drafted, is_new = Round.objects.get_or_create(
        code=draft.code,
        defaults=fields_of(draft)
        | {
            "authority_id": draft.authority,
            "state": RoundState.DRAFT,
            "scope": Scope.AUTOMATIC,
            "drafted_at": now,
        },
    )
    if not is_new:
        raise CodeTaken(draft.code)
    RoundStep.objects.create(round=drafted, state=RoundState.DRAFT, entered_at=now)
    journal.write(by=by, at=now, what="round.drafted", about=about(drafted))


@transaction.atomic
def change_draft(*, draft: RoundDraft, by: Person | None, now: datetime) -> None:
    """Change a round that nobody was told of yet; raise MoveNotAllowed once it is announced."""
    found = locked(draft.code)
    matter = Subject.ROUND.named(draft.code)
    permit(by=by, move=RoundAct.CHANGE_DRAFT, about=matter, now=now, authority=found.authority_id)
    MACHINES[Scope(found.scope)].next(RoundState(found.state), RoundMove.ANNOUNCE)
    Round.objects.filter(pk=found.pk).update(**fields_of(draft))
    journal.write(by=by, at=now, what="round.draft_changed", about=about(locked(draft.code)))


def fields_of(draft: RoundDraft) -> dict[str, object]:
    method = methodologies.version(draft.methodology)
    return {
        "title_fa": draft.title.fa,
        "title_en": draft.title.en,
        "methodology": MethodologyVersion.objects.get(code=method.code),
        "opens_at": draft.opens_at,
        "closes_at": draft.closes_at,
        "category": draft.category,
    }


@transaction.atomic
def announce_round(*, code: str, by: Person | None, now: datetime) -> None:
    """Announce a drafted round and freeze its list and its methodology.

    Raise NotAnnounced, MethodNotInForce or NothingToLookAt when the promise could not be kept.
    """
    found = locked(code)
    matter, owner = Subject.ROUND.named(code), found.authority_id
    permit(by=by, move=RoundMove.ANNOUNCE, about=matter, now=now, authority=owner)
    refuse_lacking(found, now)
    notice = notices.published_for(Kind.ROUND, code, owner)
    found.notice = notice.number if notice else found.notice
    found.code_rule = authorities.card(found.authority_id).code_rule.pattern
    found.save(update_fields=["notice", "code_rule"])
    MACHINES[Scope(found.scope)].next(RoundState(found.state), RoundMove.ANNOUNCE)
    freeze_list(found)  # while it is a draft: from the announcement on, the database adds nothing
    move(code=code, what=RoundMove.ANNOUNCE, by=by, now=now)
    methodology_actions.freeze(code=found.methodology.code, now=now)


def refuse_lacking(found: Round, now: datetime) -> None:
    """Raise the refusal of the first thing that is missing."""
    for lack in missing_preconditions(found, now):
        raise REFUSALS[lack](found.code)


@transaction.atomic
def move(*, code: str, what: RoundMove, by: Person | None, now: datetime) -> RoundState:
    """Lead the round along one row of its table; raise MoveNotAllowed when it stands elsewhere.

    Raise NotOpenYet before the day that was announced.
    """
    found = locked(code)  # before asking: what the same person does meanwhile counts too
    permit(by=by, move=what, about=Subject.ROUND.named(code), now=now, authority=found.authority_id)
    state = MACHINES[Scope(found.scope)].next(RoundState(found.state), what)
    if what is RoundMove.START_PROBING:
        refuse_lacking(found, now)
    found.state = state
    found.save(update_fields=["state"])
    RoundStep.objects.create(round=found, state=state, entered_at=now)
    journal.write(by=by, at=now, what=f"round.{state}", about=about(found))
    return state


def locked(code: str) -> Round:
    """Return the round, held so that nobody else moves it until this transaction ends."""
    found = Round.objects.select_for_update(of=("self",)).select_related("methodology").filter(code=code)
    one = found.first()
    if one is None:
        raise NoSuchRound(code)
    return one


def about(found: Round) -> tuple[str, ...]:
    return (
        Subject.ROUND.named(found.code),
        Subject.METHODOLOGY.named(found.methodology.code),
        Subject.AUTHORITY.named(found.authority_id),
    )


def freeze_list(found: Round) -> None:
    living = Address.objects.filter(ended_on=None).select_related("service")
    chosen = living.filter(body__categories__contains=[found.category]) if found.category else living
    addresses = list(chosen.order_by("body__code", "service__code", "id"))
    bodies = freeze_bodies(found, {address.body_id for address in addresses})
    RoundAddress.objects.bulk_create(
        frozen_address(found, bodies[address.body_id], address) for address in addresses
    )


def freeze_bodies(found: Round, keys: set[int]) -> dict[int, RoundBody]:
    """Copy the bodies that have an address; the others are not evaluated."""
    listed = Body.objects.filter(pk__in=keys).select_related("parent").prefetch_related("services")
    frozen = RoundBody.objects.bulk_create(frozen_body(found, body) for body in listed.order_by("code"))
    return {body.body_id: body for body in frozen}


def frozen_body(found: Round, body: Body) -> RoundBody:
    parent = body.parent
    return RoundBody(
        round=found,
        body=body,
        code=body.code,
        title_fa=body.title_fa,
        title_en=body.title_en,
        parent_code=parent.code if parent else "",
        parent_title_fa=parent.title_fa if parent else "",
        parent_title_en=parent.title_en if parent else "",
        categories=body.categories,
        service_codes=sorted(one.code for one in body.services.all() if one.ended_on is None),
    )


def frozen_address(found: Round, unit: RoundBody, address: Address) -> RoundAddress:
    service = address.service
    return RoundAddress(
        round=found,
        unit=unit,
        address=address,
        url=address.url,
        plain_port=address.plain_port,
        service_code=service.code if service else "",
        service_title_fa=service.title_fa if service else "",
        service_title_en=service.title_en if service else "",
    )
