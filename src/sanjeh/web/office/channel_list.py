"""How the list of channels is declared."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from sanjeh.apps.channels.queries import ChannelRow
from sanjeh.core.workflow.channels import CHANNEL_KINDS, ChannelKind
from sanjeh.web.cells import Cell, worded
from sanjeh.web.choices import offered
from sanjeh.web.formatting import moment
from sanjeh.web.list_in_memory import in_memory
from sanjeh.web.listing import Column, Filter, Listing
from sanjeh.web.templatetags.persian import fa, language, percent


def channel_listing(rows: Sequence[ChannelRow], now: datetime) -> Listing[ChannelRow]:
    def standing(row: ChannelRow) -> Cell:
        return Cell(standing_of(row, now))

    columns: tuple[Column[ChannelRow], ...] = (
        Column("title", _("کانال"), named, key=lambda row: row.number),
        Column("kind", _("گونه"), lambda row: worded(row.kind_title), key=lambda row: row.kind),
        Column("standing", _("وضعیت"), standing),
        Column("health", _("سلامت"), health_of),
        Column("share", _("در نود روز"), share_of, only_wide=True, is_number=True),
    )
    kinds: Filter[ChannelRow] = Filter(
        "kind", _("گونه"), offered(CHANNEL_KINDS), lambda row, kind: row.kind == kind
    )
    return Listing(
        name="channels",
        caption=_("کانال‌ها"),
        columns=columns,
        find=in_memory(rows, columns, (kinds,)),
        filters=(kinds,),
        empty=_("هنوز کانالی ثبت نشده است."),
    )


def named(row: ChannelRow) -> Cell:
    return worded(
        row.title,
        reverse("office:channel", args=[row.number]),
        note=fa(row.address) if row.kind is ChannelKind.PHONE else row.address,
    )


def standing_of(row: ChannelRow, now: datetime) -> str:
    if row.authorised_from is None:
        return gettext("منتظر نفر دوم و اطلاعیه")
    if row.ended_from and row.ended_from <= now:
        return gettext(
            "پایان یافت",
        )
    return gettext("مجاز") if row.is_authorised(now) else gettext("از روز اطلاعیه مجاز می‌شود")


def health_of(row: ChannelRow) -> Cell:
    note = moment(row.seen_at, language()) if row.seen_at else ""
    if row.is_up is None:
        return Cell(gettext("دیده نشده است"), note=note)
    return Cell(gettext("در کار است") if row.is_up else gettext("در کار نیست"), note=note)


def share_of(row: ChannelRow) -> Cell:
    return Cell(percent(row.share, 1) if row.looks else "")
