"""The columns of the two tables, by every name under which people write them, in any order."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from sanjeh.core.catalogue.remarks import Healing, Problem, Remark
from sanjeh.core.catalogue.tables import Line, Sheet
from sanjeh.core.text.persian import normalise


class Column(StrEnum):
    CODE = "code"
    BODY = "body"
    TITLE_FA = "title_fa"
    TITLE_EN = "title_en"
    PARENT = "parent"
    CATEGORIES = "categories"
    DOMAIN = "domain"
    ADDRESS = "address"


# The first name of each is the one that our own files bear, in Persian, the second in English.
NAMES: dict[Sheet, dict[Column, tuple[str, ...]]] = {
    Sheet.BODIES: {
        Column.CODE: ("کد دستگاه", "body code", "code", "کد", "شناسه دستگاه", "شناسه"),
        Column.TITLE_FA: (
            "عنوان فارسی", "Persian title", "title_fa", "title", "name",
            "عنوان", "نام", "نام دستگاه", "عنوان دستگاه",
        ),
        Column.TITLE_EN: ("عنوان انگلیسی", "English title", "title_en", "name_en", "نام انگلیسی"),
        Column.PARENT: (
            "کد دستگاه بالادست", "parent code", "parent",
            "دستگاه بالادست", "بالادست", "کد بالادست", "کد والد",
        ),
        Column.CATEGORIES: ("دسته‌ها", "categories", "category", "دسته"),
        Column.DOMAIN: ("دامنه", "domain"),
        Column.ADDRESS: (
            "نشانی درگاه", "portal", "address", "url", "website",
            "درگاه", "سایت", "وب‌سایت", "نشانی", "آدرس",
        ),
    },
    Sheet.SERVICES: {
        Column.CODE: ("کد خدمت", "service code", "code", "کد", "شناسه خدمت", "شناسه"),
        Column.BODY: ("کد دستگاه", "body code", "body", "دستگاه", "شناسه دستگاه"),
        Column.TITLE_FA: (
            "عنوان فارسی", "Persian title", "title_fa", "title", "name",
            "عنوان", "نام", "نام خدمت", "عنوان خدمت",
        ),
        Column.TITLE_EN: ("عنوان انگلیسی", "English title", "title_en", "name_en", "نام انگلیسی"),
        Column.ADDRESS: (
            "نشانی خدمت", "address", "url", "link", "service address",
            "نشانی", "آدرس", "آدرس خدمت", "پیوند",
        ),
    },
}  # fmt: skip
NEEDED: dict[Sheet, tuple[Column, ...]] = {
    Sheet.BODIES: (Column.CODE, Column.TITLE_FA),
    Sheet.SERVICES: (Column.CODE, Column.BODY, Column.TITLE_FA),
}
MANY = frozenset({Column.ADDRESS})  # "address 2", "address 3": a column for each
SHEET_NAMES: dict[Sheet, tuple[str, ...]] = {
    Sheet.BODIES: ("دستگاه‌ها", "bodies", "دستگاه"),
    Sheet.SERVICES: ("خدمت‌ها", "services", "خدمات", "خدمت"),
}
GUIDE = ("راهنما", "guide")  # a sheet of our own template, for people to read
_NUMBER_AT_END = re.compile(r"\d+$")


@dataclass(frozen=True, slots=True)
class Head:
    """The columns of a table: which cells of a line belong to each, and what is told of them."""

    sheet: Sheet
    places: Mapping[Column, tuple[int, ...]]
    remarks: tuple[Remark, ...]


def plain(name: str) -> str:
    """Return a name as names are compared: one spelling, without spaces, lines and the number of its like."""
    return _NUMBER_AT_END.sub("", normalise(name).replace(" ", "").replace("_", "").replace("-", ""))


@cache
def known(sheet: Sheet) -> Mapping[str, Column]:
    return {plain(name): column for column, names in NAMES[sheet].items() for name in names}


def sheet_named(name: str) -> Sheet | None:
    """Return which table a sheet of this name holds."""
    return next((sheet for sheet, names in SHEET_NAMES.items() if plain(name) in map(plain, names)), None)


def is_guide(name: str) -> bool:
    return plain(name) in map(plain, GUIDE)


def sheet_of(line: Line) -> Sheet | None:
    """Return which table the names of its columns tell of; only services say whose they are."""
    for sheet in (Sheet.SERVICES, Sheet.BODIES):
        found = {known(sheet).get(plain(cell.text)) for cell in line.cells}
        if found >= set(NEEDED[sheet]):
            return sheet
    return None


def head_of(sheet: Sheet, line: Line) -> Head:
    """Return the columns that this line names; what is missing, doubled or unknown is told."""
    places: dict[Column, tuple[int, ...]] = {}
    remarks: list[Remark] = []
    for place, cell in enumerate(line.cells):
        column = known(sheet).get(plain(cell.text))
        if column is None:
            if cell.text.strip():
                remarks.append(Remark(Healing.COLUMN_IGNORED, "", cell.text.strip()))
        elif column in places and column not in MANY:
            remarks.append(Remark(Problem.COLUMN_TWICE, column, cell.text.strip()))
        else:
            places[column] = (*places.get(column, ()), place)
    remarks += [
        Remark(Problem.COLUMN_MISSING, column, "", facts={"name": NAMES[sheet][column][0]})
        for column in NEEDED[sheet]
        if column not in places
    ]
    return Head(sheet, places, tuple(remarks))
