"""What an import does, told row by row: the groups of a preview as lists."""

from collections.abc import Iterator, Sequence
from dataclasses import fields

from django.utils.translation import gettext_noop as _

from sanjeh.apps.catalogue.imports import queries
from sanjeh.apps.catalogue.imports.queries import PreviewRow
from sanjeh.core.catalogue.columns import NAMES, Column
from sanjeh.core.catalogue.plan import What
from sanjeh.core.catalogue.remarks import Remark, words_of
from sanjeh.core.catalogue.standing import State
from sanjeh.core.catalogue.tables import Sheet
from sanjeh.core.text.words import SOURCE, Translatable
from sanjeh.locale.catalogues import SEPARATOR, arrow, said
from sanjeh.web import listing
from sanjeh.web.cells import Cell, addressed, coded
from sanjeh.web.listing import Asked, Listing
from sanjeh.web.templatetags.persian import fa, language

SHEET_WORDS = {Sheet.BODIES: Translatable("دستگاه‌ها"), Sheet.SERVICES: Translatable("خدمت‌ها")}
COLUMN_OF_FIELD = {"portals": Column.ADDRESS, "addresses": Column.ADDRESS}
ENDS, COMES_BACK = Translatable("پایان می‌یابد"), Translatable("دوباره در کار است")
SUCCESSOR, NOTHING = Translatable("جانشین: {code}"), Translatable("هیچ")
# A value of another direction keeps to itself (Unicode UAX 9).
ISOLATED = "\u2068{}\u2069"


def preview_listing(number: int, what: What) -> Listing[PreviewRow]:
    """Return one group of a preview as a list."""

    def find(asked: Asked) -> tuple[Sequence[PreviewRow], int]:
        return queries.preview(number, what, asked.start, asked.stop)

    return Listing(
        name=f"import-{number}-{what}",
        caption=_("پیش‌نمایش"),
        columns=WRONG_COLUMNS if what is What.WRONG else COLUMNS,
        find=find,
        is_searched=False,
        empty=_("در این گروه سطری نیست."),
    )


def place(row: PreviewRow) -> Cell:
    return Cell(fa(row.line) if row.line else "–", note=said(SHEET_WORDS[row.sheet], language()))


def title(row: PreviewRow) -> Cell:
    state = row.after or row.before
    return Cell(state.title_fa if state else "", lang="" if language() == SOURCE else SOURCE)


def column_name(sheet: Sheet, column: str) -> str:
    """Return what a column is called in the language of the page."""
    names = NAMES[sheet].get(Column(column)) if column in set(Column) else None
    return names[0 if language() == SOURCE else 1] if names else ""


def changes(row: PreviewRow) -> Cell:
    """Return field by field what was and what will be."""
    if row.before is None or row.after is None:
        return Cell("")
    return Cell(said(SEPARATOR, language()).join(told_changes(row.sheet, row.before, row.after)))


def told_changes(sheet: Sheet, before: State, after: State) -> Iterator[str]:
    if before.is_ended != after.is_ended:
        yield said(ENDS if after.is_ended else COMES_BACK, language())
        if successor := getattr(after, "successor", ""):
            yield said(SUCCESSOR.filled(code=ISOLATED.format(successor)), language())
        return
    for name in (one.name for one in fields(after)):
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            called = column_name(
                sheet, COLUMN_OF_FIELD.get(name, Column(name) if name in set(Column) else "")
            )
            yield f"{called}: {value_of(old)} {arrow(language())} {value_of(new)}"


def value_of(value: object) -> str:
    text = " ".join(value) if isinstance(value, tuple) else str(value)
    return ISOLATED.format(text) if text else said(NOTHING, language())


def notes(row: PreviewRow) -> Cell:
    """Return what was healed, each with its column and what stood there."""
    return Cell(" ".join(healed_note(row.sheet, one) for one in row.healed))


def healed_note(sheet: Sheet, remark: Remark) -> str:
    name = column_name(sheet, remark.column)
    told = said(words_of(remark.told, remark.facts), language())
    return f"{name} ({ISOLATED.format(remark.value)}): {told}" if name else told


def problem(row: PreviewRow) -> Cell:
    return Cell(said(words_of(row.problem.told, row.problem.facts), language()) if row.problem else "")


def problem_column(row: PreviewRow) -> Cell:
    return Cell(column_name(row.sheet, row.problem.column) if row.problem else "")


def problem_value(row: PreviewRow) -> Cell:
    return addressed(row.problem.value if row.problem else "")


COLUMNS: tuple[listing.Column[PreviewRow], ...] = (
    listing.Column("line", _("سطر"), place),
    listing.Column("code", _("کد"), lambda row: coded(row.code)),
    listing.Column("title", _("عنوان"), title),
    listing.Column("changes", _("تغییر"), changes),
    listing.Column("healed", _("درست شد"), notes, only_wide=True),
)
WRONG_COLUMNS: tuple[listing.Column[PreviewRow], ...] = (
    listing.Column("line", _("سطر"), place),
    listing.Column("column", _("ستون"), problem_column),
    listing.Column("value", _("نوشته"), problem_value),
    listing.Column("problem", _("چه نادرست است و چه باید کرد"), problem),
)
