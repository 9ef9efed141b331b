"""One way of showing many rows: paged, filtered and sorted by the address, counted, and downloaded as a file.

A page says what its columns are and how rows are found; everything else is the same on every list, works
without JavaScript, and can be linked: the address holds all that was asked.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from sanjeh.core.text.search import searchable, terms
from sanjeh.locale.catalogues import direction
from sanjeh.report.spreadsheet import CSV_TYPE, XLSX_TYPE, SheetRows, csv_bytes, xlsx
from sanjeh.web.cells import Cell
from sanjeh.web.templatetags.persian import language

if TYPE_CHECKING:
    from _typeshed import SupportsRichComparison

Row = TypeVar("Row")
PER_PAGE = 50
MOST_LETTERS = 100
FILES = {"csv": CSV_TYPE, "xlsx": XLSX_TYPE}
SEARCH, SORT, ORDER, PAGE, FILE = "q", "sort", "order", "page", "file"


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column: its name in the address, its title, and what it shows of a row.

    `key` sorts by it in memory; a list that is found in tables sorts by the name, and says `sorts` alone.
    """

    name: str
    title: str
    cell: Callable[[Row], Cell]
    sorts: bool = False
    key: "Callable[[Row], SupportsRichComparison] | None" = None
    only_wide: bool = False
    is_number: bool = False

    @property
    def is_sorted_by(self) -> bool:
        return self.sorts or self.key is not None


@dataclass(frozen=True, slots=True)
class Filter(Generic[Row]):
    """A choice that narrows a list: values with their titles; `holds` tells in memory which rows it keeps."""

    name: str
    title: str
    options: Sequence[tuple[str, str]]
    holds: Callable[[Row, str], bool] | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for; what makes no sense falls back to the plain list."""

    search: str
    chosen: Mapping[str, str]
    sort: str
    descending: bool
    page: int
    is_whole: bool = False  # for a file, which has no pages

    @property
    def start(self) -> int:
        return 0 if self.is_whole else (self.page - 1) * PER_PAGE

    @property
    def stop(self) -> int | None:
        return None if self.is_whole else self.start + PER_PAGE

    @property
    def order(self) -> str:
        """Return the name to sort by as tables are asked: with a minus where the last come first."""
        return f"-{self.sort}" if self.sort and self.descending else self.sort


@dataclass(frozen=True, slots=True)
class Listing(Generic[Row]):
    """A list as a page declares it; `find` gives the rows that were asked for and how many there are in all.

    `key` names a row where rows are chosen for a move; `table` is what a file holds, where not the columns.
    """

    name: str
    caption: str
    columns: tuple[Column[Row], ...]
    find: Callable[[Asked], tuple[Sequence[Row], int]]
    filters: tuple[Filter[Row], ...] = ()
    is_searched: bool = True
    empty: str = ""
    key: Callable[[Row], str] | None = None
    table: Callable[[Asked], Sequence[Sequence[str]]] | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a column; `query` is empty where nobody sorts by it, `direction` is aria-sort."""

    title: str
    query: str
    direction: str
    only_wide: bool
    is_number: bool


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell in its column; the first names its row."""

    cell: Cell
    title: str
    only_wide: bool
    is_number: bool


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row as the page draws it; `key` is empty where rows are not chosen."""

    key: str
    cells: tuple[ShownCell, ...]


@dataclass(frozen=True, slots=True)
class ShownFilter:
    name: str
    title: str
    options: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """Everything that `parts/listing.html` draws."""

    caption: str
    headings: tuple[Heading, ...]
    rows: tuple[ShownRow, ...]
    filters: tuple[ShownFilter, ...]
    asked: Asked
    is_searched: bool
    is_asked: bool  # there is something to search in, or to narrow
    is_narrowed: bool
    empty: str
    count: int
    pages: int
    previous: str
    next: str
    first: str
    last: str
    files: tuple[tuple[str, str], ...]
    query: str
    is_chosen_from: bool


def asked_of(query: Mapping[str, str], listing: Listing[Row]) -> Asked:
    """Read what an address asks of a list."""
    page, sort = query.get(PAGE, ""), query.get(SORT, "")
    sortable = {column.name for column in listing.columns if column.is_sorted_by}
    return Asked(
        search=query.get(SEARCH, "").strip()[:MOST_LETTERS] if listing.is_searched else "",
        chosen={
            one.name: value
            for one in listing.filters
            if (value := query.get(one.name, "")) in {option for option, _ in one.options}
        },
        sort=sort if sort in sortable else "",
        descending=query.get(ORDER) == "desc",
        page=max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 7 else 1,
    )


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
    texts = (part for column in columns for cell in [column.cell(row)] for part in (cell.text, cell.note))
    text = searchable(*texts)
    return all(term in text for term in wanted)


