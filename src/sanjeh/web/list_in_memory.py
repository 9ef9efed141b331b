"""A list whose rows are all at hand: searched, filtered, sorted and paged without asking tables."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from sanjeh.core.text.search import searchable, terms
from sanjeh.web.listing import Asked, Column, Filter

Row = TypeVar("Row")


def in_memory(
    rows: Sequence[Row], columns: Sequence[Column[Row]], filters: Sequence[Filter[Row]] = ()
) -> Callable[[Asked], tuple[Sequence[Row], int]]:
    """Return how rows that are all at hand are searched, filtered, sorted and paged."""

    def find(asked: Asked) -> tuple[Sequence[Row], int]:
        wanted = terms(asked.search)
        found = [row for row in rows if is_kept(row, asked, filters) and is_found(row, wanted, columns)]
        key = next((column.key for column in columns if column.name == asked.sort), None)
        if key:
            found.sort(key=key, reverse=asked.descending)
        return found[asked.start : asked.stop], len(found)

    return find


def is_kept(row: Row, asked: Asked, filters: Sequence[Filter[Row]]) -> bool:
    return all(
        one.holds(row, asked.chosen[one.name]) for one in filters if one.holds and asked.chosen.get(one.name)
    )


def is_found(row: Row, wanted: tuple[str, ...], columns: Sequence[Column[Row]]) -> bool:
    if not wanted:
        return True
    cells = (column.cell(row) for column in columns if column.is_sought)
    texts = (part for cell in cells for part in (cell.text, cell.note))
    text = searchable(*texts)
    return all(term in text for term in wanted)
