"""How the lists of mandates and of open invitations are declared."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from sanjeh.apps.accounts.invitations import InvitationRow
from sanjeh.apps.accounts.mandates import MandateRow
from sanjeh.core.text.words import Wording
from sanjeh.core.workflow.mandates import REMINDERS
from sanjeh.core.workflow.roles import ROLE_WORDS
from sanjeh.web.cells import Cell, coded, worded
from sanjeh.web.choices import offered
from sanjeh.web.formatting import day, moment
from sanjeh.web.list_in_memory import in_memory
from sanjeh.web.listing import Column, Filter, Listing
from sanjeh.web.templatetags.persian import language

Titles = Mapping[str, Wording]
SOON, AWAITS_SECOND, NOT_BEGUN = "soon", "awaits_second", "not_begun"


def mandate_listing(
    rows: Sequence[MandateRow], titles: Titles, now: datetime, *, is_chosen_from: bool
) -> Listing[MandateRow]:
    def ends_soon(row: MandateRow) -> bool:
        return row.until - now <= max(REMINDERS)

    def until(row: MandateRow) -> Cell:
        note = gettext("به‌زودی پایان می‌یابد") if ends_soon(row) else ""
        return Cell(day(row.until, language()), note=note)

    def stands(row: MandateRow, standing: str) -> bool:
        found = {SOON: ends_soon(row), AWAITS_SECOND: row.awaits_second, NOT_BEGUN: row.since > now}
        return found[standing]

    columns: tuple[Column[MandateRow], ...] = (
        Column("name", _("نام"), named, key=lambda row: row.name),
        Column("role", _("نقش"), role_of, key=lambda row: row.role),
        Column("body", _("دستگاه"), lambda row: body_of(row.body, titles), key=lambda row: row.body),
        Column("since", _("از"), lambda row: Cell(day(row.since, language())), key=lambda row: row.since),
        Column("until", _("تا"), until, key=lambda row: row.until),
        Column("letter", _("نامه"), letter_of, only_wide=True),
        Column("given_by", _("از سوی"), lambda row: Cell(row.given_by), only_wide=True),
    )
    filters: tuple[Filter[MandateRow], ...] = (
        Filter("role", _("نقش"), offered(ROLE_WORDS), lambda row, role: row.role == role),
        Filter("standing", _("وضعیت"), standings(), stands),
    )
    return Listing(
        name="mandates",
        caption=_("حکم‌ها"),
        columns=columns,
        find=in_memory(rows, columns, filters),
        filters=filters,
        empty=_("هیچ حکمی در جریان نیست."),
        key=(lambda row: str(row.number)) if is_chosen_from else None,
    )


def standings() -> list[tuple[str, str]]:
    return [
        (SOON, gettext("به‌زودی پایان می‌یابد")),
        (AWAITS_SECOND, gettext("چشم‌به‌راه تأیید مدیر دیگر")),
        (NOT_BEGUN, gettext("هنوز آغاز نشده")),
    ]


def named(row: MandateRow) -> Cell:
    return Cell(row.name, f"{reverse('office:people')}?mandate={row.number}")


def role_of(row: MandateRow) -> Cell:
    note = gettext("چشم‌به‌راه تأیید مدیر دیگر") if row.awaits_second else ""
    return worded(ROLE_WORDS[row.role], note=note)


def body_of(code: str, titles: Titles) -> Cell:
    """Return the name of a body with its code below, or the code alone where the list has no such body."""
    return worded(titles[code], note=code) if code in titles else coded(code)


def letter_of(row: MandateRow) -> Cell:
    digest = row.letter.sha256
    url = reverse("office:people-letter", args=[digest]) if digest else ""
    return Cell(row.letter.number or (gettext("پرونده‌ی نامه") if digest else ""), url)


def invitation_listing(
    rows: Sequence[InvitationRow], titles: Titles, *, is_chosen_from: bool
) -> Listing[InvitationRow]:
    columns: tuple[Column[InvitationRow], ...] = (
        Column("name", _("نام"), lambda row: Cell(row.name, note=row.email)),
        Column("role", _("نقش"), lambda row: worded(ROLE_WORDS[row.role])),
        Column("body", _("دستگاه"), lambda row: body_of(row.body, titles)),
        Column("expires", _("تا"), lambda row: Cell(moment(row.expires_at, language()))),
        Column("invited_by", _("از سوی"), lambda row: Cell(row.invited_by)),
    )
    filters: tuple[Filter[InvitationRow], ...] = (
        Filter("role", _("نقش"), offered(ROLE_WORDS), lambda row, role: row.role == role),
    )
    return Listing(
        name="invitations",
        caption=_("دعوت‌های باز"),
        columns=columns,
        find=in_memory(rows, columns, filters),
        filters=filters,
        empty=_("هیچ دعوتی باز نیست."),
        actions="office/invitation_actions.html",
        prefix="invited-",
        key=(lambda row: str(row.number)) if is_chosen_from else None,
        form="bulk-invited",
    )
