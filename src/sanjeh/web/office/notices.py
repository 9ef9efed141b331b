"""Where staff announce a change; once published, nobody can change a word of it."""

from datetime import datetime, time

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from sanjeh.apps.accounts.queries import signed_in
from sanjeh.apps.notices import actions, queries
from sanjeh.apps.notices.kinds import KINDS, Kind
from sanjeh.core.persian import dates_in
from sanjeh.core.words import Words
from sanjeh.web.office.access import OfficePage
from sanjeh.web.writing import moment


def kinds() -> list[tuple[str, str]]:
    return [(kind.value, one.title.in_language(get_language() or "fa")) for kind, one in KINDS.items()]


def line(direction: str = "auto") -> forms.TextInput:
    return forms.TextInput({"class": "form-control", "dir": direction})


def area(direction: str, rows: int = 5) -> forms.Textarea:
    return forms.Textarea({"class": "form-control", "dir": direction, "rows": rows})


class NoticeForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("چه چیزی تغییر می‌کند؟"), choices=kinds, widget=forms.Select({"class": "form-select"})
    )
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
    effective = forms.CharField(
        label=_("روز آغاز اجرا"), help_text=_("مانند ۱۴۰۵/۱۰/۰۱"), max_length=40, widget=line()
    )
    short_notice_reason = forms.CharField(
        label=_("دلیل اعلام دیرهنگام"),
        help_text=_("تنها اگر تا اجرا کمتر از مهلت این گونه مانده است؛ همه آن را می‌بینند."),
        max_length=2_000,
        required=False,
        widget=area("auto", rows=2),
    )

    def clean_effective(self) -> datetime:
        days = dates_in(self.cleaned_data["effective"])
        if len(days) != 1:
            raise forms.ValidationError(_("یک روز بنویسید، مانند ۱۴۰۵/۱۰/۰۱."))
        return timezone.make_aware(datetime.combine(days[0], time.min))

    def announcement(self) -> actions.Announcement:
        given = self.cleaned_data
        return actions.Announcement(
            kind=Kind(given["kind"]),
            version=given["version"],
            title=Words(given["title_fa"], given["title_en"]),
            body=Words(given["body_fa"], given["body_en"]),
            effective_at=given["effective"],
            short_notice_reason=given["short_notice_reason"],
        )


class Notices(OfficePage):
    """The published notices, and the form of the next one."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(request, NoticeForm(initial={"kind": request.GET.get("kind")}))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = NoticeForm(request.POST)
        if form.is_valid() and published(request, form):
            return redirect("office:notices")
        return self.page(request, form)

    def page(self, request: HttpRequest, form: NoticeForm) -> HttpResponse:
        return render(request, "office/notices.html", {"form": form, "notices": queries.notices()})


def published(request: HttpRequest, form: NoticeForm) -> bool:
    """Publish; tell beside the date why it cannot be."""
    announcement, by = form.announcement(), signed_in(request.user)
    try:
        actions.publish_notice(announcement=announcement, by=by, now=timezone.now())
    except actions.TooLate as late:
        earliest = moment(late.earliest, request.LANGUAGE_CODE)
        told = gettext("زودترین زمان بی‌نیاز از دلیل: %(earliest)s. روز را عقب ببرید یا دلیل را بنویسید.")
        form.add_error("effective", told % {"earliest": earliest})
    except actions.InThePast:
        form.add_error("effective", gettext("این روز گذشته است؛ تغییر را پیش از اجرا باید اعلام کرد."))
    return not form.errors
