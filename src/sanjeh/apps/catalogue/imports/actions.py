"""Bringing files and edits into the list: planned, seen, applied whole or not at all, and taken back."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction
from django.utils.timezone import localdate

from sanjeh.apps.accounts import queries as accounts
from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.catalogue import history
from sanjeh.apps.catalogue.imports.queries import EDIT, UNDO, NoSuchImport, get, is_undone, owner
from sanjeh.apps.catalogue.mappers import kept_remark, plan_rows, problem_of, rows_of
from sanjeh.apps.catalogue.models import Import, ImportRow
from sanjeh.apps.catalogue.plans.actions import ListChanged, hold_list, write_plan
from sanjeh.apps.catalogue.queries import ALL, code_rule, standing
from sanjeh.apps.catalogue.workbooks import tables_in
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.messages import actions as messages
from sanjeh.core.catalogue.plan import Plan, What, plan_of_reading, plan_of_states, standing_of
from sanjeh.core.catalogue.records import read
from sanjeh.core.catalogue.remarks import Problem, Remark
from sanjeh.core.catalogue.standing import State, ended
from sanjeh.core.catalogue.tables import Sheet, Table
from sanjeh.core.integrity.references import DEFAULT_AUTHORITY, Subject
from sanjeh.core.messages.template_names import TemplateName
from sanjeh.core.workflow.imports import IMPORT, ImportMove, ImportState
from sanjeh.core.workflow.machine import MoveNotAllowed
from sanjeh.core.workflow.moves import CatalogueMove
from sanjeh.core.workflow.permissions import permission

MOST_TOLD = 20
OPEN = (ImportState.UPLOADED, ImportState.CHECKED)


class StillWrong(Exception):
    """An import with wrong lines is not applied: the file is corrected and uploaded again."""

    def __init__(self, number: int, problems: tuple[Remark, ...]) -> None:
        super().__init__(f"import {number}: {', '.join(one.told for one in problems)}")
        self.problems = problems


class AlreadyUndone(Exception):
    """What is to be undone has not been applied, or was undone before."""


class TooEarly(ValueError):
    """The day lies before the last change of the same body or service, or has not come yet."""

    def __init__(self, earliest: date) -> None:
        super().__init__(f"not before {earliest}")
        self.earliest = earliest


@transaction.atomic
def prepare_import(
    *, file_name: str, content: bytes, by: Person, now: datetime, authority: str = DEFAULT_AUTHORITY
) -> int:
    """Take a file and check it; return the number of the import. The same file again is the same import.

    Raise FileRefused when it cannot be read at all.
    """
    permit(by=by, move=CatalogueMove.PREPARE, about=ALL, now=now, authority=authority)
    hold_list()
    (kind, tables), digest = tables_in(content), sha256(content).hexdigest()
    waiting = Import.objects.filter(authority__code=authority, file_sha256=digest, state__in=OPEN).first()
    if waiting:
        return waiting.pk
    made = Import.objects.create(
        authority_id=authority,
        kind=kind,
        file_name=file_name[:200],
        file_sha256=digest,
        content=content,
        state=ImportState.UPLOADED,
        by=by,
        uploaded_at=now,
    )
    keep_reading(made, tables)
    journal.write(by=by, at=now, what="catalogue.prepared", about=about(made), facts=facts_of(made))
    tell_second(made, by, now)
    return made.pk


def tell_second(made: Import, by: Person, now: datetime) -> None:
    """Write to those who may apply it that it waits for them; nobody is told of one that is still wrong."""
    if made.counts.get(What.WRONG):
        return
    path = f"/office/catalogue/imports/{made.pk}/"
    facts = {"name": made.file_name, "rows": sum(made.counts.values())}
    content = messages.Content(TemplateName.IMPORT_WAITS, Subject.IMPORT.named(made.pk), path, facts)
    roles = permission(CatalogueMove.APPLY).roles
    others = set(accounts.holders_of_any(roles, now, made.authority_id)) - {by}
    messages.send(content=content, to=others, now=now)


@transaction.atomic
def check_import(*, number: int, ends_missing: bool, by: Person, now: datetime) -> None:
    """Check a file against the list as it is now; `ends_missing` lets what it does not name end."""
    permit_about(number, CatalogueMove.PREPARE, by, now)
    found = locked(number, ImportMove.CHECK)
    found.ends_missing = ends_missing
    keep_reading(found, tables_in(bytes(found.content))[1])
    journal.write(by=by, at=now, what="catalogue.prepared", about=about(found), facts=facts_of(found))


@transaction.atomic
def apply_import(*, number: int, by: Person, now: datetime) -> int:
    """Bring the list to what the import says, whole or not at all; return how much changed.

    Raise MoveNotAllowed when it was applied before, StillWrong, or ListChanged when the list is another now.
    """
    hold_list()  # before asking: who prepares it meanwhile does not apply it
    permit_about(number, CatalogueMove.APPLY, by, now)
    found = locked(number, ImportMove.APPLY)
    if found.kind == EDIT:  # whoever edits applies it, and nobody else
        raise MoveNotAllowed(IMPORT.name, ImportState(found.state), ImportMove.APPLY)
    changed = apply_plan(found, localdate(now), by, now)
    journal.write(by=by, at=now, what="catalogue.applied", about=about(found), facts=facts_of(found))
    return changed


@transaction.atomic
def discard_import(*, number: int, by: Person, now: datetime) -> None:
    """Put an import aside; what it would have done stays readable."""
    permit_about(number, CatalogueMove.DISCARD, by, now)
    found = locked(number, ImportMove.DISCARD)
    found.state = ImportState.DISCARDED
    found.save(update_fields=["state"])
    journal.write(by=by, at=now, what="catalogue.discarded", about=about(found))


@transaction.atomic
def prepare_edit(
    *, states: Iterable[State], by: Person, now: datetime, authority: str = DEFAULT_AUTHORITY
) -> int:
    """Plan an edit of many rows and return its number; it is seen before it is applied."""
    permit(by=by, move=CatalogueMove.EDIT, about=ALL, now=now, authority=authority)
    made = Import.objects.create(
        authority_id=authority, kind=EDIT, state=ImportState.UPLOADED, by=by, uploaded_at=now
    )
    keep_plan(made, plan_of_states(states, standing()))
    return made.pk


@transaction.atomic
def apply_edit(*, number: int, on: date, by: Person, now: datetime) -> int:
    """Apply an edit from that day on; raise TooEarly, StillWrong or ListChanged."""
    permit_about(number, CatalogueMove.EDIT, by, now)
    hold_list()
    found = locked(number, ImportMove.APPLY)
    if found.kind != EDIT:
        raise MoveNotAllowed(IMPORT.name, ImportState(found.state), ImportMove.APPLY)
    changed = apply_plan(found, on, by, now)
    journal.write(by=by, at=now, what="catalogue.edited", about=about(found), facts=facts_of(found))
    return changed


@transaction.atomic
def edit_list(
    *, states: Iterable[State], on: date, by: Person, now: datetime, authority: str = DEFAULT_AUTHORITY
) -> int:
    """Plan an edit and apply it at once; where `apply_edit` raises, nothing of it is kept."""
    number = prepare_edit(states=states, by=by, now=now, authority=authority)
    return apply_edit(number=number, on=on, by=by, now=now)


@transaction.atomic
def prepare_undo(*, number: int, by: Person, now: datetime) -> int:
    """Plan the way back from what was applied; a file's is applied by a second person, as the file was.

    Raise ListChanged when something of it has changed since, AlreadyUndone when nothing is to take back.
    """
    undone = get(number)
    is_edit = undone.kind == EDIT
    move = CatalogueMove.EDIT if is_edit else CatalogueMove.PREPARE
    permit(by=by, move=move, about=ALL, now=now, authority=undone.authority_id)
    if undone.state != ImportState.APPLIED or is_undone(number):
        raise AlreadyUndone(number)
    made = Import.objects.create(
        authority_id=undone.authority_id,
        kind=EDIT if is_edit else UNDO,
        state=ImportState.UPLOADED,
        by=by,
        uploaded_at=now,
        undoes=undone,
    )
    listed = standing()
    rows = [row for row in plan_rows(undone.rows.exclude(after=None).order_by("id")) if row.changes]
    for row in rows:
        if standing_of(listed, row.sheet, row.code) != row.after:
            raise ListChanged(row.code)
    # What was new ends again: a round may have looked at it, so it cannot be as if it never was.
    back = [row.before or ended(row.after) for row in rows if row.after]
    keep_plan(made, plan_of_states(back, listed))
    if not is_edit:
        journal.write(by=by, at=now, what="catalogue.prepared", about=about(made), facts=facts_of(made))
    return made.pk


def permit_about(number: int, move: CatalogueMove, by: Person, now: datetime) -> None:
    """Raise NotPermitted unless this person may do so with an import, of whichever authority it is."""
    about = Subject.IMPORT.named(number)
    permit(by=by, move=move, about=about, now=now, authority=owner(number))


def locked(number: int, move: ImportMove) -> Import:
    """Return the import, held until this transaction ends; raise MoveNotAllowed in the wrong state."""
    found = Import.objects.select_for_update().filter(pk=number).first()
    if found is None:
        raise NoSuchImport(number)
    IMPORT.next(ImportState(found.state), move)
    return found


def keep_reading(found: Import, tables: tuple[Table, ...]) -> None:
    """Read the tables of a file against the list as it is now, and keep what they would do."""
    listed = standing()
    reading = read(tables, listed, code_rule(found.authority_id))
    found.remarks = [{"sheet": sheet, **kept_remark(one)} for sheet, one in reading.remarks]
    keep_plan(found, plan_of_reading(reading, listed, ends_missing=found.ends_missing))


def keep_plan(found: Import, plan: Plan) -> None:
    """Keep what was planned in place of what was planned before."""
    found.rows.all().delete()
    rows = list(rows_of(plan, found))
    ImportRow.objects.bulk_create(rows, batch_size=2_000)
    counts = Counter(row.what for row in rows)
    counts[What.WRONG] += sum(one["told"] in set(Problem) for one in found.remarks)
    found.counts = dict(counts)
    found.state = ImportState.CHECKED
    found.save(update_fields=["counts", "state", "ends_missing", "remarks"])


def apply_plan(found: Import, on: date, by: Person, now: datetime) -> int:
    """Write the rows of an import into the list and note by whom."""
    if found.counts.get(What.WRONG):
        wrong = found.rows.filter(what=What.WRONG).order_by("id")[:MOST_TOLD]
        raise StillWrong(found.pk, tuple(problem_of(row) for row in wrong))
    rows = plan_rows(found.rows.exclude(what=What.SAME).order_by("id"))
    earliest = history.earliest(
        [row.code for row in rows if row.sheet is Sheet.BODIES and row.changes],
        [row.code for row in rows if row.sheet is Sheet.SERVICES and row.changes],
    )
    if on > localdate(now) or (earliest and on < earliest):
        raise TooEarly(min(earliest or on, localdate(now)))
    changed = write_plan(rows, on)
    found.state, found.applied_by, found.applied_at = ImportState.APPLIED, by, now
    found.save(update_fields=["state", "applied_by", "applied_at"])
    return changed


def about(found: Import) -> tuple[str, ...]:
    """Return the references of an import, of its authority, and of the bodies that it names and changes."""
    bodies = found.rows.filter(sheet=Sheet.BODIES).exclude(what__in=[What.SAME, What.WRONG])
    named = bodies.exclude(after=None).order_by("code").values_list("code", flat=True)
    own = (Subject.IMPORT.named(found.pk), Subject.AUTHORITY.named(found.authority_id))
    return (*own, *(Subject.BODY.named(code) for code in named))


def facts_of(found: Import) -> dict[str, str | int]:
    """Return what the journal tells of an import: its file and how much of what."""
    counts = {str(what): int(count) for what, count in sorted(found.counts.items())}
    file = {"sha256": found.file_sha256} if found.file_sha256 else {}
    return {**file, **counts}
