"""How the list of methods is declared."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from sanjeh.apps.methodology.queries import MethodologyRow
from sanjeh.core.text.words import Translatable
from sanjeh.web.cells import Cell, coded, worded
from sanjeh.web.choices import offered
from sanjeh.web.formatting import day
from sanjeh.web.list_in_memory import in_memory
from sanjeh.web.listing import Column, Filter, Listing
from sanjeh.web.templatetags.persian import language

SHOWN_OF_DIGEST = 16


class MethodState(StrEnum):
    """How far a version of a method has come."""

    LOADED = "loaded"
    ANNOUNCED = "announced"
    WILL_BE_IN_FORCE = "will_be_in_force"
    IN_FORCE = "in_force"
    WAS_IN_FORCE = "was_in_force"


METHOD_STATE_WORDS = {
    MethodState.LOADED: Translatable("بارشده"),
    MethodState.ANNOUNCED: Translatable("اعلام‌شده"),
    MethodState.WILL_BE_IN_FORCE: Translatable("اجرا می‌شود"),
    MethodState.IN_FORCE: Translatable("در حال اجرا"),
    MethodState.WAS_IN_FORCE: Translatable("پیش‌تر در اجرا بود"),
}


@dataclass(frozen=True, slots=True)
class MethodLine:
    """A version as the page lists it."""

    row: MethodologyRow
    state: MethodState
    loaded_by: str


def method_listing(rows: Sequence[MethodLine]) -> Listing[MethodLine]:
    columns: tuple[Column[MethodLine], ...] = (
        Column(
            "title",
            _("روش"),
            lambda line: worded(line.row.title, note=line.row.code),
            key=lambda line: line.row.title.fa,
        ),
        Column("state", _("وضعیت"), state_of, key=lambda line: list(MethodState).index(line.state)),
        Column("loaded_by", _("بارگذار"), lambda line: Cell(line.loaded_by or "–"), only_wide=True),
        Column("digest", _("اثر انگشت (SHA-256)"), digest_of, only_wide=True),
    )
    filters: tuple[Filter[MethodLine], ...] = (
        Filter("state", _("وضعیت"), offered(METHOD_STATE_WORDS), lambda line, state: line.state == state),
    )
    return Listing(
        name="methods",
        caption=_("روش‌های بارشده"),
        columns=columns,
        find=in_memory(rows, columns, filters),
        filters=filters,
        empty=_("هنوز روشی بار نشده است."),
        actions="office/method_actions.html",
    )


def state_of(line: MethodLine) -> Cell:
    begins = line.row.in_force_from
    note = gettext("از %(day)s") % {"day": day(begins, language())} if begins else ""
    return worded(METHOD_STATE_WORDS[line.state], note=note)


def digest_of(line: MethodLine) -> Cell:
    return coded(f"{line.row.hash[:SHOWN_OF_DIGEST]}…")
