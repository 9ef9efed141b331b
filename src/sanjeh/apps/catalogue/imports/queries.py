"""Reading imports: what a file or an edit would do, or has done, to the list."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sanjeh.apps.catalogue.mappers import problem_of, remark_of, state_of
from sanjeh.apps.catalogue.models import Import, ImportRow
from sanjeh.core.catalogue.plan import What
from sanjeh.core.catalogue.remarks import Remark
from sanjeh.core.catalogue.standing import State
from sanjeh.core.catalogue.tables import Sheet
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.imports import ImportState

EDIT, UNDO = "edit", "undo"


class NoSuchImport(LookupError):
    """There is no import of this number."""


@dataclass(frozen=True, slots=True)
class ImportLine:
    """A line of the list of imports; `counts` say how many bodies and services each thing happens to."""

    number: int
    authority: str
    kind: str
    file_name: str
    state: ImportState
    by: str
    uploaded_at: datetime
    applied_by: str
    applied_at: datetime | None
    ends_missing: bool
    undoes: int | None
    counts: Mapping[What, int]

    @property
    def reference(self) -> str:
        return Subject.IMPORT.named(self.number)

    @property
    def changed(self) -> int:
        """Return how many bodies and services it changes."""
        ended = self.counts[What.MISSING] if self.ends_missing else 0
        return self.counts[What.NEW] + self.counts[What.CHANGED] + ended

    @property
    def is_open(self) -> bool:
        return self.state in (ImportState.UPLOADED, ImportState.CHECKED)


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One line of a preview; `problem` is None where nothing is wrong."""

    sheet: Sheet
    line: int
    code: str
    what: What
    before: State | None
    after: State | None
    problem: Remark | None
    healed: tuple[Remark, ...]


def get(number: int) -> Import:
    found = Import.objects.select_related("by", "applied_by").defer("content").filter(pk=number).first()
    if found is None:
        raise NoSuchImport(number)
    return found


def import_line(found: Import) -> ImportLine:
    return ImportLine(
        number=found.pk,
        authority=str(found.authority_id),
        kind=found.kind,
        file_name=found.file_name,
        state=ImportState(found.state),
        by=found.by.display_name,
        uploaded_at=found.uploaded_at,
        applied_by=found.applied_by.display_name if found.applied_by else "",
        applied_at=found.applied_at,
        ends_missing=found.ends_missing,
        undoes=found.undoes_id,
        counts={what: int(found.counts.get(what, 0)) for what in What},
    )


def line(number: int) -> ImportLine:
    """Return one import; raise NoSuchImport."""
    return import_line(get(number))


def lines(
    start: int = 0, stop: int | None = None, authority: str | None = None, *, kind: str = "", state: str = ""
) -> tuple[tuple[ImportLine, ...], int]:
    """Return these imports, of every authority or of this, the newest first, and how many there are."""
    wanted = {"authority__code": authority or "", "kind": kind, "state": state}
    own = {name: value for name, value in wanted.items() if value}
    found = Import.objects.filter(**own).select_related("by", "applied_by").defer("content").order_by("-pk")
    return tuple(import_line(one) for one in found[start:stop]), found.count()


def waiting(authority: str | None = None) -> tuple[ImportLine, ...]:
    """Return the files that are checked and wait for a second person, the longest waiting first."""
    own = {} if authority is None else {"authority__code": authority}
    found = Import.objects.filter(**own).select_related("by", "applied_by").defer("content")
    checked = found.filter(state=ImportState.CHECKED).exclude(kind=EDIT)
    return tuple(map(import_line, checked.order_by("pk")))


def content(number: int) -> tuple[str, bytes]:
    """Return the name and the bytes of the file of an import; raise NoSuchImport."""
    found = Import.objects.filter(pk=number).exclude(kind__in=[EDIT, UNDO]).first()
    if found is None:
        raise NoSuchImport(number)
    return found.file_name, bytes(found.content)


def preview(number: int, what: What, start: int, stop: int | None) -> tuple[tuple[PreviewRow, ...], int]:
    """Return these rows of one group of a preview, and how many the group has."""
    found = ImportRow.objects.filter(of=number, what=what).order_by("id")
    return tuple(preview_row(row) for row in found[start:stop]), found.count()


def preview_row(row: ImportRow) -> PreviewRow:
    sheet = Sheet(row.sheet)
    return PreviewRow(
        sheet=sheet,
        line=row.line,
        code=row.code,
        what=What(row.what),
        before=state_of(sheet, row.before),
        after=state_of(sheet, row.after),
        problem=problem_of(row) if row.problem else None,
        healed=tuple(remark_of(one) for one in row.healed),
    )


def file_remarks(number: int) -> tuple[tuple[str, Remark], ...]:
    """Return what is told of the file itself, each with the sheet it is told of."""
    return tuple((one["sheet"], remark_of(one)) for one in get(number).remarks)


def is_undone(number: int) -> bool:
    return Import.objects.filter(undoes=number, state=ImportState.APPLIED).exists()


def owner(number: int) -> str | None:
    """Return the code of the authority whose this is, None where there is none of it."""
    return Import.objects.filter(pk=number).values_list("authority__code", flat=True).first()
