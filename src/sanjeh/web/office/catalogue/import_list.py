"""How the list of files and edits of the catalogue is declared."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_noop

from sanjeh.apps.catalogue.imports import queries
from sanjeh.apps.catalogue.imports.queries import ImportLine
from sanjeh.core.text.words import Translatable
from sanjeh.core.workflow.imports import IMPORT_STATE_WORDS
from sanjeh.locale.catalogues import said
from sanjeh.web.cells import Cell
from sanjeh.web.choices import offered
from sanjeh.web.formatting import moment
from sanjeh.web.listing import Asked, Column, Filter, Listing
from sanjeh.web.templatetags.persian import fa, language

KINDS = {
    "xlsx": Translatable("پرونده‌ی اکسل"),
    "csv": Translatable("پرونده‌ی CSV"),
    "edit": Translatable("ویرایش"),
    "undo": Translatable("بازگرداندن"),
}


def import_listing(authority: str) -> Listing[ImportLine]:
    def find(asked: Asked) -> tuple[Sequence[ImportLine], int]:
        return queries.lines(asked.start, asked.stop, authority, **asked.chosen)

    return Listing(
        name="imports",
        caption=gettext_noop("پرونده‌ها و ویرایش‌ها"),
        columns=(
            Column("number", gettext_noop("شماره"), numbered),
            Column("kind", gettext_noop("چیست"), kind_of),
            Column("state", gettext_noop("وضعیت"), state_of),
            Column("changes", gettext_noop("تغییر"), lambda row: Cell(fa(row.changed)), is_number=True),
            Column("by", gettext_noop("آماده کرد"), prepared_by, only_wide=True),
            Column("applied", gettext_noop("به کار برد"), applied_by, only_wide=True),
        ),
        find=find,
        filters=(
            Filter("kind", gettext_noop("چیست"), offered(KINDS)),
            Filter("state", gettext_noop("وضعیت"), offered(IMPORT_STATE_WORDS)),
        ),
        is_searched=False,
        empty=gettext_noop("هنوز پرونده‌ای نیامده است. نمونه را بگیرید، در آن بنویسید و بفرستید."),
    )


def numbered(row: ImportLine) -> Cell:
    return Cell(fa(row.number), reverse("office:catalogue-import", args=[row.number]))


def kind_of(row: ImportLine) -> Cell:
    return Cell(said(KINDS[row.kind], language()), note=row.file_name)


def state_of(row: ImportLine) -> Cell:
    return Cell(said(IMPORT_STATE_WORDS[row.state], language()))


def prepared_by(row: ImportLine) -> Cell:
    return signed(row.by, row.uploaded_at)


def applied_by(row: ImportLine) -> Cell:
    return signed(row.applied_by, row.applied_at)


def signed(name: str, at: datetime | None) -> Cell:
    return Cell(name, note=moment(at, language()) if at else "")
