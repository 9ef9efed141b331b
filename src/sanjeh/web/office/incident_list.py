"""How the list of incidents of conduct is declared; its page draws each with its own form."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

from sanjeh.apps.courtesy.queries import IncidentRow
from sanjeh.core.workflow.incidents import STATE_WORDS
from sanjeh.web.cells import Cell, worded
from sanjeh.web.choices import offered
from sanjeh.web.formatting import moment
from sanjeh.web.list_in_memory import in_memory
from sanjeh.web.listing import Column, Filter, Listing
from sanjeh.web.templatetags.persian import fa, language

if TYPE_CHECKING:
    from django import forms


def incident_listing(
    rows: "Sequence[tuple[IncidentRow, forms.Form]]",
) -> "Listing[tuple[IncidentRow, forms.Form]]":
    columns: tuple[Column[tuple[IncidentRow, forms.Form]], ...] = (
        Column("number", _("شماره"), lambda pair: Cell(fa(pair[0].number))),
        Column("against", _("رفتار"), lambda pair: worded(pair[0].against)),
        Column("state", _("وضعیت"), lambda pair: worded(pair[0].says)),
        Column("reporter", _("گزارش‌دهنده"), lambda pair: Cell(pair[0].reporter)),
        Column("about", _("درباره‌ی"), lambda pair: Cell(pair[0].about)),
        Column("reported", _("روز گزارش"), lambda pair: Cell(moment(pair[0].reported_at, language()))),
        Column("due", _("مهلت پاسخ"), lambda pair: Cell(moment(pair[0].answer_due_at, language()))),
        Column("words", _("شرح رویداد"), lambda pair: Cell(pair[0].words)),
        Column("answer", _("پاسخ طرف دیگر"), lambda pair: Cell(pair[0].answer)),
        Column("reasons", _("داوری و دلیل‌ها"), lambda pair: Cell(pair[0].reasons)),
    )
    filters: tuple[Filter[tuple[IncidentRow, forms.Form]], ...] = (
        Filter("state", _("وضعیت"), offered(STATE_WORDS), lambda pair, state: pair[0].state == state),
    )
    return Listing(
        name="incidents",
        caption=_("رویدادهای رفتار"),
        columns=columns,
        find=in_memory(rows, columns, filters),
        filters=filters,
        empty=_("رویدادی نیست که با شما کاری داشته باشد."),
    )
