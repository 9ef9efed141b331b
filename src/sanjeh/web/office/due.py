"""What is under way in the office: with whom each matter lies, since when, and what the reader may do of it.

Each source asks the database a fixed number of times, however much is under way.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from sanjeh.apps.accounts import mandates
from sanjeh.apps.agreements import queries as agreements
from sanjeh.apps.calendars import queries as calendars
from sanjeh.apps.catalogue.imports import queries as imports
from sanjeh.apps.commitments import breaches
from sanjeh.apps.desk.waiting import WaitingCase, waiting_cases
from sanjeh.apps.feedback import queries as feedback
from sanjeh.apps.journal import queries as journal
from sanjeh.apps.messages import queries as incoming
from sanjeh.apps.methodology import queries as methodologies
from sanjeh.apps.questions import queries as questions
from sanjeh.apps.retention import queries as archive
from sanjeh.apps.rounds import queries as rounds
from sanjeh.core.catalogue.plan import What
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.agreements import VersionState
from sanjeh.core.workflow.breaches import BreachMove
from sanjeh.core.workflow.complaints import ComplaintMove
from sanjeh.core.workflow.moves import (
    AgreementMove,
    ArchiveMove,
    CalendarMove,
    CatalogueMove,
    MethodologyMove,
    PeopleMove,
    Reading,
    key_of,
)
from sanjeh.core.workflow.permission_row import Condition, Permission
from sanjeh.core.workflow.permissions import Asker, permission, refusal
from sanjeh.core.workflow.reach_moves import FeedbackMove, MailMove
from sanjeh.core.workflow.roles import ROLE_WORDS
from sanjeh.core.workflow.rounds import MACHINES, RoundState
from sanjeh.web.office.access import Staff
from sanjeh.web.office.due_hearings import answers_to_write, incidents_of_mine
from sanjeh.web.office.due_matter import Matter, counted
from sanjeh.web.office.refusals import roles_said
from sanjeh.web.office.start import address_of
from sanjeh.web.templatetags.persian import words

# A round that is published waits for nobody: it may be put away, or stay.
AT_REST = frozenset({RoundState.PUBLISHED, RoundState.FEEDBACK, RoundState.ARCHIVED})
# What leads a version of the agreement on, from where it stands.
AWAITED = {
    VersionState.DRAFT: AgreementMove.CONSULT,
    VersionState.CONSULTATION: AgreementMove.CONFIRM,
    VersionState.OFFERED: AgreementMove.PUT_IN_FORCE,
}
# Whoever thinks so may excuse a breach, as the first: nobody waits for it.
MAY_BUT_NEED_NOT = frozenset({BreachMove.ASK_EXCUSE})
OUTSIDE = frozenset({ComplaintMove.SERVE})  # with the complainant


@dataclass(frozen=True, slots=True)
class Due:
    """One matter that is under way; `mine` are the moves that the reader may make of it now."""

    title: str
    url: str
    state: str
    since: datetime | None
    until: datetime | None
    mine: tuple[str, ...]
    lies_with: str


def due_of(staff: Staff, may: frozenset[str]) -> tuple[Due, ...]:
    """Return what is under way in all that the reader may see, the reader's own first, then the oldest."""
    found = [matter for reading, source in SOURCES if key_of(reading) in may for matter in source(staff)]
    done = journal.done_in(staff.person.reference, [one.reference for one in found])
    shown = [due(matter, staff, done[matter.reference]) for matter in found]
    return tuple(sorted(shown, key=lambda row: (not row.mine, row.since or staff.at)))


def due(matter: Matter, staff: Staff, done: frozenset[str]) -> Due:
    rows = [permission(move) for move in matter.moves]
    mine = [row for row in rows if is_mine(row, matter, staff, done)]
    inside = [row for row in rows if row.condition is not Condition.OTHER_SIDE]
    roles = frozenset(role for row in inside for role in row.roles)
    return Due(
        title=matter.title,
        url=matter.url,
        state=matter.state,
        since=matter.since,
        until=matter.until,
        mine=tuple(words(row.title) for row in mine),
        lies_with=roles_said(roles) if roles else gettext("بیرون از دبیرخانه"),
    )


def is_mine(row: Permission, matter: Matter, staff: Staff, done: frozenset[str]) -> bool:
    """Say whether the reader may make this move: by role, by what was done before, and by the draw's seat."""
    if matter.is_own:
        return True
    if row.move in MAY_BUT_NEED_NOT:
        return False
    is_seated = staff.person.pk in matter.seated
    # The other side is told by a message, and finds the case on a page of its own.
    if (row.condition is Condition.DRAWN and not is_seated) or row.condition is Condition.OTHER_SIDE:
        return False
    return refusal(row, Asker(staff.roles, done)) is None


def rounds_under_way(staff: Staff) -> Iterable[Matter]:
    under_way = [row for row in rounds.rounds(staff.authority) if row.state not in AT_REST]
    references = {row.code: Subject.ROUND.named(row.code) for row in under_way}
    last = journal.last_at(references.values())
    for row in under_way:
        yield Matter(
            references[row.code],
            words(row.title),
            reverse("office:round", args=[row.code]),
            words(row.state_title),
            last.get(references[row.code]),
            tuple(MACHINES[row.scope].moves(row.state)),
        )


def methods_to_put_in_force(staff: Staff) -> Iterable[Matter]:
    for row in methodologies.versions(staff.authority):
        if row.in_force_from is None:
            yield Matter(
                Subject.METHODOLOGY.named(row.code),
                words(row.title),
                reverse("office:methods"),
                gettext("روش بارشده، هنوز در اجرا نیست"),
                row.loaded_at,
                (MethodologyMove.PUT_IN_FORCE,),
            )


