"""How the list of ties is declared."""

from collections.abc import Sequence

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from sanjeh.apps.desk.kinds import TIES, TieKind
from sanjeh.apps.desk.ties import TieRow
from sanjeh.web.cells import Cell, worded
from sanjeh.web.choices import offered
from sanjeh.web.formatting import moment
from sanjeh.web.list_in_memory import in_memory
from sanjeh.web.listing import Column, Filter, Listing
from sanjeh.web.templatetags.persian import language

RUNNING, ENDED = "running", "ended"


def tie_listing(rows: Sequence[TieRow]) -> Listing[TieRow]:
    columns: tuple[Column[TieRow], ...] = (
        Column("one", _("نخستین"), lambda row: Cell(row.one), key=lambda row: row.one),
        Column("kind", _("پیوند"), lambda row: worded(row.title)),
        Column("other", _("دومین"), lambda row: Cell(row.other), key=lambda row: row.other),
        Column("since", _("از"), since, key=lambda row: row.declared_at),
        Column("until", _("تا"), until),
    )
    filters: tuple[Filter[TieRow], ...] = (
        Filter("kind", _("پیوند"), offered(TIES), lambda row, kind: row.title == TIES[TieKind(kind)]),
        Filter("standing", _("وضعیت"), standings(), lambda row, one: (one == ENDED) == bool(row.ended_at)),
    )
    return Listing(
        name="ties",
        caption=_("پیوندهای کسان"),
        columns=columns,
        find=in_memory(rows, columns, filters),
        filters=filters,
        empty=_("پیوندی نوشته نشده است."),
        actions="office/tie_actions.html",
    )


def since(row: TieRow) -> Cell:
    return Cell(moment(row.declared_at, language()))


def until(row: TieRow) -> Cell:
    return Cell(moment(row.ended_at, language()) if row.ended_at else "")


def standings() -> list[tuple[str, str]]:
    return [(RUNNING, gettext("در جریان")), (ENDED, gettext("پایان‌یافته"))]
