"""How the list of one person's own messages is declared."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from sanjeh.apps.messages import listings
from sanjeh.apps.messages.queries import InboxRow
from sanjeh.web.cells import Cell, addressed
from sanjeh.web.formatting import moment
from sanjeh.web.listing import Asked, Column, Filter, Listing
from sanjeh.web.templatetags.persian import language

Found = tuple[Sequence[InboxRow], int]


def inbox_listing(written: Callable[[listings.Wanted], Found]) -> Listing[InboxRow]:
    """Declare the list; `written` finds what was written to its reader."""

    def find(asked: Asked) -> Found:
        return written(listings.Wanted(asked.search, asked.chosen, asked.start, asked.stop))

    seen = [("no", gettext("هنوز ندیده‌اید")), ("yes", gettext("دیده‌اید"))]
    return Listing(
        name="inbox",
        caption=_("صندوق پیام"),
        columns=(
            Column("subject", _("موضوع"), lambda row: Cell(row.subject)),
            Column("made", _("هنگام"), lambda row: Cell(moment(row.made_at, language()))),
            Column("text", _("متن"), lambda row: Cell(row.text)),
            Column("link", _("پیوند"), lambda row: addressed(row.link)),
            Column("seen", _("وضعیت"), lambda row: Cell(dict(seen)["yes" if row.is_seen else "no"])),
        ),
        find=find,
        filters=(Filter("seen", _("وضعیت"), seen),),
        empty=_("هنوز پیامی برای شما نیست. هر حکم، اطلاعیه و یادآوری که به شما برسد این‌جا هم می‌ماند."),
    )
