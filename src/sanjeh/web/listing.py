"""One way of showing many rows: paged, filtered and sorted by the address, counted, and downloaded as a file.

A page says what its columns are and how rows are found; everything else is the same on every list, works
without JavaScript, and can be linked: the address holds all that was asked.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from sanjeh.web.cells import Cell
from sanjeh.web.list_files import KINDS_OF_FILES, spreadsheet

if TYPE_CHECKING:
    from _typeshed import SupportsRichComparison

Row = TypeVar("Row")
PER_PAGE = 50
MOST_LETTERS = 100
SEARCH, SORT, ORDER, PAGE, FILE = "q", "sort", "order", "page", "file"


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column: its name in the address, its title, and what it shows of a row.

    `key` sorts by it in memory; a list that is found in tables sorts by the name, and says `sorts` alone.
    `is_sought`: a search in memory looks at its text; of a moment, which nobody types, it is dear.
    """

    name: str
    title: str
    cell: Callable[[Row], Cell]
    sorts: bool = False
    key: "Callable[[Row], SupportsRichComparison] | None" = None
    only_wide: bool = False
    is_number: bool = False
    is_sought: bool = True

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
    `actions` is a template of what may be done with one `row`, in a last column. `prefix` stands before what
    the address asks of this list, on a page that has another; `form` is the id of the form for chosen rows.
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
    actions: str = ""
    prefix: str = ""
    form: str = "bulk"

    @property
    def asks(self) -> frozenset[str]:
        """Return the names under which an address asks something of this list."""
        names = (SEARCH, SORT, ORDER, PAGE, FILE, *(one.name for one in self.filters))
        return frozenset(self.prefix + name for name in names)


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

    @property
    def is_only_wide(self) -> bool:
        """Tell whether a narrow page leaves it out: an empty cell says nothing under its title."""
        return self.only_wide or not (self.cell.text or self.cell.note)


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row as the page draws it; `key` is empty where rows are not chosen."""

    key: str
    cells: tuple[ShownCell, ...]
    row: object


@dataclass(frozen=True, slots=True)
class ShownFilter:
    name: str
    title: str
    options: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class Listed(Generic[Row]):
    """Everything that `parts/listing.html` draws; `found` are the rows, for a page that draws them otherwise.

    `others` is what the address asks of the rest of the page, which a search in this list keeps.
    """

    name: str
    prefix: str
    caption: str
    found: Sequence[Row]
    others: tuple[tuple[str, str], ...]
    actions: str
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
    form: str


def asked_of(query: Mapping[str, str], listing: Listing[Row]) -> Asked:
    """Read what an address asks of a list."""

    def typed(name: str) -> str:
        return query.get(listing.prefix + name, "")

    page, sort = typed(PAGE), typed(SORT)
    sortable = {column.name for column in listing.columns if column.is_sorted_by}
    return Asked(
        search=typed(SEARCH).strip()[:MOST_LETTERS] if listing.is_searched else "",
        chosen={
            one.name: value
            for one in listing.filters
            if (value := typed(one.name)) in {option for option, _ in one.options}
        },
        sort=sort if sort in sortable else "",
        descending=typed(ORDER) == "desc",
        page=max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 7 else 1,
    )


def answer(
    request: HttpRequest,
    listing: Listing[Any] | Sequence[Listing[Any]],
    template: str,
    more: Mapping[str, object] | None = None,
) -> HttpResponse:
    """Answer with the page of a list, or of several, or with the file of one where the address asks for it.

    The first is `listed` to the template; all are in `lists`, by their names.
    """
    lists = (listing,) if isinstance(listing, Listing) else tuple(listing)
    wanted = next((one for one in lists if request.GET.get(one.prefix + FILE) in KINDS_OF_FILES), None)
    if wanted:
        return file_of(request, wanted)
    shown = {one.name: listed(request, one) for one in lists}
    first = {"listed": shown[lists[0].name]} if lists else {}
    return render(request, template, {**first, "lists": shown, **(more or {})})


def file_of(request: HttpRequest, listing: Listing[Row]) -> HttpResponse:
    """Return everything that was asked for, without pages, as a spreadsheet."""
    asked = replace(asked_of(request.GET, listing), is_whole=True)
    rows = listing.table(asked) if listing.table else plain_table(listing, listing.find(asked)[0])
    return spreadsheet(listing.name, request.GET[listing.prefix + FILE], rows)


def plain_table(listing: Listing[Row], rows: Sequence[Row]) -> list[list[str]]:
    head = [gettext(column.title) for column in listing.columns]
    return [head, *([column.cell(row).text for column in listing.columns] for row in rows)]


def query_of(request: HttpRequest, listing: Listing[Row], **changes: str | int) -> str:
    """Return the query of this page with these changes of one list; an empty value drops its key."""
    changed = {listing.prefix + key: str(value) for key, value in ({FILE: ""} | changes).items()}
    kept = request.GET.dict() | changed
    return "?" + urlencode({key: value for key, value in kept.items() if value})


def listed(request: HttpRequest, listing: Listing[Row]) -> Listed[Row]:
    asked = asked_of(request.GET, listing)
    found, count = listing.find(asked)
    pages = max(1, -(-count // PER_PAGE))
    is_narrowed = bool(asked.search or any(asked.chosen.values()))
    return Listed(
        name=listing.name,
        prefix=listing.prefix,
        found=found,
        others=tuple((key, value) for key, value in request.GET.dict().items() if key not in listing.asks),
        actions=listing.actions,
        caption=gettext(listing.caption),
        headings=tuple(heading(request, listing, column, asked) for column in listing.columns),
        rows=tuple(shown_row(listing, row) for row in found),
        filters=tuple(shown_filter(one, asked) for one in listing.filters if one.options),
        asked=asked,
        is_searched=listing.is_searched,
        is_asked=bool(listing.is_searched or listing.filters) and bool(count or is_narrowed),
        is_narrowed=is_narrowed,
        empty=gettext(listing.empty) if listing.empty else "",
        count=count,
        pages=pages,
        previous=query_of(request, listing, page=min(asked.page - 1, pages)) if asked.page > 1 else "",
        next=query_of(request, listing, page=asked.page + 1) if asked.page < pages else "",
        first=query_of(request, listing, page="") if asked.page > 1 else "",
        last=query_of(request, listing, page=pages) if asked.page < pages else "",
        files=tuple((one.upper(), query_of(request, listing, file=one, page="")) for one in KINDS_OF_FILES),
        query=query_of(request, listing, page="").removeprefix("?"),
        is_chosen_from=listing.key is not None,
        form=listing.form,
    )


def heading(request: HttpRequest, listing: Listing[Row], column: Column[Row], asked: Asked) -> Heading:
    """Return the head of a column; asking again for the one that sorts turns it round."""
    is_sorted = column.name == asked.sort
    order = "desc" if is_sorted and not asked.descending else ""
    query = query_of(request, listing, sort=column.name, order=order, page="") if column.is_sorted_by else ""
    direction = ("descending" if asked.descending else "ascending") if is_sorted else ""
    return Heading(gettext(column.title), query, direction, column.only_wide, column.is_number)


def shown_row(listing: Listing[Row], row: Row) -> ShownRow:
    cells = tuple(
        ShownCell(one.cell(row), gettext(one.title), one.only_wide, one.is_number) for one in listing.columns
    )
    return ShownRow(listing.key(row) if listing.key else "", cells, row)


def shown_filter(one: Filter[Row], asked: Asked) -> ShownFilter:
    chosen = asked.chosen.get(one.name, "")
    options = tuple((value, title, value == chosen) for value, title in one.options)
    return ShownFilter(one.name, gettext(one.title), options)
