"""How the list of versions of the agreement is declared, and the register of the bodies that accepted one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from sanjeh.apps.agreements.queries import VersionRow
from sanjeh.core.text.words import Words
from sanjeh.core.workflow.agreements import STATE_WORDS
from sanjeh.web.cells import Cell, coded, worded
from sanjeh.web.choices import offered
from sanjeh.web.formatting import day
from sanjeh.web.list_in_memory import in_memory
from sanjeh.web.listing import Column, Filter, Listing
from sanjeh.web.templatetags.persian import fa, language

ACCEPTED, MISSING = "accepted", "missing"
SHOWN_OF_DIGEST = 16


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A body that may accept a version; `at` is None while it has not."""

    code: str
    title: Words
    at: datetime | None
    by: str


def version_listing(rows: Sequence[VersionRow]) -> Listing[VersionRow]:
    columns: tuple[Column[VersionRow], ...] = (
        Column("number", _("نسخه"), version_name, key=lambda row: row.number),
        Column("state", _("وضعیت"), lambda row: worded(row.says), key=lambda row: row.state),
        Column("until", _("اعتبار"), days_of, key=lambda row: row.valid_until),
        Column("loaded_by", _("بارگذار"), lambda row: Cell(row.loaded_by or "–"), only_wide=True),
        Column("digest", _("اثر انگشت متن (SHA-256)"), digest_of, only_wide=True),
    )
    filters: tuple[Filter[VersionRow], ...] = (
        Filter("state", _("وضعیت"), offered(STATE_WORDS), lambda row, state: row.state == state),
    )
    return Listing(
        name="agreements",
        caption=_("نسخه‌های توافق‌نامه"),
        columns=columns,
        find=in_memory(rows, columns, filters),
        filters=filters,
        empty=_("هیچ نسخه‌ای بار نشده است."),
    )


def version_name(row: VersionRow) -> Cell:
    name = gettext("نسخه‌ی %(number)s") % {"number": fa(row.number)}
    return Cell(name, reverse("office:agreement-version", args=[row.number]))


def days_of(row: VersionRow) -> Cell:
    until = gettext("تا %(until)s") % {"until": worded(row.until).text}
    since = gettext("از %(day)s") % {"day": day(row.valid_from, language())} if row.valid_from else ""
    return Cell(until, note=since)


def digest_of(row: VersionRow) -> Cell:
    return coded(f"{row.sha256[:SHOWN_OF_DIGEST]}…")


def register_listing(rows: Sequence[RegisterRow]) -> Listing[RegisterRow]:
    columns: tuple[Column[RegisterRow], ...] = (
        Column(
            "body", _("دستگاه"), lambda row: worded(row.title, note=row.code), key=lambda row: row.title.fa
        ),
        Column(
            "at",
            _("پذیرش"),
            accepted_on,
            key=lambda row: (row.at is None, row.at.timestamp() if row.at else 0),
        ),
        Column("by", _("پذیرنده"), lambda row: Cell(row.by), only_wide=True),
    )
    stands = [(ACCEPTED, gettext("پذیرفته است")), (MISSING, gettext("هنوز نپذیرفته است"))]
    filters: tuple[Filter[RegisterRow], ...] = (Filter("standing", _("وضعیت"), stands, stands_so),)
    return Listing(
        name="register",
        caption=_("پذیرش دستگاه‌ها"),
        columns=columns,
        find=in_memory(rows, columns, filters),
        filters=filters,
        empty=_("هیچ دستگاهی کسی ندارد که بتواند بپذیرد."),
    )


def accepted_on(row: RegisterRow) -> Cell:
    return Cell(day(row.at, language()) if row.at else gettext("هنوز نپذیرفته است"))


def stands_so(row: RegisterRow, standing: str) -> bool:
    return (row.at is None) == (standing == MISSING)
