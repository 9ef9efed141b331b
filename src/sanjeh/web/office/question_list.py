"""How the lists of questions and of answers for everybody are declared."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from sanjeh.apps.questions.faq import FaqRow
from sanjeh.apps.questions.queries import QuestionRow
from sanjeh.core.workflow.questions import STATE_WORDS
from sanjeh.web.cells import Cell, worded
from sanjeh.web.choices import offered
from sanjeh.web.formatting import day, moment
from sanjeh.web.list_in_memory import in_memory
from sanjeh.web.listing import Column, Filter, Listing
from sanjeh.web.templatetags.persian import fa, language

PUBLIC, WAITING, GONE = "public", "waiting", "gone"


def question_listing(rows: Sequence[QuestionRow]) -> Listing[QuestionRow]:
    columns: tuple[Column[QuestionRow], ...] = (
        Column("title", _("پرسش"), titled, key=lambda row: row.number),
        Column("body", _("دستگاه"), body_of, key=lambda row: row.body),
        Column("about", _("درباره‌ی"), lambda row: worded(row.about, note=row.name), only_wide=True),
        Column(
            "asked",
            _("پرسیده شد"),
            lambda row: Cell(day(row.asked_at, language())),
            key=lambda row: row.asked_at,
        ),
        Column("state", _("وضعیت"), state_of),
    )
    states: Filter[QuestionRow] = Filter(
        "state", _("وضعیت"), offered(STATE_WORDS), lambda row, state: row.state == state
    )
    return Listing(
        name="questions",
        caption=_("پرسش‌های دستگاه‌ها"),
        columns=columns,
        find=in_memory(rows, columns, (states,)),
        filters=(states,),
        empty=_("هنوز پرسشی نیست."),
    )


def titled(row: QuestionRow) -> Cell:
    note = gettext("%(count)s بخش") % {"count": fa(row.parts)}
    return Cell(row.title, reverse("office:question", args=[row.number]), note=note)


def body_of(row: QuestionRow) -> Cell:
    return worded(row.body_title) if row.body_title else Cell(row.body, is_code=True)


def state_of(row: QuestionRow) -> Cell:
    return worded(row.says, note=gettext("دیر شده است") if row.is_late else "")


def faq_listing(rows: Sequence[FaqRow]) -> Listing[FaqRow]:
    columns: tuple[Column[FaqRow], ...] = (
        Column("question", _("پرسش"), asked_of, key=lambda row: row.number),
        Column("by", _("نویسنده"), lambda row: Cell(row.drafted_by), only_wide=True),
        Column("state", _("وضعیت"), standing_of),
    )
    standings = [
        (WAITING, gettext("منتظر انتشار")),
        (PUBLIC, gettext("منتشر شده")),
        (GONE, gettext("برداشته شد")),
    ]
    standing: Filter[FaqRow] = Filter(
        "standing", _("وضعیت"), standings, lambda row, wanted: stands(row) == wanted
    )
    return Listing(
        name="faq",
        caption=_("پاسخ‌های همگانی"),
        columns=columns,
        find=in_memory(rows, columns, (standing,)),
        filters=(standing,),
        empty=_("هنوز پاسخی برای همگان آماده نشده است."),
    )


def asked_of(row: FaqRow) -> Cell:
    return worded(row.question, reverse("office:faq-page", args=[row.number]))


def stands(row: FaqRow) -> str:
    if row.withdrawn_at:
        return GONE
    return PUBLIC if row.published_at else WAITING


def standing_of(row: FaqRow) -> Cell:
    if row.withdrawn_at:
        return Cell(gettext("برداشته شد"), note=moment(row.withdrawn_at, language()))
    if row.published_at:
        return Cell(gettext("منتشر شده"), note=moment(row.published_at, language()))
    return Cell(gettext("منتظر انتشار"), note=moment(row.drafted_at, language()))
