"""Changing many rows at once: chosen or filtered, seen before it is done, and taken back with one move."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from sanjeh.apps.accounts.queries import signed_in
from sanjeh.apps.catalogue import actions as catalogue_actions
from sanjeh.apps.catalogue import listings
from sanjeh.apps.catalogue import queries as catalogue
from sanjeh.apps.catalogue.imports import actions
from sanjeh.core.catalogue.standing import BodyState, ServiceState, State, ended
from sanjeh.core.catalogue.tables import Sheet
from sanjeh.core.text.numerals import latin_digits
from sanjeh.core.text.persian import dates_in
from sanjeh.core.workflow.moves import CatalogueMove, Reading
from sanjeh.web.listing import asked_of
from sanjeh.web.office.access import OfficePage, RequestedMove, in_office
from sanjeh.web.office.catalogue.listings import body_listing, service_listing, wanted
from sanjeh.web.office.fields import ONE_DAY

Change = Callable[[State, str], State]


@dataclass(frozen=True, slots=True)
class BulkEdit:
    """One change of many rows: its title, and what it makes of a row and what was typed."""

    name: str
    title: str
    sheets: frozenset[Sheet]
    change: Change | None = None
    move: CatalogueMove = CatalogueMove.EDIT


def with_category(state: State, name: str) -> State:
    if not isinstance(state, BodyState) or name in state.categories:
        return state
    return replace(state, categories=(*state.categories, name))


def without_category(state: State, name: str) -> State:
    if not isinstance(state, BodyState):
        return state
    return replace(state, categories=tuple(one for one in state.categories if one != name))


def under(state: State, code: str) -> State:
    """Return a body below another parent, or a service that another body offers."""
    return replace(state, parent=code) if isinstance(state, BodyState) else replace(state, body=code)


def at_its_end(state: State, _typed: str) -> State:
    return ended(state)


BODIES, SERVICES, BOTH = frozenset({Sheet.BODIES}), frozenset({Sheet.SERVICES}), frozenset(Sheet)
EDITS = (
    BulkEdit("add_category", _("افزودن به دسته‌ی (کد دسته)"), BODIES, with_category),
    BulkEdit("drop_category", _("برداشتن از دسته‌ی (کد دسته)"), BODIES, without_category),
    BulkEdit("parent", _("بالادست تازه (کد دستگاه)"), BODIES, under),
    BulkEdit("body", _("دادن به دستگاه دیگر (کد دستگاه)"), SERVICES, under),
    BulkEdit("end", _("پایان"), BOTH, at_its_end),
    BulkEdit("pause", _("درنگ تا پایان روز"), BOTH, move=CatalogueMove.PAUSE),
    BulkEdit("end_pause", _("پایان درنگ"), BOTH, move=CatalogueMove.END_PAUSE),
)
CHOSEN, ALL, CONFIRMED = "chosen", "all", "confirmed"


def offered(sheet: Sheet) -> list[tuple[str, str]]:
    return [(one.name, gettext(one.title)) for one in EDITS if sheet in one.sheets]


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
        codes = self.codes(request)
        if not codes:
            messages.error(request, gettext("هیچ سطری برگزیده نشده است؛ چیزی عوض نشد."))
            return self.back(request)
        if edit.change is None:
            return self.pause(request, edit, codes)
        return self.planned(request, edit.change, codes)

    def codes(self, request: HttpRequest) -> tuple[str, ...]:
        """Return the codes of the rows that were ticked, or of all that the filter keeps."""
        if request.POST.get("scope") != ALL:
            return tuple(dict.fromkeys(request.POST.getlist(CHOSEN)))
        now, query = timezone.now(), QueryDict(request.POST.get("query", ""))
        if self.sheet is Sheet.BODIES:
            asked = wanted(replace(asked_of(query, body_listing(now)), is_whole=True))
            return listings.body_codes(asked, now)
        asked = wanted(replace(asked_of(query, service_listing(now)), is_whole=True))
        return listings.service_codes(asked, now)

    def planned(self, request: HttpRequest, change: Change, codes: tuple[str, ...]) -> HttpResponse:
        listed = catalogue.standing()
        states: Mapping[str, BodyState | ServiceState] = (
            listed.bodies if self.sheet is Sheet.BODIES else listed.services
        )
        typed = latin_digits(request.POST.get("value", "")).strip()
        changed = [change(states[code], typed) for code in codes if code in states]
        number = actions.prepare_edit(
            states=changed,
            by=signed_in(request.user),
            now=timezone.now(),
            authority=in_office(request).staff.authority,
        )
        return redirect("office:catalogue-import", number=number)

    def pause(self, request: HttpRequest, edit: BulkEdit, codes: tuple[str, ...]) -> HttpResponse:
        """Show which addresses are meant, and pause them once that is confirmed."""
        urls = listings.urls_of(**{"bodies" if self.sheet is Sheet.BODIES else "services": codes})
        until = None if edit.move is CatalogueMove.END_PAUSE else typed_end(request.POST.get("value", ""))
        if edit.move is CatalogueMove.PAUSE and until is None:
            messages.error(request, str(ONE_DAY))
            return self.back(request)
        if not request.POST.get(CONFIRMED):
            shown = {
                "urls": urls,
                "until": until,
                "codes": codes,
                "edit": edit,
                "value": request.POST.get("value", ""),
            }
            return render(request, "office/catalogue/pause.html", shown)
        catalogue_actions.pause_addresses(
            urls=urls, until=until, by=signed_in(request.user), now=timezone.now()
        )
        messages.success(request, gettext("انجام شد و در دفتر رویداد ثبت شد."))
        return self.back(request)

    def back(self, request: HttpRequest) -> HttpResponse:
        page = "office:catalogue" if self.sheet is Sheet.BODIES else "office:catalogue-services"
        response = redirect(page)
        query = QueryDict(request.POST.get("query", "")).urlencode()
        response["Location"] += f"?{query}" if query else ""
        return response


def typed_end(text: str) -> datetime | None:
    """Return the end of the one day that was typed and has not passed, None where there is none such."""
    days: tuple[date, ...] = dates_in(text, may_be_lunar=False)
    if len(days) != 1 or days[0] < timezone.localdate():
        return None
    return timezone.make_aware(datetime.combine(days[0], time.max))
