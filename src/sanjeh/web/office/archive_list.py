"""How the list of packages for an archive is declared."""

from collections.abc import Sequence

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from sanjeh.apps.retention.queries import HandOverRow
from sanjeh.web.cells import Cell, coded
from sanjeh.web.formatting import moment
from sanjeh.web.list_in_memory import in_memory
from sanjeh.web.listing import Column, Filter, Listing
from sanjeh.web.templatetags.persian import fa, language

AWAITED, RECEIVED, LOST = "awaited", "received", "lost"
ROUND, COMPLAINTS = "round", "complaints"


def package_listing(rows: Sequence[HandOverRow]) -> Listing[HandOverRow]:
    columns: tuple[Column[HandOverRow], ...] = (
        Column("name", _("بسته"), lambda row: coded(row.name), key=lambda row: row.name),
        Column("made", _("ساخته شد"), made, key=lambda row: row.made_at),
        Column("complaints", _("شکایت"), lambda row: Cell(fa(row.complaints)), is_number=True),
        Column("files", _("پرونده‌ها"), lambda row: Cell(fa(row.payload_files)), is_number=True),
        Column("bytes", _("اندازه (بایت)"), lambda row: Cell(fa(row.payload_bytes)), is_number=True),
        Column("folder", _("پوشه"), lambda row: coded(row.folder)),
        Column("digest", "SHA-512", lambda row: coded(row.manifest_sha512)),
        Column("receipt", _("رسید بایگانی"), receipt_of),
    )
    filters: tuple[Filter[HandOverRow], ...] = (
        Filter("holds", _("درباره‌ی"), holdings(), lambda row, held: bool(row.round) == (held == ROUND)),
        Filter("standing", _("وضعیت"), standings(), lambda row, standing: standing_of(row) == standing),
    )
    return Listing(
        name="archive",
        caption=_("بسته‌های بایگانی"),
        columns=columns,
        find=in_memory(rows, columns, filters),
        filters=filters,
        empty=_("هنوز چیزی به بایگانی سپرده نشده است."),
    )


def holdings() -> list[tuple[str, str]]:
    return [(ROUND, gettext("دوره")), (COMPLAINTS, gettext("شکایت‌ها"))]


def standings() -> list[tuple[str, str]]:
    return [
        (AWAITED, gettext("در انتظار رسید")),
        (RECEIVED, gettext("رسید دارد")),
        (LOST, gettext("گم شد")),
    ]


def standing_of(row: HandOverRow) -> str:
    if row.receipt:
        return RECEIVED
    return LOST if row.lost_at else AWAITED


def made(row: HandOverRow) -> Cell:
    return Cell(moment(row.made_at, language()), note=row.made_by)


def receipt_of(row: HandOverRow) -> Cell:
    if row.receipt and row.received_at:
        return Cell(row.receipt, note=moment(row.received_at, language()))
    return Cell(gettext("گم شد") if row.lost_at else "")
