"""How the list of changes of the calendar is declared."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from sanjeh.apps.calendars.entries import CHANGE_WORDS
from sanjeh.apps.calendars.queries import ChangeRow
from sanjeh.web.cells import Cell, worded
from sanjeh.web.choices import offered
from sanjeh.web.formatting import day, moment
from sanjeh.web.list_in_memory import in_memory
from sanjeh.web.listing import Column, Filter, Listing
from sanjeh.web.templatetags.persian import fa, language

# A name of another direction keeps to itself (Unicode UAX 9).
ISOLATED = "\u2068{}\u2069"
RECKONED, AWAITED, COUNTED = "reckoned", "awaited", "counted"


def change_listing(rows: Sequence[ChangeRow]) -> Listing[ChangeRow]:
    columns: tuple[Column[ChangeRow], ...] = (
        Column("title", _("تغییر"), change_name, key=lambda row: row.number),
        Column("kind", _("گونه"), lambda row: worded(row.change_title), key=lambda row: row.change),
        Column("days", _("روزها"), days_of, key=lambda row: row.first_day),
        Column("place", _("جا"), place_of, only_wide=True, key=lambda row: row.place),
        Column("state", _("وضعیت"), state_of),
    )
    standings = [
        (AWAITED, gettext("منتظر تأیید")),
        (RECKONED, gettext("حساب‌شده")),
        (COUNTED, gettext("به شمار می‌آید")),
    ]
    filters: tuple[Filter[ChangeRow], ...] = (
        Filter("kind", _("گونه"), offered(CHANGE_WORDS), lambda row, kind: row.change == kind),
        Filter("standing", _("وضعیت"), standings, lambda row, standing: standing_of(row) == standing),
    )
    return Listing(
        name="calendar",
        caption=_("تغییرهای تقویم"),
        columns=columns,
        find=in_memory(rows, columns, filters),
        filters=filters,
        empty=_("هنوز چیزی ثبت نشده است."),
    )


def change_name(row: ChangeRow) -> Cell:
    url = reverse("office:calendar-change", args=[row.number])
    if row.title:
        return worded(row.title, url)
    return Cell(gettext("تغییر %(number)s") % {"number": fa(row.number)}, url)


def days_of(row: ChangeRow) -> Cell:
    first, last = day(row.first_day, language()), day(row.last_day, language())
    return Cell(first if first == last else f"{first} – {last}")


def place_of(row: ChangeRow) -> Cell:
    return worded(row.place_title, note=row.place) if row.place_title else Cell(gettext("همه‌جا"))


def standing_of(row: ChangeRow) -> str:
    if row.awaits_second:
        return RECKONED if row.is_reckoned else AWAITED
    return COUNTED


def state_of(row: ChangeRow) -> Cell:
    if row.awaits_second:
        return Cell(gettext("حساب‌شده") if row.is_reckoned else gettext("منتظر تأیید"))
    if not row.confirmed_by or row.counts_from is None:
        return Cell(gettext("همراه برنامه"))
    told = {"name": ISOLATED.format(row.confirmed_by), "moment": moment(row.counts_from, language())}
    return Cell(gettext("تأیید %(name)s، %(moment)s") % told)
