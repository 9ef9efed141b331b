"""Which changes of many rows there are: what each makes of a row, and what has to be typed for it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from sanjeh.core.catalogue.standing import BodyState, Standing, State, ended
from sanjeh.core.catalogue.tables import Sheet
from sanjeh.core.workflow.moves import CatalogueMove
from sanjeh.web.office.bulk import Unreadable
from sanjeh.web.office.fields import ONE_DAY, typed_end

Change = Callable[[State, str], State]
Check = Callable[[str, Standing], None]


def anything(typed: str, listed: Standing) -> None:
    """Take whatever was typed: the change asks for nothing."""
    del typed, listed


def a_category(typed: str, listed: Standing) -> None:
    del listed
    if not typed:
        raise Unreadable(gettext("کد دسته را بنویسید."))


def a_body(typed: str, listed: Standing) -> None:
    if typed not in listed.bodies or listed.bodies[typed].is_ended:
        raise Unreadable(gettext("دستگاهی با این کد در فهرست نیست."))


def a_body_or_none(typed: str, listed: Standing) -> None:
    if typed:
        a_body(typed, listed)


def a_day(typed: str, listed: Standing) -> None:
    del listed
    if typed_end(typed) is None:
        raise Unreadable(str(ONE_DAY))


@dataclass(frozen=True, slots=True)
class BulkEdit:
    """One change of many rows: its title, what it makes of a row and what was typed.

    `check` raises Unreadable where what was typed is no value of it.
    """

    name: str
    title: str
    sheets: frozenset[Sheet]
    change: Change | None = None
    move: CatalogueMove = CatalogueMove.EDIT
    check: Check = anything


def with_category(state: State, name: str) -> State:
    if not isinstance(state, BodyState) or name in state.categories:
        return state
    return replace(state, categories=(*state.categories, name))


def without_category(state: State, name: str) -> State:
    if not isinstance(state, BodyState):
        return state
    return replace(state, categories=tuple(one for one in state.categories if one != name))


def under(state: State, code: str) -> State:
    """Return a body below another parent, or a service that another body offers."""
    return replace(state, parent=code) if isinstance(state, BodyState) else replace(state, body=code)


def at_its_end(state: State, _typed: str) -> State:
    return ended(state)


BODIES, SERVICES, BOTH = frozenset({Sheet.BODIES}), frozenset({Sheet.SERVICES}), frozenset(Sheet)
EDITS = (
    BulkEdit("add_category", _("افزودن به دسته‌ی (کد دسته)"), BODIES, with_category, check=a_category),
    BulkEdit("drop_category", _("برداشتن از دسته‌ی (کد دسته)"), BODIES, without_category, check=a_category),
    BulkEdit("parent", _("بالادست تازه (کد دستگاه)"), BODIES, under, check=a_body_or_none),
    BulkEdit("body", _("دادن به دستگاه دیگر (کد دستگاه)"), SERVICES, under, check=a_body),
    BulkEdit("end", _("پایان"), BOTH, at_its_end),
    BulkEdit("pause", _("درنگ تا پایان روز"), BOTH, move=CatalogueMove.PAUSE, check=a_day),
    BulkEdit("end_pause", _("پایان درنگ"), BOTH, move=CatalogueMove.END_PAUSE),
)
