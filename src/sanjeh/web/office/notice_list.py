"""How the list of notices is declared."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from sanjeh.apps.notices import queries
from sanjeh.apps.notices.kinds import KINDS
from sanjeh.web.cells import Cell, worded
from sanjeh.web.choices import Choices, offered
from sanjeh.web.formatting import day
from sanjeh.web.list_in_memory import in_memory
from sanjeh.web.listing import Column, Filter, Listing
from sanjeh.web.templatetags.persian import fa, language


def kinds() -> Choices:
    return offered({kind: one.title for kind, one in KINDS.items()})


def notice_listing(rows: Sequence[queries.NoticeRow]) -> Listing[queries.NoticeRow]:
    columns: tuple[Column[queries.NoticeRow], ...] = (
        Column("title", _("عنوان"), notice_name, key=lambda row: row.title.fa),
        Column("number", _("شماره"), lambda row: Cell(fa(row.number)), key=lambda row: row.number),
        Column("effective", _("آغاز اجرا"), effective_day, key=lambda row: row.effective_at),
        Column("delivery", _("رساندن"), delivery),
    )
    filters: tuple[Filter[queries.NoticeRow], ...] = (Filter("kind", _("درباره‌ی"), kinds(), is_of_kind),)
    return Listing(
        name="notices",
        caption=_("منتشرشده"),
        columns=columns,
        find=in_memory(rows, columns, filters),
        filters=filters,
        empty=_("هنوز اطلاعیه‌ای منتشر نشده است."),
    )


def notice_name(row: queries.NoticeRow) -> Cell:
    return worded(row.title, reverse("public:notice", args=[row.number]))


def delivery(row: queries.NoticeRow) -> Cell:
    return Cell(gettext("گیرندگان"), reverse("office:notice", args=[row.number]))


def effective_day(row: queries.NoticeRow) -> Cell:
    return Cell(day(row.effective_at, language()))


def is_of_kind(row: queries.NoticeRow, kind: str) -> bool:
    return row.kind == kind
