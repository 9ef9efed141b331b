"""A list from a spreadsheet: uploaded, seen line by line, applied by a second person, taken back."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanjeh.apps.accounts.queries import signed_in
from sanjeh.apps.catalogue.imports import actions, queries
from sanjeh.apps.catalogue.imports.queries import EDIT, ImportLine
from sanjeh.apps.catalogue.plans.actions import ListChanged
from sanjeh.apps.catalogue.workbooks import MOST_BYTES
from sanjeh.core.catalogue.plan import WHAT_WORDS, What
from sanjeh.core.catalogue.remarks import Remark, words_of
from sanjeh.core.catalogue.tables import FileProblem, FileRefused
from sanjeh.core.workflow.imports import IMPORT_STATE_WORDS, ImportState
from sanjeh.core.workflow.machine import MoveNotAllowed
from sanjeh.core.workflow.moves import CatalogueMove, Move, Reading
from sanjeh.locale.catalogues import said
from sanjeh.web.list_files import download
from sanjeh.web.listing import answer
from sanjeh.web.missing import or_404
from sanjeh.web.office.access import OfficePage, RequestedMove, in_office
from sanjeh.web.office.catalogue.import_list import KINDS, import_listing
from sanjeh.web.office.catalogue.preview import preview_listing
from sanjeh.web.office.refusals import why_refused
from sanjeh.web.templatetags.persian import language

CHANGED_SINCE = _(
    "فهرست پس از این پیش‌نمایش عوض شده است؛ چیزی به کار نرفت. دوباره وارسی کنید و پیش‌نمایش تازه را ببینید."
)
REFUSALS: dict[type[Exception], object] = {
    MoveNotAllowed: _("این کار در وضعیت کنونی ممکن نیست: یا انجام شده یا کنار گذاشته شده است."),
    actions.StillWrong: _("سطر نادرست دارد و به کار نمی‌رود؛ پرونده را درست کنید و دوباره بفرستید."),
    actions.AlreadyUndone: _("این کار بازگردانده شده است، یا به کار نرفته است تا بازگردانده شود."),
    actions.TooEarly: _("پس از این پیش‌نمایش چیزی با تاریخ تازه‌تر ثبت شده است؛ دوباره وارسی کنید."),
    ListChanged: CHANGED_SINCE,
}


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("پرونده‌ی فهرست"),
        help_text=_("اکسل (\u2066.xlsx\u2069) یا CSV، هر دو برگه یا یکی از آن‌ها؛ تا ۱۰ مگابایت."),
        widget=forms.ClearableFileInput({"class": "form-control", "accept": ".xlsx,.csv,.txt"}),
    )


class Imports(OfficePage):
    """The imports and edits so far, and the form that takes a file."""

    reads = Reading.CATALOGUE

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove:
        del request, where
        return RequestedMove(CatalogueMove.PREPARE)

    def get(self, request: HttpRequest) -> HttpResponse:
        return imports_page(request, UploadForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = UploadForm(request.POST, request.FILES)
        number = prepared(request, form) if form.is_valid() else None
        if number is None:
            return imports_page(request, form)
        return redirect("office:catalogue-import", number=number)


def prepared(request: HttpRequest, form: UploadForm) -> int | None:
    """Check the file; tell beside the field why it cannot be read."""
    file = form.cleaned_data["file"]
    try:
        if file.size > MOST_BYTES:
            raise FileRefused(FileProblem.TOO_BIG, most=MOST_BYTES // 1_000_000)  # noqa: TRY301 -- one way to tell
        return actions.prepare_import(
            file_name=file.name,
            content=file.read(),
            by=signed_in(request.user),
            now=timezone.now(),
            authority=in_office(request).staff.authority,
        )
    except FileRefused as refused:
        form.add_error("file", said(refused.words, language()))
    return None


def imports_page(request: HttpRequest, form: UploadForm) -> HttpResponse:
    return answer(
        request,
        import_listing(in_office(request).staff.authority),
        "office/catalogue/imports.html",
        {"form": form, "tab": "imports"},
    )


@dataclass(frozen=True, slots=True)
class Group:
    """One group of a preview: its count, and whether it is the one that is shown."""

    what: What
    title: str
    count: int
    is_current: bool


MOVES: dict[str, CatalogueMove] = {
    "apply": CatalogueMove.APPLY,
    "check": CatalogueMove.PREPARE,
    "discard": CatalogueMove.DISCARD,
    "undo": CatalogueMove.PREPARE,
}


def move_of(asked: str, line: ImportLine) -> Move:
    """Return the move that a button asks for; an edit is applied and undone by whoever edits."""
    is_edit = line.kind == EDIT and asked in ("apply", "undo")
    return CatalogueMove.EDIT if is_edit else MOVES[asked]


class ImportPage(OfficePage):
    """One import: what it does to every line, and what may be done with it."""

    reads = Reading.CATALOGUE

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove | None:
        asked = request.POST.get("move", "")
        if asked not in MOVES:
            return None
        line = line_or_404(int(where["number"]))
        return RequestedMove(move_of(asked, line), line.reference)

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        line = line_or_404(number)
        what = shown_group(request.GET.get("what", ""), line)
        more = {
            "line": line,
            "kind": said(KINDS[line.kind], language()),
            "state": said(IMPORT_STATE_WORDS[line.state], language()),
            "groups": groups(line, what),
            "remarks": [file_remark(sheet, one) for sheet, one in queries.file_remarks(number)],
            "moves": offered(request, line),
            "is_undone": queries.is_undone(number),
            "tab": "imports",
        }
        return answer(request, preview_listing(number, what), "office/catalogue/import.html", more)

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        asked = request.POST.get("move", "")
        if asked not in MOVES:
            raise Http404
        return redirect("office:catalogue-import", number=made(request, asked, line_or_404(number)))


@dataclass(frozen=True, slots=True)
class FileRemark:
    """What is told of a sheet or a column of the file."""

    sheet: str
    value: str
    says: str
    is_problem: bool


def file_remark(sheet: str, remark: Remark) -> FileRemark:
    says = said(words_of(remark.told, remark.facts), language())
    return FileRemark(sheet, remark.value, says, remark.is_problem)


def made(request: HttpRequest, asked: str, line: ImportLine) -> int:
    """Make a move and return the number of the import to show; a refusal is told."""
    by, now, number = signed_in(request.user), timezone.now(), line.number
    try:
        if asked == "undo":
            return actions.prepare_undo(number=number, by=by, now=now)
        if asked == "check":
            ends = bool(request.POST.get("ends_missing"))
            actions.check_import(number=number, ends_missing=ends, by=by, now=now)
        elif asked == "discard":
            actions.discard_import(number=number, by=by, now=now)
        elif line.kind == EDIT:
            actions.apply_edit(number=number, on=timezone.localdate(now), by=by, now=now)
        else:
            actions.apply_import(number=number, by=by, now=now)
    except tuple(REFUSALS) as refusal:
        messages.error(request, str(REFUSALS[type(refusal)]))
    else:
        messages.success(request, gettext("انجام شد و در دفتر رویداد ثبت شد."))
    return number


def offered(request: HttpRequest, line: ImportLine) -> dict[str, str | None]:
    """Return the moves that are open, each with why this reader may not make it, or None."""
    open_now = {
        "apply": line.is_open and not line.counts[What.WRONG] and line.changed > 0,
        "check": line.is_open and line.kind in ("xlsx", "csv"),
        "discard": line.is_open,
        "undo": line.state is ImportState.APPLIED and not queries.is_undone(line.number),
    }
    staff = in_office(request).staff
    refusals = {
        asked: staff.refusal(move_of(asked, line), line.reference)
        for asked, is_open in open_now.items()
        if is_open
    }
    return {asked: why_refused(refused) if refused else None for asked, refused in refusals.items()}


def shown_group(asked: str, line: ImportLine) -> What:
    """Return the group that was asked for, else the first that has any rows."""
    if asked in set(What):
        return What(asked)
    return next((what for what in What if line.counts[what]), What.SAME)


def groups(line: ImportLine, shown: What) -> list[Group]:
    return [
        Group(what, said(WHAT_WORDS[what], language()), line.counts[what], what is shown) for what in What
    ]


def line_or_404(number: int) -> ImportLine:
    with or_404(queries.NoSuchImport):
        return queries.line(number)


class ImportFile(OfficePage):
    """The file of an import, byte by byte as it came."""

    reads = Reading.CATALOGUE

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        del request
        with or_404(queries.NoSuchImport):
            _name, content = queries.content(number)
        kind = "csv" if queries.line(number).kind == "csv" else "xlsx"
        return download(f"sanjeh-import-{number}.{kind}", content, "application/octet-stream")
