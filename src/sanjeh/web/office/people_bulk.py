"""Ending, extending or handing over many mandates: seen before it is done, and taken back with one move."""

from dataclasses import dataclass, replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from sanjeh.apps.accounts import bulk_actions as actions
from sanjeh.apps.accounts import mandates, queries
from sanjeh.apps.accounts.bulk_actions import Change, Together
from sanjeh.apps.accounts.letters import Letter
from sanjeh.apps.accounts.mandate_actions import AlreadyGiven, NoSuchMandate, WrongDays
from sanjeh.apps.accounts.mandates import MandateRow
from sanjeh.apps.catalogue import queries as catalogue
from sanjeh.apps.journal import queries as journal
from sanjeh.core.integrity.references import Subject
from sanjeh.core.text.words import Wording
from sanjeh.core.workflow.moves import Reading, key_of
from sanjeh.core.workflow.permissions import NotPermitted
from sanjeh.core.workflow.roles import ROLE_WORDS
from sanjeh.web.listing import asked_of
from sanjeh.web.office.access import OfficePage, RequestedMove, in_office
from sanjeh.web.office.bulk import ALL, CHOSEN, SCOPE, Unreadable, nothing_chosen
from sanjeh.web.office.fields import ONE_DAY, typed_end
from sanjeh.web.office.people_list import mandate_listing
from sanjeh.web.office.refusals import why_refused

TITLES = {
    Together.END: _("پایان حکم"),
    Together.EXTEND: _("حکم دیگری از پایان هر یک، تا پایان روز"),
    Together.HAND_OVER: _("سپردن همه به یک جانشین (نام کاربری)"),
}
SURE = "sure"
REFUSALS: dict[type[Exception], str] = {
    NoSuchMandate: _("چنین حکمی دیگر در جریان نیست."),
    AlreadyGiven: _("او این نقش را در بخشی از این زمان از پیش دارد."),
    WrongDays: _("این روز از پایان کنونی حکم دیرتر نیست."),
}
CHANGED_SINCE = _("پس از آن چیزی از این حکم‌ها عوض شده است؛ هیچ حکمی تغییر نکرد. یکی‌یکی پیش بروید.")


@dataclass(frozen=True, slots=True)
class Line:
    """A mandate of the preview, with the names of its role and body, and why it cannot be changed."""

    row: MandateRow
    role: Wording
    body: Wording | None
    refused: str


class PeopleBulk(OfficePage):
    """Shows what a change of many mandates would do, and makes it once that is sure."""

    reads = Reading.PEOPLE

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove | None:
        del where
        kind = kind_in(request)
        return RequestedMove(actions.MOVES[kind]) if kind else None

    def post(self, request: HttpRequest) -> HttpResponse:
        kind = kind_in(request)
        if kind is None:
            raise Http404
        numbers, staff = numbers_in(request), in_office(request).staff
        if not numbers:
            return nothing_chosen(request, "office:people")
        try:
            change = change_in(request, kind, numbers)
        except Unreadable as told:
            messages.error(request, str(told))
            return preview(request, kind, numbers, None)  # where all that was chosen and typed stands
        if SURE not in request.POST:
            return preview(request, kind, numbers, change)
        try:
            line = actions.change_together(change=change, by=staff.person, now=staff.at)
        except actions.REFUSALS:
            return preview(request, kind, numbers, change)  # which tells of each why not
        messages.success(request, gettext("انجام شد و در دفتر رویداد ثبت شد."))
        return redirect("office:people-bulk-done", line=line)


def kind_in(request: HttpRequest) -> Together | None:
    return next((one for one in Together if one.value == request.POST.get("edit")), None)


def change_in(request: HttpRequest, kind: Together, numbers: tuple[int, ...]) -> Change:
    """Return the change that a form asks for; raise Unreadable with one sentence of what to do."""
    typed, until, successor = request.POST.get("value", "").strip(), None, None
    if kind is Together.EXTEND:
        until = typed_end(typed)
        if until is None:
            raise Unreadable(str(ONE_DAY))
    if kind is Together.HAND_OVER:
        try:
            successor = queries.person(typed)
        except queries.NoSuchPerson:
            raise Unreadable(gettext("کسی با این نام حساب ندارد؛ او را دعوت کنید.")) from None
    letter = Letter(request.POST.get("letter_number", "").strip()[:80])
    return Change(kind, numbers, in_office(request).staff.authority, successor, until, letter)


