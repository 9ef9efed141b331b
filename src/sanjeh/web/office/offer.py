"""Where whoever speaks for a body reads the agreement that is offered, and accepts what was read."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from sanjeh.apps.accounts.queries import bodies_of, signed_in
from sanjeh.apps.agreements import actions, comments, queries
from sanjeh.apps.catalogue import queries as catalogue
from sanjeh.core.integrity.references import Subject
from sanjeh.core.text.words import Words
from sanjeh.core.workflow.mandates import SPEAKS_FOR_A_BODY
from sanjeh.core.workflow.moves import AgreementMove, Reading
from sanjeh.web.office.access import OfficePage, RequestedMove, Staff, in_office
from sanjeh.web.office.second_factor import shown_at

DONE = _("پذیرش دستگاه با همین متن ثبت شد.")
REFUSALS: dict[type[Exception], str] = {
    actions.NotAwaited: _("این نسخه دیگر پیشنهاد نمی‌شود؛ صفحه را تازه کنید و نسخه‌ی کنونی را بخوانید."),
    actions.TextDiffers: _(
        "متنی که به شما نشان داده شد متن این نسخه نیست؛ چیزی ثبت نشد. متن را دوباره بخوانید و بپذیرید."
    ),
    actions.SecondFactorMissing: _(
        "پذیرش به عامل دوم در همین نشست نیاز دارد؛ از «ورود و امنیت» آن را نشان دهید و بازگردید."
    ),
    actions.NotMandated: _("حکم شما برای این دستگاه نیست؛ دستگاه خود را برگزینید."),
    actions.AcceptedAlready: _("این دستگاه همین نسخه را پیش‌تر پذیرفته است؛ کار دیگری لازم نیست."),
}


class AcceptanceForm(forms.Form):
    number = forms.IntegerField(min_value=1, max_value=32767)
    sha256 = forms.CharField(max_length=64)
    body = forms.CharField(max_length=60)


class AgreementOffer(OfficePage):
    """The version that is offered, with a button for each own body that has not accepted it."""

    reads = Reading.OFFER

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove:
        del where
        return RequestedMove(
            AgreementMove.ACCEPT, Subject.AGREEMENT.named(request.POST.get("number", "")[:9])
        )

    def get(self, request: HttpRequest) -> HttpResponse:
        staff = in_office(request).staff
        number = queries.offered(staff.authority, staff.at)
        version = queries.version(number) if number else None
        shown = {
            "version": version,
            "in_consultation": comments.in_consultation(staff.authority),
            "changes": queries.changes_since_last(version) if version else None,
            "state": queries.state(staff.at, staff.authority),
            "has_second_factor": shown_at(request) is not None,
            **bodies(staff, number or 0),
        }
        return render(request, "office/offer.html", shown)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = AcceptanceForm(request.POST)
        if not form.is_valid():
            messages.error(request, gettext(REFUSALS[actions.NotAwaited]))
            return redirect("office:offer")
        asked = actions.Shown(form.cleaned_data["number"], form.cleaned_data["sha256"], shown_at(request))
        try:
            actions.accept_agreement(
                shown=asked, body=form.cleaned_data["body"], by=signed_in(request.user), now=timezone.now()
            )
        except tuple(REFUSALS) as refused:
            messages.error(request, gettext(REFUSALS[type(refused)]))
        else:
            messages.success(request, gettext(DONE))
        return redirect("office:offer")


def bodies(staff: Staff, number: int) -> dict[str, dict[str, Words]]:
    """Return the reader's bodies by their codes: those that have accepted this version, and the others."""
    own = sorted(bodies_of(staff.person, SPEAKS_FOR_A_BODY, staff.at, staff.authority))
    titles, accepted = catalogue.titles(), {row.body for row in queries.register(number)}
    named = {code: titles.get(code) or Words(code, code) for code in own}
    return {
        "accepted": {code: title for code, title in named.items() if code in accepted},
        "open": {code: title for code, title in named.items() if code not in accepted},
    }
