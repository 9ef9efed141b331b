"""How the lists of whom we leave in peace are declared: as asked, by ourselves, until another time."""

from collections.abc import Sequence

from django.utils.translation import gettext_noop as _

from sanjeh.apps.catalogue.queries import PausedAddress
from sanjeh.apps.politeness.queries import Rest
from sanjeh.apps.scans.throttle_status import Later
from sanjeh.web.cells import Cell, addressed, worded
from sanjeh.web.formatting import day, moment
from sanjeh.web.list_in_memory import in_memory
from sanjeh.web.listing import Column, Listing
from sanjeh.web.templatetags.persian import language


def pause_listing(rows: Sequence[PausedAddress], *, is_chosen_from: bool) -> Listing[PausedAddress]:
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
        key=(lambda row: row.url) if is_chosen_from else None,
    )


def until(row: PausedAddress) -> Cell:
    return Cell(day(row.until, language()))


def resting_listing(rows: Sequence[Rest]) -> Listing[Rest]:
    columns: tuple[Column[Rest], ...] = (
        Column("key", _("میزبان"), lambda row: addressed(row.key), key=lambda row: row.key),
        Column("why", _("دلیل"), lambda row: worded(row.why)),
        Column("until", _("تا"), lambda row: Cell(moment(row.until, language())), key=lambda row: row.until),
    )
    return Listing(
        name="resting",
        caption=_("خودمان رها کرده‌ایم"),
        columns=columns,
        find=in_memory(rows, columns),
        empty=_("هیچ میزبانی آسوده گذاشته نشده است."),
        prefix="resting-",
    )


def later_listing(rows: Sequence[Later]) -> Listing[Later]:
    columns: tuple[Column[Later], ...] = (
        Column("url", _("نشانی"), lambda row: addressed(row.url), key=lambda row: row.url),
        Column("at", _("دیدار بعد"), lambda row: Cell(moment(row.at, language())), key=lambda row: row.at),
    )
    return Listing(
        name="later",
        caption=_("زمان دیگری دوباره می‌بینیم"),
        columns=columns,
        find=in_memory(rows, columns),
        empty=_("هیچ نشانی در انتظار زمان دیگری نیست."),
        prefix="later-",
    )
