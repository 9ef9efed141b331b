"""Where staff leave a site in peace, as its owner asked, and end that pause."""

from datetime import date, datetime, time

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanjeh.apps.accounts.queries import signed_in
from sanjeh.apps.catalogue import actions
from sanjeh.apps.catalogue import queries as catalogue
from sanjeh.apps.politeness import queries as politeness
from sanjeh.apps.scans.throttle_status import waiting
from sanjeh.core.workflow.moves import CatalogueMove, Reading, key_of
from sanjeh.web.listing import answer
from sanjeh.web.office.access import OfficePage, RequestedMove, in_office
from sanjeh.web.office.fields import DayField, line
from sanjeh.web.office.pause_list import later_listing, pause_listing, resting_listing

NOT_LISTED = _("این نشانی یا میزبان در فهرست نیست.")


class PauseForm(forms.Form):
    place = forms.CharField(
        label=_("نشانی یا نام میزبان"),
        help_text=_("نشانی کامل یک صفحه، یا نام میزبان برای همه‌ی نشانی‌های آن."),
        max_length=2_000,
        widget=line("ltr"),
    )
    until = DayField(label=_("تا پایان این روز سر نمی‌زنیم"))

    def clean_place(self) -> tuple[str, ...]:
        urls = catalogue.addresses_at(self.cleaned_data["place"].strip())
        if not urls:
            raise forms.ValidationError(NOT_LISTED)
        return urls

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if until < timezone.localdate():
            raise forms.ValidationError(_("این روز گذشته است."))
        return until


class Pauses(OfficePage):
    """The addresses that are left in peace, and the form of a new pause."""

    reads = Reading.PAUSES

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove:
        del request, where
        return RequestedMove(CatalogueMove.PAUSE)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(request, PauseForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = PauseForm(request.POST)
        if not form.is_valid():
            return self.page(request, form)
        until = timezone.make_aware(datetime.combine(form.cleaned_data["until"], time.max))
        pause(request, form.cleaned_data["place"], until)
        return redirect("office:pauses")

    def page(self, request: HttpRequest, form: PauseForm) -> HttpResponse:
        now, may_end = timezone.now(), key_of(CatalogueMove.END_PAUSE) in in_office(request).may
        lists = (
            pause_listing(catalogue.paused(now), is_chosen_from=may_end),
            resting_listing(politeness.resting(now)),
            later_listing(waiting(now)),
        )
        return answer(request, lists, "office/pauses.html", {"form": form})


class PauseEnd(OfficePage):
    """Visits may go on: asked for by one address, or by those that were chosen from the list."""

    reads = Reading.PAUSES

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove:
        del request, where
        return RequestedMove(CatalogueMove.END_PAUSE)

    def post(self, request: HttpRequest) -> HttpResponse:
        asked = (request.POST.get("place", ""), *request.POST.getlist("chosen"))
        urls = dict.fromkeys(url for place in asked if place for url in catalogue.addresses_at(place))
        pause(request, tuple(urls), None)
        return redirect("office:pauses")


def pause(request: HttpRequest, urls: tuple[str, ...], until: datetime | None) -> None:
    """Pause these addresses, or end their pause; where there is none nothing is said to be done."""
    if not urls:
        messages.error(request, NOT_LISTED)
        return
    for url in urls:
        actions.pause_address(url=url, until=until, by=signed_in(request.user), now=timezone.now())
    messages.success(request, gettext("انجام شد و در دفتر رویداد ثبت شد."))
