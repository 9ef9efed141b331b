"""How the list of outages is declared, on the public page and in the office."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from sanjeh.apps.channels.queries import OutageRow
from sanjeh.locale.catalogues import said
from sanjeh.web.cells import Cell
from sanjeh.web.formatting import moment
from sanjeh.web.list_in_memory import in_memory
from sanjeh.web.listing import Column, Listing
from sanjeh.web.templatetags.persian import fa, language
from sanjeh.web.worked import worked


def outage_listing(rows: Sequence[OutageRow], day_seconds: int) -> Listing[OutageRow]:
    def taken(row: OutageRow) -> Cell:
        return Cell(said_length(row, day_seconds))

    columns: tuple[Column[OutageRow], ...] = (
        Column("begin", _("از"), begun, key=lambda row: row.begin),
        Column("end", _("تا"), ended),
        Column("added", _("آنچه به مهلت‌ها افزود"), taken, key=lambda row: row.working_seconds or 0),
        Column("notice", _("اطلاعیه"), told_by, only_wide=True),
    )
    return Listing(
        name="outages",
        caption=_("زمان‌هایی که هیچ کانالی در کار نبود"),
        columns=columns,
        find=in_memory(rows, columns),
        is_searched=False,
        empty=_("هنوز زمانی نبوده است که هیچ کانالی در کار نباشد."),
    )


def begun(row: OutageRow) -> Cell:
    return Cell(moment(row.begin, language()))


def ended(row: OutageRow) -> Cell:
    return Cell(moment(row.end, language()) if row.end else gettext("هنوز ادامه دارد"))


def said_length(row: OutageRow, day_seconds: int) -> str:
    """Return the working time that it took; what lies outside working hours takes none."""
    if row.working_seconds is None:
        return gettext("هنوز ادامه دارد")
    if not row.working_seconds:
        return gettext("بیرون از ساعت کاری بود و چیزی نکاست")
    return worked(row.working_seconds, day_seconds, lambda part: said(part, language()))


def told_by(row: OutageRow) -> Cell:
    if row.notice is None:
        return Cell("")
    text = gettext("اطلاعیه‌ی شماره‌ی %(number)s") % {"number": fa(row.notice)}
    return Cell(text, reverse("public:notice", args=[row.notice]))
