"""Where the ways to the house are opened and ended, and where it is said that one does not work."""

import re
from dataclasses import dataclass
from datetime import datetime
from datetime import time as time_of_day

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from sanjeh.apps.accounts.queries import signed_in
from sanjeh.apps.channels import actions, queries
from sanjeh.apps.channels.entries import ChannelEntry, Report, end_version_of, version_of
from sanjeh.core.integrity.references import Subject
from sanjeh.core.text.numerals import latin_digits
from sanjeh.core.text.words import Words
from sanjeh.core.workflow.channels import CHANNEL_KINDS, ChannelKind
from sanjeh.core.workflow.moves import Reading
from sanjeh.core.workflow.reach_moves import ChannelMove
from sanjeh.web.choices import Choices, choice, offered
from sanjeh.web.listing import answer
from sanjeh.web.missing import or_404
from sanjeh.web.office.access import OfficePage, RequestedMove, in_office
from sanjeh.web.office.channel_list import channel_listing
from sanjeh.web.office.fields import DayField, area, line

DONE = gettext_noop("انجام شد و در دفتر رویداد ثبت شد.")
REFUSALS: dict[type[Exception], str] = {
    actions.NotAnnounced: gettext_noop(
        "پس از ثبت آن اطلاعیه‌ای درباره‌اش نیست؛ نخست آن را با همین شناسه منتشر کنید."
    ),
    actions.NotAwaited: gettext_noop("این کانال در این مرحله نیست؛ صفحه را تازه کنید."),
    actions.LastChannel: gettext_noop("این تنها کانال است؛ بی آن هیچ‌کس به ما دسترسی ندارد."),
    actions.SeenByMachine: gettext_noop("این کانال را خود سامانه می‌بیند و کسی با دست چیزی درباره‌اش نمی‌گوید."),
    actions.NotThen: gettext_noop(
        "این لحظه در آینده است، از سی روز پیش دورتر است، یا پیش از گزارش پیشین این کانال است."
    ),
    actions.WordsMissing: gettext_noop("بنویسید چرا در کار نیست."),
}


def kinds() -> Choices:
    return offered(CHANNEL_KINDS)


class ChannelForm(forms.Form):
    kind = choice(_("گونه"), kinds)
    title_fa = forms.CharField(label=_("عنوان فارسی"), max_length=200, widget=line("rtl"))
    title_en = forms.CharField(label=_("عنوان انگلیسی"), max_length=200, widget=line("ltr"))
    address = forms.CharField(
        label=_("نشانی"),
        help_text=_("آنچه می‌نویسند، شماره‌ای که می‌گیرند یا جایی که می‌روند."),
        max_length=500,
        widget=line("auto"),
    )
    hours_fa = forms.CharField(label=_("ساعت کار، فارسی"), max_length=200, required=False, widget=line("rtl"))
    hours_en = forms.CharField(
        label=_("ساعت کار، انگلیسی"), max_length=200, required=False, widget=line("ltr")
    )

    def clean(self) -> dict[str, object]:
        given = self.cleaned_data
        if bool(given.get("hours_fa")) != bool(given.get("hours_en")):
            self.add_error("hours_en", gettext("ساعت کار را به هر دو زبان بنویسید، یا به هیچ‌یک."))
        return given

    def entry(self) -> ChannelEntry:
        given = self.cleaned_data
        return ChannelEntry(
            kind=ChannelKind(given["kind"]),
            title=Words(given["title_fa"], given["title_en"]),
            address=given["address"],
            hours=Words(given["hours_fa"], given["hours_en"]) if given["hours_fa"] else None,
        )


