"""An authority's own agreement: one loads it, another offers it, a notice tells of it before it holds."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from sanjeh.apps.accounts import mandates
from sanjeh.apps.accounts.actions import one_at_a_time
from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.accounts.queries import holders_of_any
from sanjeh.apps.agreements import queries
from sanjeh.apps.agreements.clauses import first_other_line, read_agreement
from sanjeh.apps.agreements.models import Acceptance, AgreementVersion
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.messages import actions as messages
from sanjeh.apps.notices import queries as notices
from sanjeh.apps.notices.kinds import Kind
from sanjeh.core.integrity.references import DEFAULT_AUTHORITY, Subject
from sanjeh.core.messages.template_names import TemplateName
from sanjeh.core.text.words import Words
from sanjeh.core.workflow.agreements import AGREEMENT, OPEN_TO_BODIES, VersionState
from sanjeh.core.workflow.machine import MoveNotAllowed
from sanjeh.core.workflow.mandates import SPEAKS_FOR_A_BODY
from sanjeh.core.workflow.moves import AgreementMove


class ReadingDiffers(ValueError):
    """The reading has another count of clauses than the text that binds."""

    def __init__(self, agreed: int, read: int) -> None:
        super().__init__(f"{agreed} clauses are agreed and {read} are read")
        self.agreed, self.read = agreed, read


class OtherWords(ValueError):
    """The Persian reading says something else than the text that binds; `line` is its first such line."""

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.line = line


class WrongDays(ValueError):
    """The agreement would end before it begins."""


class NotAwaited(Exception):
    """There is no such version, or it does not stand where this move leads on from."""


class Unanswered(Exception):
    """So many comments of bodies on this version have no answer yet."""

    def __init__(self, count: int) -> None:
        super().__init__(f"{count} comments are not answered")
        self.count = count


class NotAnnounced(Exception):
    """No notice of its authority has told of this version since it was loaded."""


class BeforeItsNotice(ValueError):
    """The version would hold before the notice that tells of it takes effect, in place of one that holds."""

    def __init__(self, earliest: datetime) -> None:
        super().__init__(f"the notice takes effect at {earliest:%Y-%m-%d %H:%M}")
        self.earliest = earliest


class TextDiffers(ValueError):
    """What was shown is not the text of this version."""


class SecondFactorMissing(Exception):
    """No second factor was shown in this session."""


class NotMandated(Exception):
    """This person holds no mandate that speaks for this body."""


class AcceptedAlready(Exception):
    """This body has accepted this version before."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What somebody read before accepting it, and when the second factor was shown in that session."""

    number: int
    sha256: str
    second_factor_at: datetime | None


@dataclass(frozen=True, slots=True)
class Draft:
    """What is loaded: bytes in UTF-8 whose clauses begin with `1)`, readings clause by clause, and days.

    `reading_fa`, if any, is the same text with the half-spaces that it should have. `until` are the words for
    its last day; it is valid to just before `valid_until`.
    """

    exact: bytes
    reading_en: str
    valid_from: datetime
    valid_until: datetime
    until: Words
    authority: str = DEFAULT_AUTHORITY
    reading_fa: str = ""


@transaction.atomic
def load_agreement(*, draft: Draft, by: Person, now: datetime) -> int:
    """Keep a version for another to confirm, and return its number.

    Raise ClausesMissing, UnicodeDecodeError, ReadingDiffers, OtherWords or WrongDays.
    """
    one_at_a_time("agreements")
    number = 1 + (AgreementVersion.objects.aggregate(last=Max("number"))["last"] or 0)
    permit(by=by, move=AgreementMove.LOAD, about=about(number), now=now, authority=draft.authority)
    refuse_unreadable(draft)
    digest = hashlib.sha256(draft.exact).hexdigest()
    AgreementVersion.objects.create(
        authority_id=draft.authority,
        number=number,
        exact=draft.exact,
        sha256=digest,
        reading_fa=draft.reading_fa,
        reading_en=draft.reading_en,
        valid_from=draft.valid_from,
        valid_until=draft.valid_until,
        until_fa=draft.until.fa,
        until_en=draft.until.en,
        loaded_by=by,
        at=now,
    )
    note(number, "agreement.loaded", by, now)
    return number


def refuse_unreadable(draft: Draft) -> None:
    exact = draft.exact.decode("utf-8-sig")
    agreed = len(read_agreement(exact).clauses)
    read = len(read_agreement(draft.reading_en).clauses)
    if agreed != read:
        raise ReadingDiffers(agreed, read)
    if draft.reading_fa.strip() and (odd := first_other_line(exact, draft.reading_fa)):
        raise OtherWords(odd)
    if draft.valid_until <= draft.valid_from:
        raise WrongDays


@transaction.atomic
def consult_on(*, number: int, by: Person, now: datetime) -> None:
    """Lay a draft before everybody, to be talked over; raise NotAwaited from any other state."""
    row = locked(number)
    permit(by=by, move=AgreementMove.CONSULT, about=about(number), now=now, authority=authority_of(row))
    moved(row, AgreementMove.CONSULT, number)
    note(number, "agreement.consulted", by, now)
    tell_bodies(row, TemplateName.AGREEMENT_CONSULTED, "/office/consultation/", now)


