"""How the lists of what went out, of who has not seen it and of what came back are declared."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_noop as _

from sanjeh.apps.messages import listings
from sanjeh.apps.messages.queries import DespatchRow, IncomingRow, MatterRow
from sanjeh.core.messages.incoming import KIND_WORDS
from sanjeh.core.workflow.despatches import CHANNEL_WORDS, STATE_WORDS
from sanjeh.web.cells import Cell, worded
from sanjeh.web.choices import offered
from sanjeh.web.formatting import day, moment
from sanjeh.web.listing import Asked, Column, Filter, Listing
from sanjeh.web.templatetags.persian import fa, language

WAITING, ALL_SEEN = "waiting", "seen"
APART, TAKEN = "apart", "taken"


def despatch_listing(*, is_chosen_from: bool) -> Listing[DespatchRow]:
    def find(asked: Asked) -> tuple[Sequence[DespatchRow], int]:
        wanted = listings.Wanted(asked.search, asked.chosen, asked.start, asked.stop)
        return listings.despatches(wanted)

    return Listing(
        name="messages",
        caption=_("پیام‌ها"),
        columns=(
            Column("name", _("گیرنده"), lambda row: Cell(row.name)),
            Column("subject", _("موضوع"), lambda row: Cell(row.subject)),
            Column("channel", _("راه"), way_of),
            Column("state", _("وضعیت"), state_of),
            Column("changed", _("هنگام"), lambda row: Cell(moment(row.changed_at, language()))),
        ),
        find=find,
        filters=(
            Filter("state", _("وضعیت"), offered(STATE_WORDS)),
            Filter("channel", _("راه"), offered(CHANNEL_WORDS)),
        ),
        empty=_("هنوز پیامی نرفته است."),
        key=(lambda row: str(row.number)) if is_chosen_from else None,
        actions="office/despatch_actions.html",
    )


def way_of(row: DespatchRow) -> Cell:
    return worded(row.channel_title, note=fa(row.letter_number) if row.letter_number else "")


def state_of(row: DespatchRow) -> Cell:
    return worded(row.state_title, note=row.problem)


def matter_listing() -> Listing[MatterRow]:
    def find(asked: Asked) -> tuple[Sequence[MatterRow], int]:
        return listings.matters(listings.Wanted(asked.search, asked.chosen, asked.start, asked.stop))

    seen = [(WAITING, gettext("هنوز همه ندیده‌اند")), (ALL_SEEN, gettext("همه دیده‌اند"))]
    return Listing(
        name="matters",
        caption=_("چه کسانی هنوز ندیده‌اند"),
        columns=(
            Column("subject", _("موضوع"), lambda row: Cell(row.subject, note=day(row.since, language()))),
            Column("asked", _("گیرندگان"), lambda row: Cell(fa(row.asked)), is_number=True),
            Column("waiting", _("ندیده"), lambda row: Cell(fa(row.waiting)), is_number=True),
        ),
        find=find,
        filters=(Filter("seen", _("وضعیت"), seen),),
        is_searched=False,
        empty=_("از کسی نخواسته‌اید که بگوید دیده است."),
        actions="office/matter_actions.html",
        prefix="matter-",
    )


def incoming_listing() -> Listing[IncomingRow]:
    def find(asked: Asked) -> tuple[Sequence[IncomingRow], int]:
        return listings.incoming(listings.Wanted(asked.search, asked.chosen, asked.start, asked.stop))

    standings = [
        (APART, gettext("کنار گذاشته شد؛ کسی باید آن را بخواند")),
        (TAKEN, gettext("به کار رفت")),
    ]
    return Listing(
        name="incoming",
        caption=_("آنچه بازگشت"),
        columns=(
            Column("kind", _("گونه"), kind_of),
            Column("note", _("نوشته"), lambda row: Cell(row.note, is_address=True)),
            Column("received", _("هنگام"), lambda row: Cell(moment(row.received_at, language()))),
        ),
        find=find,
        filters=(
            Filter("kind", _("گونه"), offered(KIND_WORDS)),
            Filter("standing", _("وضعیت"), standings),
        ),
        is_searched=False,
        empty=_("هنوز چیزی بازنگشته است."),
        prefix="incoming-",
    )


def kind_of(row: IncomingRow) -> Cell:
    url = reverse("office:mail", args=[row.number])
    apart = gettext_noop("کنار گذاشته شد؛ کسی باید آن را بخواند")
    return worded(row.kind, url, note=gettext(apart) if row.is_quarantined else "")
