"""How the list of complaints is declared: nothing of their content stands in it."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from sanjeh.apps.desk.queries import ComplaintRow
from sanjeh.core.workflow.complaints import STATE_WORDS, ComplaintState
from sanjeh.locale.catalogues import said
from sanjeh.web.cells import Cell, worded
from sanjeh.web.choices import offered
from sanjeh.web.formatting import moment
from sanjeh.web.list_in_memory import in_memory
from sanjeh.web.listing import Column, Filter, Listing
from sanjeh.web.templatetags.persian import fa, language


def complaint_listing(rows: Sequence[ComplaintRow]) -> Listing[ComplaintRow]:
    base = reverse("office:complaints")  # once: a search looks at the cells of every row

    def numbered(row: ComplaintRow) -> Cell:
        return Cell(fa(row.number), f"{base}{row.number}/")

    columns: tuple[Column[ComplaintRow], ...] = (
        Column("number", _("شماره"), numbered, key=lambda row: row.number),
        Column("kind", _("درباره‌ی"), lambda row: Cell(said(row.kind, language())), key=kind_of),
        Column(
            "body", _("دستگاه"), lambda row: worded(row.body_title), key=lambda row: row.body, only_wide=True
        ),
        Column("state", _("وضعیت"), state_of, key=lambda row: list(ComplaintState).index(row.state)),
        Column("lodged", _("ثبت"), lodged, key=lambda row: row.lodged_at, only_wide=True, is_sought=False),
    )
    filters: tuple[Filter[ComplaintRow], ...] = (
        Filter("state", _("وضعیت"), offered(STATE_WORDS), lambda row, value: row.state == value),
    )
    return Listing(
        name="complaints",
        caption=_("شکایت‌ها"),
        columns=columns,
        find=in_memory(rows, columns, filters),
        filters=filters,
        empty=_("شکایتی نیست."),
    )


def kind_of(row: ComplaintRow) -> str:
    return said(row.kind, language())


def state_of(row: ComplaintRow) -> Cell:
    return Cell(said(row.state_title, language()))


def lodged(row: ComplaintRow) -> Cell:
    return Cell(moment(row.lodged_at, language()))
