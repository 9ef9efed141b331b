"""How the register of outside members is declared."""

from collections.abc import Sequence

from django.utils.translation import gettext_noop as _

from sanjeh.apps.desk.outside import OutsideRow
from sanjeh.core.text.words import Translatable
from sanjeh.locale.catalogues import said
from sanjeh.web.cells import Cell
from sanjeh.web.choices import offered
from sanjeh.web.formatting import day, moment
from sanjeh.web.list_in_memory import in_memory
from sanjeh.web.listing import Column, Filter, Listing
from sanjeh.web.templatetags.persian import language

STANDINGS = {"open": Translatable("در فهرست"), "ended": Translatable("پایان‌یافته")}


def outside_listing(rows: Sequence[OutsideRow]) -> Listing[OutsideRow]:
    columns: tuple[Column[OutsideRow], ...] = (
        Column("name", _("نام"), lambda row: Cell(row.name), key=lambda row: row.name),
        Column(
            "organisation", _("از کجا"), lambda row: Cell(row.organisation), key=lambda row: row.organisation
        ),
        Column("letter", _("نامه"), lettered, only_wide=True),
        Column("standing", _("وضعیت"), lambda row: Cell(said(STANDINGS[standing(row)], language()))),
        Column("since", _("نام‌نویسی"), since, key=lambda row: row.registered_at, only_wide=True),
    )
    filters: tuple[Filter[OutsideRow], ...] = (
        Filter("standing", _("وضعیت"), offered(STANDINGS), lambda row, value: standing(row) == value),
    )
    return Listing(
        name="outside",
        caption=_("عضوهای بیرونی"),
        columns=columns,
        find=in_memory(rows, columns, filters),
        filters=filters,
        empty=_("کسی از بیرون نام‌نویسی نشده است."),
    )


def standing(row: OutsideRow) -> str:
    return "ended" if row.ended_at else "open"


def lettered(row: OutsideRow) -> Cell:
    return Cell(f"{row.letter_number} · {day(row.letter_date, language())}")


def since(row: OutsideRow) -> Cell:
    return Cell(moment(row.registered_at, language()))
