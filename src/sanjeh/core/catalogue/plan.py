"""What a file or an edit would do to the list, line by line, before anybody does it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from sanjeh.core.catalogue.columns import Column
from sanjeh.core.catalogue.records import Reading, Record
from sanjeh.core.catalogue.remarks import Problem, Remark
from sanjeh.core.catalogue.standing import BodyState, Breach, ServiceState, Standing, State, breaches, ended
from sanjeh.core.catalogue.tables import Sheet
from sanjeh.core.text.words import Translatable


class What(StrEnum):
    """What becomes of a body or a service."""

    WRONG = "wrong"
    NEW = "new"
    CHANGED = "changed"
    MISSING = "missing"
    SAME = "same"


WHAT_WORDS = {
    What.WRONG: Translatable("نادرست", key="line of an import"),
    What.NEW: Translatable("تازه", key="line of an import"),
    What.CHANGED: Translatable("تغییر می‌کند"),
    What.MISSING: Translatable("در پرونده نیست"),
    What.SAME: Translatable("بی‌تغییر"),
}
COLUMN_OF: dict[Problem, Column] = {
    Problem.PARENT_UNKNOWN: Column.PARENT,
    Problem.PARENT_ENDED: Column.PARENT,
    Problem.PARENT_CYCLE: Column.PARENT,
    Problem.BODY_UNKNOWN: Column.BODY,
    Problem.BODY_ENDED: Column.BODY,
    Problem.ADDRESS_OF_ANOTHER_BODY: Column.ADDRESS,
}


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One body or service: as it stands and as it would stand; `line` is 0 for what no file names."""

    sheet: Sheet
    line: int
    code: str
    what: What
    before: State | None
    after: State | None
    remarks: tuple[Remark, ...] = ()

    @property
    def changes(self) -> bool:
        return self.what is not What.WRONG and self.after is not None and self.after != self.before


@dataclass(frozen=True, slots=True)
class Plan:
    rows: tuple[PlanRow, ...]

    def count(self, what: What) -> int:
        return sum(row.what is what for row in self.rows)

    @property
    def is_sound(self) -> bool:
        return not self.count(What.WRONG)


def plan_of_reading(reading: Reading, standing: Standing, *, ends_missing: bool) -> Plan:
    """Return what a file would do; those it does not name end only where that was asked for."""
    rows = [row_of(record, standing) for record in reading.records]
    rows += missing_rows(reading, standing, ends_missing=ends_missing)
    named = {(record.sheet, record.code) for record in reading.records if record.state is None}
    return Plan(tuple(with_breaches(rows, standing, named)))


def plan_of_states(states: Iterable[State], standing: Standing) -> Plan:
    """Return what it would do to bring these bodies and services to these states."""
    rows = [changed_row(state, standing) for state in states]
    return Plan(tuple(with_breaches(rows, standing, set())))


def standing_of(standing: Standing, sheet: Sheet, code: str) -> State | None:
    states: Mapping[str, State] = standing.bodies if sheet is Sheet.BODIES else standing.services
    return states.get(code)


def sheet_of_state(state: State) -> Sheet:
    return Sheet.BODIES if isinstance(state, BodyState) else Sheet.SERVICES


def row_of(record: Record, standing: Standing) -> PlanRow:
    before = standing_of(standing, record.sheet, record.code)
    if record.state is None:
        return PlanRow(record.sheet, record.line, record.code, What.WRONG, before, None, record.remarks)
    row = changed_row(record.state, standing)
    return replace(row, line=record.line, remarks=record.remarks)


def changed_row(state: State, standing: Standing) -> PlanRow:
    sheet = sheet_of_state(state)
    before = standing_of(standing, sheet, state.code)
    what = What.NEW if before is None else What.SAME if before == state else What.CHANGED
    return PlanRow(sheet, 0, state.code, what, before, state)


def missing_rows(reading: Reading, standing: Standing, *, ends_missing: bool) -> Iterator[PlanRow]:
    """Yield what stands in the list and not in the sheets of the file."""
    named = {(record.sheet, record.code) for record in reading.records}
    for sheet in sorted(reading.sheets):
        states: Mapping[str, State] = standing.bodies if sheet is Sheet.BODIES else standing.services
        for code, state in states.items():
            if not state.is_ended and (sheet, code) not in named:
                after = ended(state) if ends_missing else None
                yield PlanRow(sheet, 0, code, What.MISSING, state, after)


def after(rows: Iterable[PlanRow], standing: Standing) -> Standing:
    """Return the list as it would stand after all rows that change something."""
    ends = [row.after for row in rows if row.changes]
    return standing.with_these(
        {state.code: state for state in ends if isinstance(state, BodyState)},
        {state.code: state for state in ends if isinstance(state, ServiceState)},
    )


def with_breaches(
    rows: list[PlanRow], standing: Standing, unread: set[tuple[Sheet, str]]
) -> Iterator[PlanRow]:
    """Yield the rows, those that would break the list as wrong ones; and what they would break elsewhere.

    A body whose own line cannot be read counts as known: its line is told, not each of those that name it.
    """
    broken: defaultdict[tuple[Sheet, str], list[Breach]] = defaultdict(list)
    for breach in breaches(after(rows, standing)):
        is_told_elsewhere = breach.problem in {Problem.BODY_UNKNOWN, Problem.PARENT_UNKNOWN} and (
            (Sheet.BODIES, breach.value) in unread
        )
        if not is_told_elsewhere:
            broken[Sheet.SERVICES if breach.is_service else Sheet.BODIES, breach.code].append(breach)
    for row in rows:
        found = broken.pop((row.sheet, row.code), [])
        yield row if not found or row.what is What.WRONG else wrong(row, found)
    for (sheet, code), found in broken.items():
        state = standing_of(standing, sheet, code)
        yield wrong(PlanRow(sheet, 0, code, What.WRONG, state, None), found)


def wrong(row: PlanRow, found: list[Breach]) -> PlanRow:
    told = tuple(Remark(one.problem, COLUMN_OF[one.problem], one.value, facts=one.facts) for one in found)
    return replace(row, what=What.WRONG, after=None, remarks=(*row.remarks, *told))