def numbers_in(request: HttpRequest) -> tuple[int, ...]:
    """Return the numbers of the mandates that were ticked, or of all that the filter keeps."""
    if request.POST.get(SCOPE) != ALL:
        ticked = dict.fromkeys(request.POST.getlist(CHOSEN))
        return tuple(int(one) for one in ticked if one.isascii() and one.isdecimal() and len(one) < 19)
    staff = in_office(request).staff
    rows = mandates.running(staff.at, authority=staff.authority)
    listing = mandate_listing(rows, catalogue.titles(), staff.at, is_chosen_from=True)
    asked = replace(asked_of(QueryDict(request.POST.get("query", "")), listing), is_whole=True)
    return tuple(row.number for row in listing.find(asked)[0])


def preview(
    request: HttpRequest, kind: Together, numbers: tuple[int, ...], change: Change | None
) -> HttpResponse:
    """Show the mandates that are meant, and why one cannot be changed; None is not written in full yet."""
    staff = in_office(request).staff
    refused = actions.tried(change=change, by=staff.person, now=staff.at) if change else {}
    running = {row.number: row for row in mandates.running(staff.at, authority=staff.authority)}
    titles = catalogue.titles()
    lines = [
        Line(row, ROLE_WORDS[row.role], titles.get(row.body), told_of(refused.get(row.number)))
        for number in numbers
        if (row := running.get(number))
    ]
    shown = {
        "change": change,
        "kind": kind,
        "asks_value": kind is not Together.END,
        "title": gettext(TITLES[kind]),
        "lines": lines,
        "gone": len(numbers) - len(lines),
        "can_be_made": not refused,
        "typed": request.POST.get("value", ""),
        "letter_number": request.POST.get("letter_number", "").strip()[:80],
    }
    return render(request, "office/people_bulk.html", shown)


def told_of(error: Exception | None) -> str:
    if error is None:
        return ""
    return why_refused(error) if isinstance(error, NotPermitted) else gettext(REFUSALS[type(error)])


class PeopleBulkDone(OfficePage):
    """What a change of many mandates has done, and the button that takes it back."""

    reads = Reading.PEOPLE

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove | None:
        del request
        kind = kind_of_line(int(where["line"]))
        return RequestedMove(actions.COUNTER_MOVES[kind]) if kind else None

    def get(self, request: HttpRequest, line: int) -> HttpResponse:
        kind, office = kind_of_line(line), in_office(request)
        found, own = journal.line(line), Subject.AUTHORITY.named(office.staff.authority)
        if kind is None or found is None or own not in found.entry.about:
            raise Http404
        is_undone = actions.is_undone(line, office.staff.authority)
        shown = {
            "title": gettext(TITLES[kind]),
            "at": found.entry.at,
            "count": len(actions.numbers(found.entry.facts["mandates"])),
            "line": line,
            "is_undone": is_undone,
            "may_undo": not is_undone and key_of(actions.COUNTER_MOVES[kind]) in office.may,
        }
        return render(request, "office/people_bulk_done.html", shown)

    def post(self, request: HttpRequest, line: int) -> HttpResponse:
        staff = in_office(request).staff
        try:
            actions.undo_together(line=line, authority=staff.authority, by=staff.person, now=staff.at)
        except actions.UndoneAlready:
            messages.error(request, gettext("کسی پیش از شما این را بازگردانده است."))
        except actions.REFUSALS:
            messages.error(request, gettext(CHANGED_SINCE))
        else:
            messages.success(request, gettext("بازگردانده شد و در دفتر رویداد ثبت شد."))
        return redirect("office:people-bulk-done", line=line)


def kind_of_line(line: int) -> Together | None:
    found = journal.line(line)
    return Together(str(found.entry.facts["kind"])) if found and found.entry.what == actions.DONE else None