@transaction.atomic
def confirm_agreement(*, number: int, by: Person, now: datetime) -> None:
    """Offer, as a second person, what another has loaded.

    Raise NotAwaited unless it is being talked over, Unanswered while a body waits for an answer.
    """
    row = locked(number)
    permit(by=by, move=AgreementMove.CONFIRM, about=about(number), now=now, authority=authority_of(row))
    if row and (waiting := row.comments.filter(answer=None).count()):
        raise Unanswered(waiting)
    moved(row, AgreementMove.CONFIRM, number, confirmed_by=by, confirmed_at=now)
    note(number, "agreement.confirmed", by, now)
    tell_bodies(row, TemplateName.AGREEMENT_OFFERED, "/office/offer/", now)


def tell_bodies(row: AgreementVersion | None, template: TemplateName, path: str, now: datetime) -> None:
    """Write to all who speak for a body that something has become of a version."""
    if row is None:
        return
    content = messages.Content(template, row.reference, path, {"number": row.number})
    messages.send(content=content, to=holders_of_any(SPEAKS_FOR_A_BODY, now, str(row.authority_id)), now=now)


@transaction.atomic
def put_in_force(*, number: int, by: Person, now: datetime) -> None:
    """Let an offered version hold for its days, by the notice that told of it.

    Raise NotAwaited, NotAnnounced or BeforeItsNotice.
    """
    one_at_a_time("agreements")
    row = locked(number)
    permit(by=by, move=AgreementMove.PUT_IN_FORCE, about=about(number), now=now, authority=authority_of(row))
    if row is None or row.state != VersionState.OFFERED:
        raise NotAwaited(number)
    notice = announced(row)
    begins = row.valid_from or notice.effective_at
    if begins < queries.earliest_beginning(str(row.authority_id), begins, notice.effective_at):
        raise BeforeItsNotice(notice.effective_at)
    moved(row, AgreementMove.PUT_IN_FORCE, number, notice_id=notice.number)
    note(number, "agreement.put_in_force", by, now)


@transaction.atomic
def withdraw_agreement(*, number: int, by: Person, now: datetime) -> None:
    """Take back a version that does not hold yet; raise NotAwaited from any other state."""
    row = locked(number)
    permit(by=by, move=AgreementMove.WITHDRAW, about=about(number), now=now, authority=authority_of(row))
    moved(row, AgreementMove.WITHDRAW, number)
    note(number, "agreement.withdrawn", by, now)


@transaction.atomic
def accept_agreement(*, shown: Shown, body: str, by: Person, now: datetime) -> None:
    """Accept for a body, by a mandate that speaks for it, the very text that was shown.

    Raise NotAwaited, TextDiffers, SecondFactorMissing, NotMandated or AcceptedAlready.
    """
    row = locked(shown.number)
    permit(by=by, move=AgreementMove.ACCEPT, about=about(shown.number), now=now, authority=authority_of(row))
    if row is None or row.state not in OPEN_TO_BODIES or row.valid_until <= now:
        raise NotAwaited(shown.number)
    if shown.sha256 != row.sha256:
        raise TextDiffers(shown.sha256)
    if shown.second_factor_at is None:
        raise SecondFactorMissing
    mandate = speaks_for(body, by, str(row.authority_id), now)
    if mandate is None:
        raise NotMandated(body)
    if row.acceptances.filter(body=body).exists():
        raise AcceptedAlready(body)
    Acceptance.objects.create(
        version=row,
        body=body,
        mandate_id=mandate,
        shown_sha256=shown.sha256,
        second_factor_at=shown.second_factor_at,
        at=now,
    )
    matters = (row.reference, Subject.BODY.named(body), Subject.AUTHORITY.named(row.authority_id))
    journal.write(
        by=by,
        at=now,
        what="agreement.accepted",
        about=matters,
        facts={"sha256": row.sha256, "mandate": mandate},
    )


def speaks_for(body: str, by: Person, authority: str, now: datetime) -> int | None:
    """Return the number of this person's mandate that speaks for the body at this authority, or None."""
    held = (one for one in mandates.mandates_of(by, now) if one.role in SPEAKS_FOR_A_BODY)
    mine = (one.number for one in held if (one.body, one.authority) == (body, authority))
    return next(mine, None)


def about(number: int) -> str:
    return Subject.AGREEMENT.named(number)


def locked(number: int) -> AgreementVersion | None:
    return AgreementVersion.objects.select_for_update(of=("self",)).filter(number=number).first()


def authority_of(row: AgreementVersion | None) -> str | None:
    return str(row.authority_id) if row else None


def moved(row: AgreementVersion | None, move: AgreementMove, number: int, **changes: object) -> None:
    """Make one move of the table, with what is filled in by it; raise NotAwaited where it leads nowhere."""
    if row is None:
        raise NotAwaited(number)
    try:
        state = AGREEMENT.next(VersionState(row.state), move)
    except MoveNotAllowed as refused:
        raise NotAwaited(number) from refused
    AgreementVersion.objects.filter(pk=row.pk).update(state=state, **changes)


def announced(row: AgreementVersion) -> notices.NoticeRow:
    """Return its authority's notice that told of it after it was loaded; raise NotAnnounced."""
    told = notices.published_for(Kind.AGREEMENT, str(row.number), str(row.authority_id))
    if told is None or (row.at and told.published_at < row.at):
        raise NotAnnounced(row.number)
    return told


def note(number: int, what: str, by: Person | None, now: datetime) -> None:
    """Write the line of a move, with the digest of the text that it was made about."""
    row = AgreementVersion.objects.only("sha256", "authority_id").get(number=number)
    matters = (about(number), Subject.AUTHORITY.named(row.authority_id))
    journal.write(by=by, at=now, what=what, about=matters, facts={"sha256": row.sha256})