class Channels(OfficePage):
    """Every channel, and the form of the next one."""

    reads = Reading.CHANNELS

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove:
        del request, where
        return RequestedMove(ChannelMove.ENTER)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(request, ChannelForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ChannelForm(request.POST)
        if not form.is_valid():
            return self.page(request, form)
        number = actions.enter_channel(entry=form.entry(), by=signed_in(request.user), now=timezone.now())
        messages.success(request, gettext(DONE))
        return redirect("office:channel", number=number)

    def page(self, request: HttpRequest, form: ChannelForm) -> HttpResponse:
        now = in_office(request).staff.at
        return answer(
            request, channel_listing(queries.channels(now), now), "office/channels.html", {"form": form}
        )


class ReportForm(forms.Form):
    is_up = forms.ChoiceField(
        label=_("وضعیت"),
        choices=[("no", _("در کار نیست")), ("yes", _("دوباره در کار است"))],
        widget=forms.Select({"class": "form-select"}),
    )
    day = DayField(label=_("از چه روزی"))
    time = forms.RegexField(
        r"[0-9۰-۹]{1,2}[:٫.][0-9۰-۹]{2}",
        label=_("از چه ساعتی"),
        help_text=_("مانند ۹:۳۰"),
        max_length=5,
        widget=line(),
    )
    why = forms.CharField(label=_("چرا"), max_length=300, required=False, widget=area("auto", rows=2))

    def clean_time(self) -> time_of_day:
        hour, minute = map(int, re.split(r"[:٫.]", latin_digits(self.cleaned_data["time"])))
        try:
            return time_of_day(hour, minute)
        except ValueError as error:
            raise forms.ValidationError(_("ساعتی مانند ۹:۳۰ بنویسید.")) from error

    def report(self) -> Report:
        given = self.cleaned_data
        at = timezone.make_aware(datetime.combine(given["day"], given["time"]))
        return Report(is_up=given["is_up"] == "yes", at=at, why=given["why"])


@dataclass(frozen=True, slots=True)
class Open:
    """What of the moves is open to this reader now."""

    authorise: bool
    end: bool
    report: bool


class ChannelPage(OfficePage):
    """One channel: what is known of it, and what may be done with it."""

    reads = Reading.CHANNELS

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove | None:
        move = move_of(request)
        return RequestedMove(move, Subject.CHANNEL.named(where["number"])) if move else None

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        return self.page(request, number, ReportForm())

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        move = move_of(request)
        if move is None:
            raise Http404
        form = ReportForm(request.POST) if move is ChannelMove.REPORT else ReportForm()
        if move is ChannelMove.REPORT and not form.is_valid():
            return self.page(request, number, form)
        try:
            with or_404(queries.NoSuchChannel):
                make(request, number, move, form)
        except tuple(REFUSALS) as refused:
            messages.error(request, gettext(REFUSALS[type(refused)]))
            return self.page(request, number, form)
        messages.success(request, gettext(DONE))
        return redirect("office:channel", number=number)

    def page(self, request: HttpRequest, number: int, form: ReportForm) -> HttpResponse:
        staff = in_office(request).staff
        with or_404(queries.NoSuchChannel):
            row = queries.channel(number, staff.at)
        about = Subject.CHANNEL.named(number)
        may = {move: staff.refusal(move, about) is None for move in ChannelMove}
        is_open = row.is_authorised(staff.at)
        shown = {
            "row": row,
            "form": form,
            "now": staff.at,
            "is_authorised": is_open,
            "versions": (version_of(number), end_version_of(number)),
            "may": Open(
                authorise=may[ChannelMove.AUTHORISE] and row.authorised_from is None,
                end=may[ChannelMove.END] and row.authorised_from is not None and row.ended_from is None,
                report=may[ChannelMove.REPORT] and is_open and not row.is_watched,
            ),
        }
        return render(request, "office/channel.html", shown)


def move_of(request: HttpRequest) -> ChannelMove | None:
    known = {move.value: move for move in ChannelMove if move is not ChannelMove.ENTER}
    return known.get(request.POST.get("move", ""))


def make(request: HttpRequest, number: int, move: ChannelMove, form: ReportForm) -> None:
    by, now = signed_in(request.user), timezone.now()
    if move is ChannelMove.AUTHORISE:
        actions.authorise_channel(number=number, by=by, now=now)
    elif move is ChannelMove.END:
        actions.end_channel(number=number, by=by, now=now)
    else:
        actions.report_channel(number=number, report=form.report(), by=by, now=now)
