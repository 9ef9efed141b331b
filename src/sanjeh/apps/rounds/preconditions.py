"""What still keeps a round from its next state; a draft is announced only when nothing does."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

from django.utils import timezone

from sanjeh.apps.catalogue import queries as catalogue
from sanjeh.apps.methodology import queries as methodologies
from sanjeh.apps.notices import queries as notices
from sanjeh.apps.notices.kinds import Kind
from sanjeh.apps.rounds.models import Round
from sanjeh.core.workflow.rounds import RoundState


class MissingPrecondition(StrEnum):
    """One thing that is missing; METHOD… concern the round's methodology, NOTICE… the round itself."""

    METHOD_UNANNOUNCED = "method_unannounced"
    METHOD_NOT_IN_FORCE = "method_not_in_force"
    METHOD_TOO_LATE = "method_too_late"
    NOTICE_MISSING = "notice_missing"
    NOTICE_TOO_LATE = "notice_too_late"
    OPENING_PASSED = "opening_passed"
    CATALOGUE_EMPTY = "catalogue_empty"
    NOT_OPEN_YET = "not_open_yet"


def missing_preconditions(found: Round, now: datetime) -> tuple[MissingPrecondition, ...]:
    """Return everything that is missing now, in the order in which it is best mended."""
    if found.state == RoundState.DRAFT:
        return tuple(missing_of_draft(found, now))
    is_early = found.state == RoundState.ANNOUNCED and now < found.opens_at
    return (MissingPrecondition.NOT_OPEN_YET,) if is_early else ()


def missing_of_draft(found: Round, now: datetime) -> Iterator[MissingPrecondition]:
    yield from missing_of_methodology(found)
    yield from missing_of_notice(found, now)
    if not catalogue.addresses_in(found.category):
        yield MissingPrecondition.CATALOGUE_EMPTY


def missing_of_methodology(found: Round) -> Iterator[MissingPrecondition]:
    method = methodologies.version(found.methodology.code)
    if method.in_force_from is None:
        is_told = notices.published_for(Kind.METHODOLOGY, method.code, method.authority) is not None
        yield MissingPrecondition.METHOD_NOT_IN_FORCE if is_told else MissingPrecondition.METHOD_UNANNOUNCED
    elif is_after_opening(method.in_force_from, found):
        yield MissingPrecondition.METHOD_TOO_LATE


def missing_of_notice(found: Round, now: datetime) -> Iterator[MissingPrecondition]:
    notice = notices.published_for(Kind.ROUND, found.code, found.authority_id)
    if notice is None:
        yield (
            MissingPrecondition.OPENING_PASSED
            if is_after_opening(now, found)
            else MissingPrecondition.NOTICE_MISSING
        )
    elif is_after_opening(notice.effective_at, found):
        yield MissingPrecondition.NOTICE_TOO_LATE


def is_after_opening(moment: datetime, found: Round) -> bool:
    """Compare by the day, as people read it: what takes effect on the opening day is in time."""
    return timezone.localdate(moment) > timezone.localdate(found.opens_at)
