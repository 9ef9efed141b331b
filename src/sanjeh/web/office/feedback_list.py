"""How the list of what readers wrote is declared."""

from collections.abc import Sequence

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from sanjeh.apps.feedback import queries
from sanjeh.apps.feedback.kinds import KINDS
from sanjeh.apps.feedback.queries import FeedbackRow
from sanjeh.web.cells import Cell, coded, worded
from sanjeh.web.choices import offered
from sanjeh.web.formatting import moment
from sanjeh.web.listing import Asked, Column, Filter, Listing
from sanjeh.web.templatetags.persian import fa, language


def feedback_listing() -> Listing[FeedbackRow]:
    return Listing(
        name="feedback",
        caption=_("گزارش‌های خوانندگان"),
        columns=(
            Column("number", _("شماره"), lambda row: Cell(fa(row.number))),
            Column("kind", _("گونه"), lambda row: worded(row.kind)),
            Column("page", _("صفحه"), lambda row: coded(row.page)),
            Column("text", _("متن"), lambda row: Cell(row.text)),
            Column("at", _("ثبت"), lambda row: Cell(moment(row.at, language()))),
            Column("outcome", _("چه شد؟"), lambda row: Cell(row.outcome)),
        ),
        find=find,
        filters=(
            Filter("kind", _("گونه"), offered(KINDS)),
            Filter("standing", _("وضعیت"), standings()),
        ),
        empty=_("هنوز کسی چیزی ننوشته است."),
    )


def find(asked: Asked) -> tuple[Sequence[FeedbackRow], int]:
    return queries.listed(
        search=asked.search,
        kind=asked.chosen.get("kind", ""),
        standing=asked.chosen.get("standing", ""),
        part=slice(asked.start, asked.stop),
    )


def standings() -> list[tuple[str, str]]:
    return [(queries.WAITING, gettext("پاسخ می‌خواهد")), (queries.SETTLED, gettext("پاسخ داده شد"))]
