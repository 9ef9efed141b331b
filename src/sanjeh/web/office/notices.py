"""Where staff announce a change; once published, nobody can change a word of it."""

from dataclasses import replace
from datetime import datetime, time

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanjeh.apps.accounts.queries import signed_in
from sanjeh.apps.calendars import queries as calendars
from sanjeh.apps.fingerprints import queries as running
from sanjeh.apps.notices import actions, queries
from sanjeh.apps.notices.kinds import Kind
from sanjeh.apps.rounds import queries as rounds
from sanjeh.core.text.words import Words
from sanjeh.core.workflow.moves import NoticeMove, Reading
from sanjeh.web.choices import choice
from sanjeh.web.formatting import moment
from sanjeh.web.listing import answer
from sanjeh.web.office.access import OfficePage, RequestedMove, in_office
from sanjeh.web.office.fields import DayField, area, line
from sanjeh.web.office.notice_list import kinds, notice_listing

KNOWN = ("kind", "version", "effective")  # what a link to the form may tell of the notice already


class NoticeForm(forms.Form):
    kind = choice(_("چه چیزی تغییر می‌کند؟"), kinds)
    version = forms.CharField(
        label=_("شناسه‌ی نسخه"),
        help_text=_("برای روش و دوره همان کد آن، تا اجرای آن به این اطلاعیه گره بخورد."),
        max_length=80,
        widget=line("ltr"),
    )
    title_fa = forms.CharField(label=_("عنوان فارسی"), max_length=200, widget=line("rtl"))
    title_en = forms.CharField(label=_("عنوان انگلیسی"), max_length=200, widget=line("ltr"))
    body_fa = forms.CharField(label=_("متن فارسی"), max_length=20_000, widget=area("rtl"))
    body_en = forms.CharField(label=_("متن انگلیسی"), max_length=20_000, widget=area("ltr"))
    effective = DayField(label=_("روز آغاز اجرا"))
    short_notice_reason = forms.CharField(
        label=_("دلیل اعلام دیرهنگام"),
        help_text=_("تنها اگر تا اجرا کمتر از مهلت این گونه مانده است؛ همه آن را می‌بینند."),
        max_length=2_000,
        required=False,
        widget=area("auto", rows=2),
    )

    def announcement(self, now: datetime) -> actions.Announcement:
        """Return what is announced at this moment; what takes effect today does so from now on."""
        given = self.cleaned_data
        begins = timezone.make_aware(datetime.combine(given["effective"], time.min))
        is_today = given["effective"] == timezone.localdate(now)
        return actions.Announcement(
            kind=Kind(given["kind"]),
            version=given["version"],
            title=Words(given["title_fa"], given["title_en"]),
            body=Words(given["body_fa"], given["body_en"]),
            effective_at=now if is_today else begins,
            short_notice_reason=given["short_notice_reason"],
        )


class Notices(OfficePage):
    """The published notices, and the form of the next one."""

    reads = Reading.NOTICES

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove:
        del request, where
        return RequestedMove(NoticeMove.PUBLISH)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(request, NoticeForm(initial={name: request.GET.get(name) for name in KNOWN}))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = NoticeForm(request.POST)
        if form.is_valid() and published(request, form):
            return redirect(after(request.GET.get("round", "")))
        return self.page(request, form)

    def page(self, request: HttpRequest, form: NoticeForm) -> HttpResponse:
        own = queries.notices(in_office(request).staff.authority)
        shown = {"form": form, "silent": running.silent_changes(only_open=True)}
        return answer(request, notice_listing(own), "office/notices.html", shown)


def after(round_code: str) -> str:
    """Return the page from which the notice was asked for: a round's, else the list of notices."""
    known = {row.code for row in rounds.rounds()}
    return reverse("office:round", args=[round_code]) if round_code in known else reverse("office:notices")


def published(request: HttpRequest, form: NoticeForm) -> bool:
    """Publish; tell beside the date why it cannot be."""
    now = timezone.now()
    try:
        own = replace(form.announcement(now), authority=in_office(request).staff.authority)
        actions.publish_notice(
            announcement=own,
            hours=calendars.working_hours(now, authority=own.authority),
            by=signed_in(request.user),
            now=now,
        )
    except actions.TooLate as late:
        earliest = moment(late.earliest, request.LANGUAGE_CODE)
        told = gettext("زودترین زمان بی‌نیاز از دلیل: %(earliest)s. روز را عقب ببرید یا دلیل را بنویسید.")
        form.add_error("effective", told % {"earliest": earliest})
    except actions.InThePast:
        form.add_error("effective", gettext("این روز گذشته است؛ تغییر را پیش از اجرا باید اعلام کرد."))
    else:
        messages.success(request, gettext("اطلاعیه منتشر شد."))
    return not form.errors
