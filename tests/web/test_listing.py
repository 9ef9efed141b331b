"""The shared list: what the address asks for is found, sorted, paged and downloaded; nonsense asks none."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from sanjeh.apps.catalogue.workbooks import tables_in
from sanjeh.core.text.words import Words, titled
from sanjeh.web.cells import Cell, coded, worded
from sanjeh.web.list_in_memory import in_memory
from sanjeh.web.listing import PER_PAGE, Asked, Column, Filter, Listing, answer, asked_of, listed

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Fruit:
    code: str
    title: Words
    weight: int


FRUITS = (
    Fruit("A-1", Words("سیب کوهی", "Apple"), 30),
    Fruit("B-2", titled("گلابی‌های زرد", ""), 10),
    Fruit("C-3", Words("كيوي", "=Kiwi"), 20),
)
COLUMNS: tuple[Column[Fruit], ...] = (
    Column(
        "title", "title", lambda row: worded(row.title, f"/fruit/{row.code}/"), key=lambda row: row.title.fa
    ),
    Column("code", "code", lambda row: coded(row.code)),
    Column("weight", "weight", lambda row: Cell(str(row.weight)), key=lambda row: row.weight, only_wide=True),
)
KINDS = [("light", "light"), ("heavy", "heavy")]
FILTERS: tuple[Filter[Fruit], ...] = (
    Filter("kind", "kind", KINDS, lambda row, kind: (row.weight > 15) == (kind == "heavy")),
)


def listing(rows: Sequence[Fruit] = FRUITS) -> Listing[Fruit]:
    return Listing(
        "fruits",
        "fruits",
        COLUMNS,
        in_memory(rows, COLUMNS, FILTERS),
        FILTERS,
        empty="none",
        key=lambda row: row.code,
    )


def codes(query: str, rows: Sequence[Fruit] = FRUITS) -> list[str]:
    shown = listed(RequestFactory().get(f"/?{query}"), listing(rows))
    return [row.key for row in shown.rows]


def page(query: str, rows: Sequence[Fruit] = FRUITS, language: str = "en") -> HttpResponse:
    with translation.override(language):
        return answer(RequestFactory().get(f"/?{query}"), listing(rows), "parts/listing.html")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["A-1", "B-2", "C-3"]),
        ("sort=weight", ["B-2", "C-3", "A-1"]),
        ("sort=weight&order=desc", ["A-1", "C-3", "B-2"]),
        ("sort=nothing&order=desc", ["A-1", "B-2", "C-3"]),
        ("sort=code", ["A-1", "B-2", "C-3"]),
        ("kind=heavy", ["A-1", "C-3"]),
        ("kind=nothing", ["A-1", "B-2", "C-3"]),
        ("kind=heavy&sort=weight", ["C-3", "A-1"]),
        ("q=کیوی", ["C-3"]),
        ("q=گلابی", ["B-2"]),
        ("q=c-3", ["C-3"]),
        ("q=سیب+30", ["A-1"]),
        ("q=سیب+31", []),
        ("page=2", []),
        ("page=0", ["A-1", "B-2", "C-3"]),
        ("page=-1", ["A-1", "B-2", "C-3"]),
        ("page=٢", ["A-1", "B-2", "C-3"]),
        ("page=99999999999", ["A-1", "B-2", "C-3"]),
    ],
)
def test_the_address_says_what_is_shown(query: str, found: list[str]) -> None:
    with translation.override("fa"):
        assert codes(query) == found


def many(count: int) -> list[Fruit]:
    return [Fruit(f"F-{n:03}", Words(f"میوه {n}", f"Fruit {n}"), n) for n in range(count)]


@pytest.mark.parametrize(
    ("count", "pages"), [(0, 1), (1, 1), (PER_PAGE, 1), (PER_PAGE + 1, 2), (2 * PER_PAGE + 1, 3)]
)
def test_pages_hold_fifty_rows_each(count: int, pages: int) -> None:
    shown = listed(RequestFactory().get("/?kind=&sort=weight"), listing(many(count)))

    assert (shown.count, shown.pages, len(shown.rows)) == (count, pages, min(count, PER_PAGE))


def test_pages_lead_on_and_back_and_keep_what_was_asked() -> None:
    rows = many(3 * PER_PAGE)

    shown = listed(RequestFactory().get("/?sort=weight&q=میوه&page=2&file=no"), listing(rows))

    asked = "sort=weight&q=%D9%85%DB%8C%D9%88%D9%87"
    assert (shown.first, shown.previous, shown.next, shown.last) == (
        f"?{asked}",
        f"?{asked}&page=1",
        f"?{asked}&page=3",
        f"?{asked}&page=3",
    )
    assert shown.files == (("CSV", f"?{asked}&file=csv"), ("XLSX", f"?{asked}&file=xlsx"))
    assert shown.headings[2].query == f"?{asked}&order=desc"
    assert [one.direction for one in shown.headings] == ["", "", "ascending"]


def test_a_page_that_is_not_there_leads_back_to_the_first() -> None:
    tree = HTMLParser(page("page=9").content)

    assert [node.attributes["href"] for node in tree.css(".empty a, nav a")] == ["?", "?", "?page=1"]


def test_a_file_holds_all_that_was_asked_for_without_pages() -> None:
    rows = many(2 * PER_PAGE)

    response = page("file=csv&q=fruit&page=2&sort=weight&order=desc", rows)

    lines = response.content.decode("utf-8-sig").splitlines()
    assert (lines[0], lines[1], lines[-1], len(lines)) == (
        "title,code,weight",
        "Fruit 99,F-099,99",
        "Fruit 0,F-000,0",
        101,
    )
    assert response["Content-Disposition"] == 'attachment; filename="sanjeh-fruits.csv"'


def test_no_cell_of_a_file_computes() -> None:
    assert ",C-3," in page("file=csv&q=c-3").content.decode().splitlines()[1]
    assert page("file=csv&q=c-3").content.decode().splitlines()[1].startswith("'=Kiwi")
    kind, tables = tables_in(page("file=xlsx&q=c-3").content)
    assert (kind, [[cell.text for cell in line.cells] for line in tables[0].lines][1]) == (
        "xlsx",
        ["=Kiwi", "C-3", "20"],
    )
    assert not any(cell.is_formula for line in tables[0].lines for cell in line.cells)


def test_a_row_is_drawn_with_its_link_its_language_and_its_choice() -> None:
    tree = HTMLParser(page("q=b-2").content)

    row = tree.css("tbody tr")[0]
    assert [(node.attributes["href"], node.text(strip=True)) for node in row.css("th a")] == [
        ("/fruit/B-2/", "گلابی‌های زرد")
    ]
    assert [node.attributes["lang"] for node in row.css("bdi[lang]")] == ["fa"]
    assert [node.attributes["dir"] for node in row.css("bdi.code")] == ["ltr"]
    box = row.css("input[type=checkbox]")[0].attributes
    assert (box["name"], box["value"], box["form"], bool(box["aria-label"])) == (
        "chosen",
        "B-2",
        "bulk",
        True,
    )


def test_what_was_typed_stays_in_its_field_and_is_no_markup() -> None:
    tree = HTMLParser(page('q="><b>x&kind=light').content)

    field = tree.css("#q")[0].attributes
    assert (field["value"], [node.attributes["value"] for node in tree.css("option[selected]")]) == (
        '"><b>x',
        ["light"],
    )
    assert tree.css("b") == []


def test_an_empty_list_says_so_and_a_narrowed_one_says_what_to_do() -> None:
    assert HTMLParser(page("", ()).content).css(".empty")[0].text(strip=True) == "none"
    assert "filters" in HTMLParser(page("q=x").content).css(".empty")[0].text(strip=True)


def test_a_long_search_is_cut_and_order_without_sort_turns_nothing() -> None:
    asked = asked_of({"q": "x" * 200, "order": "desc"}, listing())

    assert (len(asked.search), asked.order) == (100, "")
    assert Asked("", {}, "weight", True, 1).order == "-weight"
