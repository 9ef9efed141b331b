"""How the list of what came by another way is declared."""

from collections.abc import Sequence

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from sanjeh.apps.channels.redirects import RedirectRow
from sanjeh.web.cells import Cell, worded
from sanjeh.web.formatting import moment
from sanjeh.web.list_in_memory import in_memory
from sanjeh.web.listing import Column, Filter, Listing
from sanjeh.web.templatetags.persian import fa, language

LODGED, OPEN = "lodged", "open"


def redirect_listing(rows: Sequence[RedirectRow]) -> Listing[RedirectRow]:
    columns: tuple[Column[RedirectRow], ...] = (
        Column("number", _("شماره"), lambda row: Cell(fa(row.number)), key=lambda row: row.number),
        Column("way", _("از چه راهی"), lambda row: worded(row.way, note=row.by)),
        Column("at", _("هنگام"), lambda row: Cell(moment(row.at, language())), key=lambda row: row.at),
        Column("answer", _("پاسخ"), answer_of),
        Column("lodged", _("چه شد؟"), outcome_of),
    )
    standings = [(LODGED, gettext("خود او ثبت کرد")), (OPEN, gettext("هنوز ثبت نکرده است"))]
    standing: Filter[RedirectRow] = Filter(
        "standing",
        _("چه شد؟"),
        standings,
        lambda row, wanted: (row.lodged_at is not None) == (wanted == LODGED),
    )
    return Listing(
        name="redirects",
        caption=_("آنچه از راه دیگر رسید"),
        columns=columns,
        find=in_memory(rows, columns, (standing,)),
        filters=(standing,),
        empty=_("هنوز چیزی از راه دیگر نرسیده است."),
    )


def answer_of(row: RedirectRow) -> Cell:
    return Cell(gettext("پاسخ رفت") if row.is_answered else gettext("پاسخی نرفت"))


def outcome_of(row: RedirectRow) -> Cell:
    if row.lodged_at is None:
        return Cell(gettext("هنوز ثبت نکرده است"))
    return Cell(gettext("خود او ثبت کرد"), note=moment(row.lodged_at, language()))
