"""Where a method is loaded: one that came with the program, or an own file, checked and previewed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanjeh.apps.accounts.queries import signed_in
from sanjeh.apps.methodology import actions, queries
from sanjeh.apps.notices import queries as notices
from sanjeh.apps.notices.kinds import Kind
from sanjeh.core.comparison.changes import Change, Label, changed_rules, changes
from sanjeh.core.integrity.references import Subject
from sanjeh.core.methodology.errors import MethodologyBroken, Problem
from sanjeh.core.methodology.lines import line_of
from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.text.words import Translatable, Words
from sanjeh.core.workflow.moves import MethodologyMove, Reading
from sanjeh.locale.catalogues import listed
from sanjeh.report.comparison_words import LABEL_WORDS
from sanjeh.web.listing import answer
from sanjeh.web.office.access import OfficePage, RequestedMove, in_office
from sanjeh.web.office.method_list import MethodLine, MethodState, method_listing
from sanjeh.web.office.uploads import TextForm
from sanjeh.web.templatetags.persian import language, words

DONE = _("انجام شد و در دفتر رویداد ثبت شد.")
NAME = "method.toml"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend in a file: `line` is None where it concerns the whole."""

    line: int | None
    place: str
    says: str
    mend: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    code: str
    label: Translatable


@dataclass(frozen=True, slots=True)
class Preview:
    """What a text would load, and what became of each question since the version that is in force."""

    method: Methodology
    axes: str
    indicators: int
    against: Words | None
    differs: tuple[ChangeLine, ...]
    rules: tuple[str, ...]


class Methods(OfficePage):
    """The versions that are loaded, those that came with the program, and the form of an own file."""

    reads = Reading.METHODS

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove:
        del request, where
        return RequestedMove(MethodologyMove.LOAD)

    def get(self, request: HttpRequest) -> HttpResponse:
        return methods_page(request, TextForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Check a text, and load it once its preview was seen: the button of the preview says so."""
        form = TextForm(request.POST, request.FILES)
        if not form.is_valid():
            return methods_page(request, form)
        try:
            method = queries.checked(form.written, NAME)
        except MethodologyBroken as broken:
            return methods_page(request, form, faults=faults_of(broken.problems, form.written))
        is_seen = request.POST.get("seen") == method.hash
        if is_seen and loaded(request, form.written):
            return redirect("office:methods")
        return methods_page(request, form, preview=preview_of(method, in_office(request).staff.authority))


class ShippedMethod(OfficePage):
    """One of the methods that came with the program is loaded as it is."""

    reads = Reading.METHODS

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove:
        del request
        return RequestedMove(MethodologyMove.LOAD, Subject.METHODOLOGY.named(where["code"]))

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        found = next((row for row in queries.shipped() if row.code == code), None)
        if found is None:
            raise Http404(code)
        loaded(request, found.text)
        return redirect("office:methods")


class MethodForce(OfficePage):
    """A version that was announced is put in force, by another than who loaded it."""

    reads = Reading.METHODS

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove:
        del request
        return RequestedMove(MethodologyMove.PUT_IN_FORCE, Subject.METHODOLOGY.named(where["code"]))

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        try:
            actions.put_in_force(code=code, by=signed_in(request.user), now=timezone.now())
        except (actions.NoNotice, queries.NoSuchMethodology):
            messages.error(request, gettext("برای این روش هنوز اطلاعیه‌ای منتشر نشده است."))
        else:
            messages.success(request, DONE)
        return redirect("office:methods")


def loaded(request: HttpRequest, text: str) -> bool:
    try:
        actions.load_methodology(
            text=text,
            name=NAME,
            by=signed_in(request.user),
            now=timezone.now(),
            authority=in_office(request).staff.authority,
        )
    except actions.MethodologyFrozen:
        told = gettext("نسخه‌ای با همین کد اعلام شده است و دیگر عوض نمی‌شود؛ به این متن کد تازه‌ای بدهید.")
        messages.error(request, told)
        return False
    messages.success(request, DONE)
    return True


def methods_page(
    request: HttpRequest, form: TextForm, *, faults: Sequence[Fault] = (), preview: Preview | None = None
) -> HttpResponse:
    staff = in_office(request).staff
    rows = method_lines(staff.at, staff.authority)
    known = {line.row.hash for line in rows}
    shown = {
        "form": form,
        "faults": faults,
        "preview": preview,
        "shipped": [row for row in queries.shipped() if row.hash not in known],
        "notice_url": f"{reverse('office:notices')}?kind={Kind.METHODOLOGY}&version=",
    }
    return answer(request, method_listing(rows), "office/methods.html", shown)


def method_lines(now: datetime, authority: str) -> list[MethodLine]:
    versions = queries.versions(authority)
    told = {one.version for one in notices.notices(authority) if one.kind is Kind.METHODOLOGY}
    loaders, in_force = queries.loaders([row.code for row in versions]), queries.in_force(now, authority)
    return [MethodLine(row, state_of(row, told, in_force, now), loaders[row.code]) for row in versions]


def state_of(
    row: queries.MethodologyRow, told: set[str], in_force: queries.MethodologyRow | None, now: datetime
) -> MethodState:
    if row.in_force_from is None:
        return MethodState.ANNOUNCED if row.code in told else MethodState.LOADED
    if row.in_force_from > now:
        return MethodState.WILL_BE_IN_FORCE
    return MethodState.IN_FORCE if row == in_force else MethodState.WAS_IN_FORCE


def faults_of(problems: Sequence[Problem], text: str) -> tuple[Fault, ...]:
    return tuple(
        Fault(
            line_of(text, one.place, str(one.says)),
            one.place,
            words(one.says),
            words(one.mend),
        )
        for one in problems
    )


def preview_of(method: Methodology, authority: str) -> Preview:
    in_force = queries.in_force(timezone.now(), authority)
    found = changes(in_force.parsed(), method) if in_force else ()
    return Preview(
        method=method,
        axes=listed(tuple(axis.title for axis in method.axes), language()),
        indicators=len(method.indicators),
        against=in_force.title if in_force else None,
        differs=tuple(line_of_change(one) for one in found if one.label is not Label.ANCHOR),
        rules=changed_rules(in_force.parsed(), method) if in_force else (),
    )


def line_of_change(change: Change) -> ChangeLine:
    return ChangeLine(change.code, LABEL_WORDS[change.label])
