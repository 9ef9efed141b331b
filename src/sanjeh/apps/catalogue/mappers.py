"""States and plans of the list, to and from what tables keep."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any

from sanjeh.apps.catalogue.models import Import, ImportRow
from sanjeh.core.catalogue.plan import Plan, PlanRow, What
from sanjeh.core.catalogue.remarks import Healing, Problem, Remark
from sanjeh.core.catalogue.standing import BodyState, ServiceState, State
from sanjeh.core.catalogue.tables import Sheet

KINDS: dict[Sheet, type[BodyState] | type[ServiceState]] = {
    Sheet.BODIES: BodyState,
    Sheet.SERVICES: ServiceState,
}


NAMES = {kind: tuple(one.name for one in fields(kind)) for kind in KINDS.values()}


def kept(state: State | None) -> dict[str, object] | None:
    """Return a state as JSON."""
    return None if state is None else {name: getattr(state, name) for name in NAMES[type(state)]}


def state_of(sheet: Sheet, kept_state: Mapping[str, object] | None) -> State | None:
    """Return what `kept` made JSON of."""
    if kept_state is None:
        return None
    kind = KINDS[sheet]
    values = {name: kept_state[name] for name in NAMES[kind] if name in kept_state}
    given = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    return kind(**given)  # type: ignore[arg-type]  # the names are those of its own fields


def kept_remark(remark: Remark) -> dict[str, object]:
    return {
        "told": remark.told,
        "column": remark.column,
        "value": remark.value,
        "now": remark.now,
        "facts": dict(remark.facts),
    }


def remark_of(found: Mapping[str, Any]) -> Remark:
    """Return what `kept_remark` made JSON of."""
    told = found["told"]
    kind = Healing if told in set(Healing) else Problem
    return Remark(kind(told), found["column"], found["value"], found["now"], found["facts"])


def rows_of(plan: Plan, of: Import) -> Iterator[ImportRow]:
    """Yield the rows that keep a plan: one for each line, one for each problem of a wrong line."""
    for row in plan.rows:
        problems = [one for one in row.remarks if one.is_problem]
        yield from (import_row(row, one, of) for one in problems)
        if not problems:
            yield import_row(row, None, of)


def import_row(row: PlanRow, problem: Remark | None, of: Import) -> ImportRow:
    return ImportRow(
        of=of,
        sheet=row.sheet,
        line=row.line,
        code=row.code,
        what=row.what,
        before=kept(row.before),
        after=kept(row.after),
        column=problem.column if problem else "",
        value=problem.value if problem else "",
        problem=problem.told if problem else "",
        facts=dict(problem.facts) if problem else {},
        healed=[kept_remark(one) for one in row.remarks if not one.is_problem],
    )


def problem_of(row: ImportRow) -> Remark:
    """Return what is wrong with a wrong row."""
    return Remark(Problem(row.problem), row.column, row.value, facts=row.facts)


def plan_rows(stored: Iterable[ImportRow]) -> tuple[PlanRow, ...]:
    """Return the rows of a plan as they were kept, without what was told of them."""
    return tuple(
        PlanRow(
            Sheet(row.sheet),
            row.line,
            row.code,
            What(row.what),
            state_of(Sheet(row.sheet), row.before),
            state_of(Sheet(row.sheet), row.after),
        )
        for row in stored
    )
