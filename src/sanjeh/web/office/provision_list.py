"""How the list of versions of forms, documents and processes is declared."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from sanjeh.apps.notices.provisions import ProvisionRow
from sanjeh.core.workflow.provisions import PROVISION_WORDS
from sanjeh.locale.catalogues import said
from sanjeh.web.cells import Cell, coded, worded
from sanjeh.web.choices import offered
from sanjeh.web.formatting import day
from sanjeh.web.list_in_memory import in_memory
from sanjeh.web.listing import Column, Filter, Listing
from sanjeh.web.templatetags.persian import language


def provision_listing(rows: Sequence[ProvisionRow]) -> Listing[ProvisionRow]:
    columns: tuple[Column[ProvisionRow], ...] = (
        Column("title", _("عنوان"), titled, key=lambda row: row.title.fa),
        Column(
            "name", _("شناسه‌ی نسخه"), lambda row: coded(row.name), only_wide=True, key=lambda row: row.name
        ),
        Column("kind", _("گونه"), lambda row: Cell(said(row.kind_title, language())), only_wide=True),
        Column("state", _("وضعیت"), state_of),
    )
    filters: tuple[Filter[ProvisionRow], ...] = (
        Filter("kind", _("گونه"), offered(PROVISION_WORDS), lambda row, kind: row.kind == kind),
    )
    return Listing(
        name="provisions",
        caption=_("نسخه‌ها"),
        columns=columns,
        find=in_memory(rows, columns, filters),
        filters=filters,
        empty=_("هیچ نسخه‌ای بار نشده است."),
    )


def titled(row: ProvisionRow) -> Cell:
    return worded(row.title, reverse("office:provision", args=[row.kind, row.name]))


def state_of(row: ProvisionRow) -> Cell:
    if row.in_force_from is None:
        return Cell(gettext("بارشده، هنوز در اجرا نیست"))
    return Cell(day(row.in_force_from, language()))
