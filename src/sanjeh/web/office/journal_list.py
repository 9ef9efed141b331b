"""How the list of the journal's lines is declared: references and codes, as the chain holds them."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from django.utils.translation import gettext_noop as _

from sanjeh.apps.accounts.queries import names_of
from sanjeh.apps.journal import queries
from sanjeh.core.integrity.hash_chain import Fact, Line
from sanjeh.core.integrity.references import DEFAULT_AUTHORITY
from sanjeh.core.text.numerals import latin_digits
from sanjeh.core.text.words import Translatable
from sanjeh.core.workflow.permissions import PERMISSIONS
from sanjeh.locale.catalogues import said
from sanjeh.web.cells import Cell, coded
from sanjeh.web.choices import offered
from sanjeh.web.formatting import moment
from sanjeh.web.listing import Asked, Column, Filter, Listing
from sanjeh.web.templatetags.persian import fa, language


class Actor(StrEnum):
    """Who acts, as the journal's references begin."""

    PERSON = "person"
    PUBLIC = "public"
    SYSTEM = "system"


ACTORS = {
    Actor.PERSON: Translatable("کسان دبیرخانه و دستگاه‌ها"),
    Actor.PUBLIC: Translatable("مردم"),
    Actor.SYSTEM: Translatable("خود سامانه"),
}
MOVES: Mapping[str, Translatable] = {row.event: row.title for row in PERMISSIONS if row.event}


def journal_listing(authority: str) -> Listing[Line]:
    """Return the list of all lines for the first authority, of those that name it for another."""
    names: dict[str, str] = {}

    def find(asked: Asked) -> tuple[Sequence[Line], int]:
        lines, count = queries.lines_asked(wanted(asked, authority))
        names.update(names_of({line.entry.by for line in lines}))
        return lines, count

    return Listing(
        name="journal",
        caption=_("سطرهای دفتر"),
        columns=(
            Column("number", _("سطر"), lambda line: Cell(fa(line.number)), sorts=True),
            Column("at", _("هنگام"), lambda line: Cell(moment(line.entry.at, language())), is_number=True),
            Column("what", _("رویداد"), event_of),
            Column("by", _("به دست"), lambda line: coded_with(line.entry.by, names)),
            Column("about", _("درباره‌ی"), lambda line: coded(", ".join(line.entry.about)), only_wide=True),
            Column("facts", _("داده‌ها"), lambda line: coded(facts_of(line)), only_wide=True),
        ),
        find=find,
        filters=(Filter("actor", _("به دست"), offered(ACTORS)),),
        empty=_("هنوز سطری نیست."),
    )


def wanted(asked: Asked, authority: str) -> queries.LinesAsked:
    return queries.LinesAsked(
        text=latin_digits(asked.search),
        actor=asked.chosen.get("actor", ""),
        authority="" if authority == DEFAULT_AUTHORITY else authority,
        oldest_first=asked.sort == "number" and not asked.descending,
        start=asked.start,
        stop=asked.stop,
    )


def event_of(line: Line) -> Cell:
    move = MOVES.get(line.entry.what)
    return Cell(line.entry.what, is_code=True, note=said(move, language()) if move else "")


def coded_with(reference: str, names: Mapping[str, str]) -> Cell:
    return Cell(reference, is_code=True, note=names.get(reference, ""))


def facts_of(line: Line) -> str:
    return "; ".join(f"{name}={written(value)}" for name, value in line.entry.facts.items())


def written(value: Fact) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)
