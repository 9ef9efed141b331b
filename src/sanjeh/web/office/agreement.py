"""Where an authority loads its own agreement, and a second person confirms it."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanjeh.apps.accounts.queries import signed_in
from sanjeh.apps.agreements import actions, queries
from sanjeh.apps.agreements.clauses import ClausesMissing
from sanjeh.apps.authorities import queries as authorities
from sanjeh.core.integrity.references import Subject
from sanjeh.core.text.numerals import in_digits
from sanjeh.core.text.words import Words
from sanjeh.core.workflow.moves import AgreementMove, Reading
from sanjeh.locale.days import day
from sanjeh.web.missing import or_404
from sanjeh.web.office.access import OfficePage, RequestedMove, in_office
from sanjeh.web.office.fields import DayField, area
from sanjeh.web.office.uploads import TextForm
from sanjeh.web.templatetags.persian import language

DONE = _("انجام شد و در دفتر رویداد ثبت شد.")


class AgreementForm(TextForm):
    reading_en = forms.CharField(
        label=_("ترجمه‌ی انگلیسی، بند به بند"),
        help_text=_("الزام‌آور نیست؛ بندهای آن باید به شمار بندهای متن باشد."),
        max_length=200_000,
        widget=area("ltr", rows=8),
    )
    first_day = DayField(label=_("نخستین روز اعتبار"))
    last_day = DayField(label=_("واپسین روز اعتبار"))
    field_order = ("file", "text", "reading_en", "first_day", "last_day")

    def draft(self) -> actions.Draft:
        last: date = self.cleaned_data["last_day"]
        calendar = authorities.current().calendar
        return actions.Draft(
            exact=self.content,
            reading_en=self.cleaned_data["reading_en"],
            valid_from=midnight(self.cleaned_data["first_day"]),
            valid_until=midnight(last + timedelta(days=1)),
            until=Words(day(last, "fa", calendar), day(last, "en", calendar)),
        )


def midnight(when: date) -> datetime:
    return timezone.make_aware(datetime.combine(when, time.min))


class Agreements(OfficePage):
    """The versions of the agreement, and the form of the next one."""

    reads = Reading.AGREEMENT

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove:
        del request, where
        return RequestedMove(AgreementMove.LOAD)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(request, AgreementForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = AgreementForm(request.POST, request.FILES)
        if form.is_valid() and loaded(request, form):
            return redirect("office:agreement")
        return self.page(request, form)

    def page(self, request: HttpRequest, form: AgreementForm) -> HttpResponse:
        now, own = in_office(request).staff.at, in_office(request).staff.authority
        shown = {
            "form": form,
            "versions": queries.versions(own),
            "state": queries.state(now, own),
            "now": now,
        }
        return render(request, "office/agreement.html", shown)


def loaded(request: HttpRequest, form: AgreementForm) -> bool:
    """Load it; tell beside the field what cannot be taken."""
    try:
        draft = replace(form.draft(), authority=in_office(request).staff.authority)
        actions.load_agreement(draft=draft, by=signed_in(request.user), now=timezone.now())
    except ClausesMissing:
        form.add_error(
            "text", gettext("هیچ بندی پیدا نشد؛ بندها را با «۱)»، «۲)» و … در آغاز سطر شماره بزنید.")
        )
    except actions.ReadingDiffers as odd:
        said = gettext("متن %(agreed)s بند دارد و ترجمه %(read)s بند؛ بندها را برابر کنید.")
        form.add_error("reading_en", said % {"agreed": counted(odd.agreed), "read": counted(odd.read)})
    except actions.WrongDays:
        form.add_error("last_day", gettext("این روز پیش از نخستین روز اعتبار است."))
    else:
        messages.success(request, DONE)
    return not form.errors


def counted(number: int) -> str:
    return in_digits(number, language())


class AgreementConfirmed(OfficePage):
    """A second person agrees to what another has loaded, having read it here."""

    reads = Reading.AGREEMENT

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove:
        del request
        return RequestedMove(AgreementMove.CONFIRM, Subject.AGREEMENT.named(where["number"]))

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        return render(request, "office/agreement_version.html", {"version": version_or_404(number)})

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        try:
            actions.confirm_agreement(number=number, by=signed_in(request.user), now=timezone.now())
        except actions.NotAwaited:
            messages.error(request, gettext("این نسخه در انتظار تأیید نیست؛ صفحه را تازه کنید."))
        else:
            messages.success(request, DONE)
        return redirect("office:agreement")


def version_or_404(number: int) -> queries.Version:
    with or_404(KeyError):
        return queries.version(number)
