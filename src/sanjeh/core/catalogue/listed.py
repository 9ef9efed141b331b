"""The list as tables that people download, change and upload again; unchanged they change nothing."""

from collections.abc import Iterable, Sequence

from sanjeh.core.catalogue.columns import NAMES, Column
from sanjeh.core.catalogue.standing import BodyState, ServiceState
from sanjeh.core.catalogue.tables import Sheet
from sanjeh.core.text.numerals import in_digits

Rows = list[list[str]]
ORDER: dict[Sheet, tuple[Column, ...]] = {
    sheet: tuple(column for column in names if column is not Column.ADDRESS) for sheet, names in NAMES.items()
}


def head(sheet: Sheet, addresses: int, language: str) -> list[str]:
    """Return the names of the columns in this language, with so many of addresses."""
    at = 0 if language == "fa" else 1
    names = [NAMES[sheet][column][at] for column in ORDER[sheet]]
    address = NAMES[sheet][Column.ADDRESS][at]
    numbered = [f"{address} {in_digits(number, language)}" for number in range(2, addresses + 1)]
    return [*names, address, *numbered]


def bodies_table(bodies: Iterable[BodyState], language: str) -> Rows:
    living = sorted((body for body in bodies if not body.is_ended), key=lambda body: body.code)
    rows = [
        [
            one.code,
            one.title_fa,
            one.title_en,
            one.parent,
            ", ".join(one.categories),
            one.domain,
            *one.portals,
        ]
        for one in living
    ]
    return _table(Sheet.BODIES, rows, [one.portals for one in living], language)


def services_table(services: Iterable[ServiceState], language: str) -> Rows:
    living = sorted((one for one in services if not one.is_ended), key=lambda one: one.code)
    rows = [[one.code, one.body, one.title_fa, one.title_en, *one.addresses] for one in living]
    return _table(Sheet.SERVICES, rows, [one.addresses for one in living], language)


def _table(sheet: Sheet, rows: Rows, addresses: Sequence[Sequence[str]], language: str) -> Rows:
    names = head(sheet, max(map(len, addresses), default=1) or 1, language)
    return [names, *([*row, *[""] * (len(names) - len(row))] for row in rows)]
