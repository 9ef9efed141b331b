"""Where the working calendar is changed: one person enters, another confirms what has been announced."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from sanjeh.apps.accounts.queries import signed_in
from sanjeh.apps.calendars import actions, queries
from sanjeh.apps.calendars.entries import CHANGE_WORDS, Change
from sanjeh.apps.desk import clocks
from sanjeh.core.integrity.references import DEFAULT_AUTHORITY, Subject
from sanjeh.core.text.words import Wording
from sanjeh.core.workflow.moves import CalendarMove, Reading
from sanjeh.web.listing import answer
from sanjeh.web.office.access import OfficePage, RequestedMove, in_office
from sanjeh.web.office.calendar_forms import FORMS, PlaceForm
from sanjeh.web.office.calendar_list import change_listing

DONE = _("انجام شد و در دفتر رویداد ثبت شد.")
REFUSALS: dict[type[Exception], str] = {
    actions.NotAnnounced: _("پس از ثبت این تغییر اطلاعیه‌ای درباره‌اش نیست؛ نخست آن را منتشر کنید."),
    actions.NotAwaited: _("این تغییر در انتظار تأیید نیست؛ صفحه را تازه کنید."),
    actions.TooEarly: _(
        "این هفته پیش از امروز یا پیش از اجرای اطلاعیه‌اش آغاز می‌شود؛ از روزی دیرتر ثبت کنید."
    ),
    actions.AddsWorkAfterwards: _("دستور نمی‌تواند ساعت‌های گذشته را کاری کند: کسی آن را نمی‌دانسته است."),
}


class CalendarPage(OfficePage):
    """Every change of the calendar, and what waits for a second person."""

    reads = Reading.CALENDAR

    def get(self, request: HttpRequest) -> HttpResponse:
        shown = {
            "kinds": [(reverse(f"office:calendar-{kind}"), words) for kind, words in CHANGE_WORDS.items()],
        }
        authority = in_office(request).staff.authority
        every = [row for kind in Change for row in queries.changes(kind, authority)]
        rows = sorted(every, key=lambda row: (waits(row), row.first_day, row.number), reverse=True)
        return answer(request, change_listing(rows), "office/calendar.html", shown)


def waits(row: queries.ChangeRow) -> bool:
    """Tell whether somebody has entered it and nobody has confirmed it yet: such stand first."""
    return row.awaits_second and not row.is_reckoned


class NewChange(OfficePage):
    """The form of a week, a holiday or a decree."""

    reads = CalendarMove.ENTER
    change = Change.HOLIDAY

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove:
        del request, where
        return RequestedMove(CalendarMove.ENTER)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(request, FORMS[self.change]())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = FORMS[self.change](request.POST)
        if not form.is_valid():
            return self.page(request, form)
        authority = in_office(request).staff.authority
        by, now = signed_in(request.user), timezone.now()
        number = actions.enter_change(entry=form.entry(), by=by, now=now, authority=authority)
        messages.success(request, gettext(DONE))
        return redirect("office:calendar-change", number=number)

    def page(self, request: HttpRequest, form: PlaceForm) -> HttpResponse:
        shown = {"form": form, "title": CHANGE_WORDS[self.change]}
        return render(request, "office/calendar_form.html", shown)


@dataclass(frozen=True, slots=True)
class MovedRow:
    """An open clock before and after the change."""

    complaint: int
    title: Wording
    before: Wording
    after: Wording


class ChangePage(OfficePage):
    """One change: what it says, which open clocks it would move, and its confirmation."""

    reads = Reading.CALENDAR

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove:
        del request
        return RequestedMove(CalendarMove.CONFIRM, Subject.CALENDAR.named(where["number"]))

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        return self.page(request, number)

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        try:
            actions.confirm_change(number=number, by=signed_in(request.user), now=timezone.now())
        except queries.NoSuchChange as error:
            raise Http404 from error
        except tuple(REFUSALS) as refused:
            messages.error(request, gettext(REFUSALS[type(refused)]))
            return self.page(request, number)
        messages.success(request, gettext(DONE))
        return redirect("office:calendar")

    def page(self, request: HttpRequest, number: int) -> HttpResponse:
        staff = in_office(request).staff
        try:
            row = queries.change(number)
        except queries.NoSuchChange as error:
            raise Http404 from error
        may_confirm = row.awaits_second and not staff.refusal(CalendarMove.CONFIRM, row.reference)
        shown = {"row": row, "may_confirm": may_confirm, "moved": moved(row, staff.at)}
        return render(request, "office/calendar_change.html", shown)


def moved(row: queries.ChangeRow, now: datetime) -> tuple[MovedRow, ...]:
    """Return the open clocks that would get another due moment if this change were confirmed now."""
    if not row.awaits_second or queries.owner(row.number) != DEFAULT_AUTHORITY:
        return ()  # cases are the house's, and count by its first calendar
    moment = queries.moments()
    found = clocks.moved_by(queries.working_calendar(), queries.as_if_confirmed(row.number, now), now)
    return tuple(MovedRow(one.complaint, one.title, moment(one.before), moment(one.after)) for one in found)