def cases_under_way(staff: Staff) -> Iterable[Matter]:
    del staff
    return map(case_matter, waiting_cases())


def case_matter(case: WaitingCase) -> Matter:
    title = gettext("شکایت شماره‌ی %(number)s") % {"number": counted(case.number)}
    url = reverse("office:complaint", args=[case.number])
    state = words(case.state_title)
    return Matter(case.reference, title, url, state, case.since, case.moves, case.seated)


def mandates_to_confirm(staff: Staff) -> Iterable[Matter]:
    for row in mandates.awaiting_second(staff.at, staff.authority):
        yield Matter(
            Subject.MANDATE.named(row.number),
            gettext("حکم %(name)s: %(role)s") % {"name": row.name, "role": words(ROLE_WORDS[row.role])},
            address_of("people"),
            gettext("در انتظار تأیید نفر دوم"),
            row.since,
            # Nobody confirms a mandate of one's own.
            () if row.person == staff.person.reference else (PeopleMove.CONFIRM_MANDATE,),
        )


def agreements_to_lead_on(staff: Staff) -> Iterable[Matter]:
    for row in agreements.versions(staff.authority):
        if row.state in AWAITED:
            yield Matter(
                Subject.AGREEMENT.named(row.number),
                gettext("نسخه‌ی %(number)s توافق‌نامه") % {"number": counted(row.number)},
                reverse("office:agreement-version", args=[row.number]),
                words(row.says),
                row.loaded_at,
                (AWAITED[row.state],),
            )


def calendar_changes_to_confirm(staff: Staff) -> Iterable[Matter]:
    for row in calendars.awaiting_second(staff.authority):
        yield Matter(
            row.reference,
            gettext("تغییر تقویم کاری: %(change)s") % {"change": words(row.title or row.change_title)},
            reverse("office:calendar-change", args=[row.number]),
            gettext("در انتظار تأیید نفر دوم"),
            row.made_at,
            (CalendarMove.CONFIRM,),
        )


def imports_to_apply(staff: Staff) -> Iterable[Matter]:
    for row in imports.waiting(staff.authority):
        yield Matter(
            row.reference,
            gettext("فهرست آماده: %(name)s") % {"name": row.file_name or counted(row.number)},
            reverse("office:catalogue-import", args=[row.number]),
            gettext("سطرهای نادرست دارد") if row.counts[What.WRONG] else gettext("در انتظار تأیید نفر دوم"),
            row.uploaded_at,
            (CatalogueMove.PREPARE if row.counts[What.WRONG] else CatalogueMove.APPLY,),
        )


def messages_of_readers(staff: Staff) -> Iterable[Matter]:
    del staff
    count, since = feedback.waiting()
    if count:
        yield Matter(
            Subject.FEEDBACK.named("open"),
            gettext("گزارش‌های خوانندگان: %(count)s") % {"count": counted(count)},
            reverse("office:feedback"),
            gettext("بی‌پاسخ"),
            since,
            (FeedbackMove.SETTLE,),
        )


def words_over_their_time(staff: Staff) -> Iterable[Matter]:
    if count := archive.overdue(staff.at):
        yield Matter(
            Subject.ARCHIVE.named("overdue"),
            gettext("شکایت‌هایی که موعد پاک شدن متنشان گذشته است: %(count)s") % {"count": counted(count)},
            reverse("office:archive"),
            gettext("در انتظار رسید بایگانی"),
            None,
            (ArchiveMove.PACK, ArchiveMove.RECEIVE),
        )


def breaches_to_end(staff: Staff) -> Iterable[Matter]:
    for row in breaches.under_way(staff.at):
        yield Matter(
            Subject.BREACH.named(row.number),
            gettext("نقض شماره‌ی %(number)s") % {"number": counted(row.number)},
            reverse("office:breach", args=[row.number]),
            words(row.says),
            row.opened_at,
            row.open_moves,
            until=row.due_at,
        )


def questions_to_go_on(staff: Staff) -> Iterable[Matter]:
    for row in questions.open_for(staff.person, staff.at):
        url = reverse("office:question", args=[row.number])
        yield Matter(row.reference, row.title, url, words(row.says), row.asked_at, row.moves)


def mails_apart(staff: Staff) -> Iterable[Matter]:
    del staff
    if count := incoming.apart_count():
        title = gettext("نامه‌هایی که کنار گذاشته شد: %(count)s") % {"count": counted(count)}
        state = gettext("کسی باید آن را بخواند")
        yield Matter(
            Subject.MAIL.named("apart"), title, reverse("office:messages"), state, None, (MailMove.SETTLE,)
        )


SOURCES: tuple[tuple[Reading, Callable[[Staff], Iterable[Matter]]], ...] = (
    (Reading.ROUNDS, rounds_under_way),
    (Reading.METHODS, methods_to_put_in_force),
    (Reading.COMPLAINTS, cases_under_way),
    (Reading.CATALOGUE, imports_to_apply),
    (Reading.PEOPLE, mandates_to_confirm),
    (Reading.AGREEMENT, agreements_to_lead_on),
    (Reading.CALENDAR, calendar_changes_to_confirm),
    (Reading.FEEDBACK, messages_of_readers),
    (Reading.ARCHIVE, words_over_their_time),
    (Reading.BREACHES, breaches_to_end),
    (Reading.HOME, answers_to_write),
    (Reading.INCIDENTS, incidents_of_mine),
    (Reading.QUESTIONS, questions_to_go_on),
    (Reading.MAIL, mails_apart),
)