def answer(
    request: HttpRequest, listing: Listing[Row], template: str, more: Mapping[str, object] | None = None
) -> HttpResponse:
    """Answer with the page of a list, or with its file where the address asks for one."""
    if request.GET.get(FILE) in FILES:
        return file_of(request, listing)
    return render(request, template, {"listed": listed(request, listing), **(more or {})})


def file_of(request: HttpRequest, listing: Listing[Row]) -> HttpResponse:
    """Return everything that was asked for, without pages, as a spreadsheet."""
    kind = request.GET[FILE]
    asked = replace(asked_of(request.GET, listing), is_whole=True)
    rows = listing.table(asked) if listing.table else plain_table(listing, listing.find(asked)[0])
    is_rtl = direction(language()) == "rtl"
    content = csv_bytes(rows) if kind == "csv" else xlsx([SheetRows(listing.name, rows)], is_rtl=is_rtl)
    return download(f"sanjeh-{listing.name}.{kind}", content, FILES[kind])


def download(name: str, content: bytes, kind: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def plain_table(listing: Listing[Row], rows: Sequence[Row]) -> list[list[str]]:
    head = [gettext(column.title) for column in listing.columns]
    return [head, *([column.cell(row).text for column in listing.columns] for row in rows)]


def query_of(request: HttpRequest, **changes: str | int) -> str:
    """Return the query of this page with these changes; an empty value drops its key."""
    kept = {**request.GET.dict(), FILE: "", **{key: str(value) for key, value in changes.items()}}
    return "?" + urlencode({key: value for key, value in kept.items() if value})


def listed(request: HttpRequest, listing: Listing[Row]) -> Listed:
    asked = asked_of(request.GET, listing)
    found, count = listing.find(asked)
    pages = max(1, -(-count // PER_PAGE))
    is_narrowed = bool(asked.search or any(asked.chosen.values()))
    return Listed(
        caption=gettext(listing.caption),
        headings=tuple(heading(request, column, asked) for column in listing.columns),
        rows=tuple(shown_row(listing, row) for row in found),
        filters=tuple(shown_filter(one, asked) for one in listing.filters if one.options),
        asked=asked,
        is_searched=listing.is_searched,
        is_asked=bool(listing.is_searched or listing.filters) and bool(count or is_narrowed),
        is_narrowed=is_narrowed,
        empty=gettext(listing.empty) if listing.empty else "",
        count=count,
        pages=pages,
        previous=query_of(request, page=min(asked.page - 1, pages)) if asked.page > 1 else "",
        next=query_of(request, page=asked.page + 1) if asked.page < pages else "",
        first=query_of(request, page="") if asked.page > 1 else "",
        last=query_of(request, page=pages) if asked.page < pages else "",
        files=tuple((kind.upper(), query_of(request, file=kind, page="")) for kind in FILES),
        query=query_of(request, page="").removeprefix("?"),
        is_chosen_from=listing.key is not None,
    )


def heading(request: HttpRequest, column: Column[Row], asked: Asked) -> Heading:
    """Return the head of a column; asking again for the one that sorts turns it round."""
    is_sorted = column.name == asked.sort
    order = "desc" if is_sorted and not asked.descending else ""
    query = query_of(request, sort=column.name, order=order, page="") if column.is_sorted_by else ""
    direction = ("descending" if asked.descending else "ascending") if is_sorted else ""
    return Heading(gettext(column.title), query, direction, column.only_wide, column.is_number)


def shown_row(listing: Listing[Row], row: Row) -> ShownRow:
    cells = tuple(
        ShownCell(one.cell(row), gettext(one.title), one.only_wide, one.is_number) for one in listing.columns
    )
    return ShownRow(listing.key(row) if listing.key else "", cells)


def shown_filter(one: Filter[Row], asked: Asked) -> ShownFilter:
    chosen = asked.chosen.get(one.name, "")
    options = tuple((value, title, value == chosen) for value, title in one.options)
    return ShownFilter(one.name, gettext(one.title), options)
