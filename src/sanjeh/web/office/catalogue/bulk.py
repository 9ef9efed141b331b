"""Changing many rows at once: chosen or filtered, seen before it is done, and taken back with one move."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from sanjeh.apps.accounts.queries import signed_in
from sanjeh.apps.catalogue import actions as catalogue_actions
from sanjeh.apps.catalogue import listings
from sanjeh.apps.catalogue import queries as catalogue
from sanjeh.apps.catalogue.imports import actions
from sanjeh.core.catalogue.standing import BodyState, ServiceState, Standing
from sanjeh.core.catalogue.tables import Sheet
from sanjeh.core.text.numerals import latin_digits
from sanjeh.core.text.words import titled
from sanjeh.core.workflow.moves import CatalogueMove, Reading, key_of
from sanjeh.web.listing import Listing, asked_of
from sanjeh.web.office.access import OfficePage, RequestedMove, in_office
from sanjeh.web.office.bulk import (
    ALL,
    CHOSEN,
    SCOPE,
    BulkForm,
    Unreadable,
    back_to,
    nothing_chosen,
    typed_in,
)
from sanjeh.web.office.catalogue.edits import EDITS, BulkEdit, Change
from sanjeh.web.office.catalogue.listings import body_listing, service_listing, wanted
from sanjeh.web.office.fields import typed_end

CONFIRMED = "confirmed"
LISTINGS: Mapping[Sheet, Callable[[datetime], Listing[Any]]] = {
    Sheet.BODIES: body_listing,
    Sheet.SERVICES: service_listing,
}
PAGES = {Sheet.BODIES: "office:catalogue", Sheet.SERVICES: "office:catalogue-services"}
ACTIONS = {Sheet.BODIES: "office:catalogue-bulk-bodies", Sheet.SERVICES: "office:catalogue-bulk-services"}


def bulk_form(request: HttpRequest, sheet: Sheet) -> BulkForm:
    """Return the form below a list, with the changes that are open to this reader."""
    may = in_office(request).may
    return BulkForm(
        action=reverse(ACTIONS[sheet]),
        edits=[
            (one.name, gettext(one.title)) for one in EDITS if sheet in one.sheets and key_of(one.move) in may
        ],
        value_title=gettext("کد یا روز"),
        typed=typed_in(request.GET),
    )


class BulkEdits(OfficePage):
    """Takes the rows and the change, and leads to what it would do; `sheet` is that of the list."""

    reads = Reading.CATALOGUE
    sheet = Sheet.BODIES

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove | None:
        del where
        edit = self.edit_of(request)
        return RequestedMove(edit.move) if edit else None

    def edit_of(self, request: HttpRequest) -> BulkEdit | None:
        asked = request.POST.get("edit")
        return next((one for one in EDITS if one.name == asked and self.sheet in one.sheets), None)

    def post(self, request: HttpRequest) -> HttpResponse:
        edit = self.edit_of(request)
        if edit is None:
            raise Http404
        codes, typed = self.codes(request), latin_digits(request.POST.get("value", "")).strip()
        if not codes:
            return nothing_chosen(request, PAGES[self.sheet])
        try:
            edit.check(typed, catalogue.standing())
        except Unreadable as told:
            return self.asked_again(request, codes, str(told))
        if edit.change is None:
            return self.pause(request, edit, codes)
        return self.planned(request, edit.change, codes, typed)

    def codes(self, request: HttpRequest) -> tuple[str, ...]:
        """Return the codes of the rows that were ticked, or of all that the filter keeps."""
        if request.POST.get(SCOPE) != ALL:
            return tuple(dict.fromkeys(request.POST.getlist(CHOSEN)))
        now, query = timezone.now(), QueryDict(request.POST.get("query", ""))
        asked = wanted(replace(asked_of(query, LISTINGS[self.sheet](now)), is_whole=True))
        found = listings.body_codes if self.sheet is Sheet.BODIES else listings.service_codes
        return found(asked, now)

    def states(self, listed: Standing) -> Mapping[str, BodyState | ServiceState]:
        return listed.bodies if self.sheet is Sheet.BODIES else listed.services

    def asked_again(self, request: HttpRequest, codes: tuple[str, ...], told: str) -> HttpResponse:
        """Show what was ticked and typed once more, with what to do about it."""
        states = self.states(catalogue.standing())
        shown = {
            "told": told,
            "bulk": replace(bulk_form(request, self.sheet), typed=typed_in(request.POST)),
            "rows": [
                (code, titled(states[code].title_fa, states[code].title_en))
                for code in codes
                if code in states
            ],
            "query": request.POST.get("query", ""),
            "list": reverse(PAGES[self.sheet]),
        }
        return render(request, "office/catalogue/bulk.html", shown)

    def planned(
        self, request: HttpRequest, change: Change, codes: tuple[str, ...], typed: str
    ) -> HttpResponse:
        states = self.states(catalogue.standing())
        number = actions.prepare_edit(
            states=[change(states[code], typed) for code in codes if code in states],
            by=signed_in(request.user),
            now=timezone.now(),
            authority=in_office(request).staff.authority,
        )
        return redirect("office:catalogue-import", number=number)

    def pause(self, request: HttpRequest, edit: BulkEdit, codes: tuple[str, ...]) -> HttpResponse:
        """Show which addresses are meant, and pause them, or end their pause, once that is confirmed."""
        urls = listings.urls_of(**{"bodies" if self.sheet is Sheet.BODIES else "services": codes})
        typed = request.POST.get("value", "")
        until = None if edit.move is CatalogueMove.END_PAUSE else typed_end(typed)
        if not request.POST.get(CONFIRMED):
            shown = {"urls": urls, "until": until, "codes": codes, "edit": edit, "value": typed}
            shown["query"] = request.POST.get("query", "")
            return render(request, "office/catalogue/pause.html", shown)
        catalogue_actions.pause_addresses(
            urls=urls, until=until, by=signed_in(request.user), now=timezone.now()
        )
        messages.success(request, gettext("انجام شد و در دفتر رویداد ثبت شد."))
        return back_to(request, PAGES[self.sheet])
