"""How the list of breaches is declared."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from sanjeh.apps.commitments.breaches import BreachRow
from sanjeh.core.workflow.breaches import STATE_WORDS
from sanjeh.locale.catalogues import said
from sanjeh.web.cells import Cell, coded
from sanjeh.web.choices import offered
from sanjeh.web.formatting import day
from sanjeh.web.list_in_memory import in_memory
from sanjeh.web.listing import Column, Filter, Listing
from sanjeh.web.templatetags.persian import fa, language


def breach_listing(rows: Sequence[BreachRow]) -> Listing[BreachRow]:
    columns: tuple[Column[BreachRow], ...] = (
        Column("number", _("شماره"), numbered, key=lambda row: row.number),
        Column("sentence", _("جمله"), lambda row: coded(row.code), key=lambda row: row.code),
        Column("opened", _("گشوده"), dated, key=lambda row: row.opened_at),
        Column("due", _("مهلت جبران"), due),
        Column("state", _("وضعیت"), lambda row: Cell(said(row.says, language()))),
    )
    filters: tuple[Filter[BreachRow], ...] = (
        Filter("state", _("وضعیت"), offered(STATE_WORDS), lambda row, value: row.state == value),
    )
    return Listing(
        name="breaches",
        caption=_("نقض تعهدها"),
        columns=columns,
        find=in_memory(rows, columns, filters),
        filters=filters,
        empty=_("هیچ نقضی ثبت نشده است."),
    )


def numbered(row: BreachRow) -> Cell:
    return Cell(fa(row.number), reverse("office:breach", args=[row.number]))


def dated(row: BreachRow) -> Cell:
    return Cell(day(row.opened_at, language()))


def due(row: BreachRow) -> Cell:
    if row.due_at is None:
        return Cell(gettext("بدون جبران توافق‌شده"))
    return Cell(day(row.due_at, language()), note=gettext("گذشته است") if row.is_late else "")
