"""How the list of paused addresses is declared."""

from collections.abc import Sequence

from django.utils.translation import gettext_noop as _

from sanjeh.apps.catalogue.queries import PausedAddress
from sanjeh.web.cells import Cell, addressed, worded
from sanjeh.web.formatting import day
from sanjeh.web.list_in_memory import in_memory
from sanjeh.web.listing import Column, Listing
from sanjeh.web.templatetags.persian import language


def pause_listing(rows: Sequence[PausedAddress]) -> Listing[PausedAddress]:
    columns: tuple[Column[PausedAddress], ...] = (
        Column("address", _("نشانی"), lambda row: addressed(row.url), key=lambda row: row.url),
        Column("body", _("دستگاه"), lambda row: worded(row.body), key=lambda row: row.body.fa),
        Column("until", _("تا پایان روز"), until, key=lambda row: row.until),
    )
    return Listing(
        name="pauses",
        caption=_("اکنون سر نمی‌زنیم به"),
        columns=columns,
        find=in_memory(rows, columns),
        empty=_("کسی درنگ نخواسته است."),
        key=lambda row: row.url,
    )


def until(row: PausedAddress) -> Cell:
    return Cell(day(row.until, language()))
