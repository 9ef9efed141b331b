"""How the list of those to whom a notice was written is declared."""

from collections.abc import Sequence
from enum import StrEnum

from django.utils.translation import gettext_noop as _

from sanjeh.apps.messages.queries import ReaderRow
from sanjeh.core.text.words import Translatable
from sanjeh.locale.catalogues import said
from sanjeh.web.cells import Cell
from sanjeh.web.choices import offered
from sanjeh.web.list_in_memory import in_memory
from sanjeh.web.listing import Column, Filter, Listing
from sanjeh.web.templatetags.persian import fa, language


class Reached(StrEnum):
    """How far a notice has come with somebody."""

    SEEN = "seen"
    LOST = "lost"
    ARRIVED = "arrived"
    INBOX = "inbox"


REACHED_WORDS = {
    Reached.SEEN: Translatable("دید"),
    Reached.LOST: Translatable("راهی برگشت خورد"),
    Reached.ARRIVED: Translatable("رسیده، ندیده"),
    Reached.INBOX: Translatable("تنها در صندوق پیام"),
}


def reader_listing(rows: Sequence[ReaderRow]) -> Listing[ReaderRow]:
    columns: tuple[Column[ReaderRow], ...] = (
        Column("name", _("گیرنده"), lambda row: Cell(row.name), key=lambda row: row.name),
        Column("state", _("وضعیت"), lambda row: Cell(said(REACHED_WORDS[reached(row)], language()))),
        Column(
            "reminders",
            _("یادآوری"),
            lambda row: Cell(fa(row.reminders)),
            key=lambda row: row.reminders,
            is_number=True,
        ),
    )
    filters: tuple[Filter[ReaderRow], ...] = (
        Filter("state", _("وضعیت"), offered(REACHED_WORDS), lambda row, value: reached(row) == value),
    )
    return Listing(
        name="readers",
        caption=_("گیرندگان"),
        columns=columns,
        find=in_memory(rows, columns, filters),
        filters=filters,
        empty=_("هنوز به کسی نوشته نشده است."),
    )


def reached(row: ReaderRow) -> Reached:
    if row.is_seen:
        return Reached.SEEN
    if row.is_lost:
        return Reached.LOST
    return Reached.ARRIVED if row.has_arrived else Reached.INBOX
