"""Filters that write for the language of the page; see sanjeh.web.formatting."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from django import template
from django.conf import settings
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from sanjeh.apps.scans import queries as scans
from sanjeh.core.methodology.sources import Source
from sanjeh.core.observations.model import State
from sanjeh.core.probing.contracts import UNSEEN, Outcome
from sanjeh.core.text import numerals
from sanjeh.core.text.code_runs import markup
from sanjeh.core.text.words import SOURCE, Language, PersianAlone, Translatable, Wording, Words
from sanjeh.core.working_time.calendar import Hours
from sanjeh.locale import catalogues
from sanjeh.locale.catalogues import said, spoken
from sanjeh.web import formatting, labels
from sanjeh.web.language import Alternate, alternates

register = template.Library()
FROM_TO = Translatable("{opens} تا {closes}")


def language() -> Language:
    return spoken(get_language() or SOURCE)


@register.filter
def fa(value: object, places: int | None = None) -> str:
    """Write a number or a text in the digits of the page; `places` fixes the decimals of a number."""
    if value is None:
        return ""
    if places is not None and isinstance(value, int | float | Decimal):
        return numerals.number(value, language(), places)
    if isinstance(value, int) and not isinstance(value, bool):
        return numerals.number(value, language())
    return numerals.in_digits(value, language())


@register.filter
def of_code(found: Mapping[str, Words], code: str) -> Words:
    """Return what stands under this code."""
    return found[code]


@register.filter
def plain(value: float | Decimal | None) -> str:
    """Write a number with the digits that it has and no others: 60 as 60, 66.7 as 66.7, 72.50 as 72.50.

    A bound and what is held against it must never be rounded into one another.
    """
    if value is None:
        return ""
    digits = value if isinstance(value, Decimal) else Decimal(repr(round(float(value), 6))).normalize()
    return numerals.number(digits, language(), max(0, -int(digits.as_tuple().exponent)))


@register.filter
def percent(share: float | Decimal | None, places: int = 0) -> str:
    """Write a share of one as a percentage."""
    if share is None:
        return ""
    return numerals.percent(share, language(), places)


@register.filter
def percent_below(share: float) -> str:
    """Write a share that is too small; it is cut, so that it never reads as what it lacks."""
    return numerals.percent_below(share, language())


@register.filter
def jalali(value: date | None) -> str:
    return "" if value is None else formatting.day(value, language())


@register.filter
def moment(value: datetime | None) -> str:
    return "" if value is None else formatting.moment(value, language())


@register.filter
def size(count: int) -> str:
    return formatting.size(count, language())


@register.filter
def duration(seconds: float) -> str:
    return formatting.duration(seconds, language())


@register.filter
def working_time(seconds: int) -> str:
    """Write a working time in hours and minutes: 7:05."""
    return numerals.in_digits(f"{seconds // 3600}:{seconds // 60 % 60:02}", language())


@register.filter
def hours(spans: Hours) -> str:
    """Write the hours of a day, each part from its begin to its end."""
    parts = (FROM_TO.filled(opens=clock_time(span.opens), closes=clock_time(span.closes)) for span in spans)
    return numerals.in_digits(" · ".join(said(part, language()) for part in parts), language())


def clock_time(second: int) -> str:
    return f"{second // 3600:02}:{second // 60 % 60:02}"


@register.filter
def words(value: Wording | None) -> str:
    """Say a text of the data in the language of the page."""
    return "" if value is None else said(value, language())


@register.filter
def named(value: Words | None) -> str:
    """Say what a body or a service is called; a Persian name on a page of another language tells its own."""
    if isinstance(value, PersianAlone) and language() not in (SOURCE, *value.others):
        return format_html('<bdi lang="{}">{}</bdi>', SOURCE, value.fa)
    return words(value)


@register.filter
def advice(value: Wording | None) -> SafeString:
    """Say a text of the data in the language of the page, and keep the code in it in its own order."""
    return mark_safe(markup(words(value)))  # noqa: S308 - markup() escapes whatever stands in the text


@register.simple_tag(takes_context=True)
def other_languages(context: Context) -> list[Alternate]:
    """Give this page in every language but its own, with what the speakers of each call it."""
    authority = getattr(context.get("request"), "authority", None)
    offered = (authority and authority.languages) or tuple(code for code, _name in settings.LANGUAGES)
    alternates = (one for one in _alternates(context) if one.name and one.language != language())
    return [one for one in alternates if one.language in offered]


@register.simple_tag(takes_context=True)
def all_languages(context: Context) -> list[Alternate]:
    """Give this page in every language and for all, with whole addresses."""
    return [replace(one, url=context["request"].build_absolute_uri(one.url)) for one in _alternates(context)]


def _alternates(context: Context) -> tuple[Alternate, ...]:
    request = context.get("request")
    return alternates(request) if request else ()


@register.filter
def direction(code: str) -> str:
    """Say in which direction a language is read."""
    return catalogues.direction(code)


@register.filter
def ltr(value: object) -> SafeString:
    """Keep an address, a code or a digest readable inside a right-to-left sentence."""
    return format_html('<bdi dir="ltr">{}</bdi>', value)


@register.filter
def category(code: str) -> str:
    return said(labels.category(code), language())


@register.filter
def look(name: str) -> str:
    return said(scans.title(name), language())


@register.filter
def grade(points: float | None) -> str:
    return labels.points_grade(points)


@register.inclusion_tag("parts/outcome.html")
def outcome(found: Outcome) -> dict[str, str]:
    """Show an outcome as a word beside its shape."""
    grade_class = labels.OUTCOME_GRADES.get(found, "unknown")
    return {"grade": grade_class, "says": said(labels.OUTCOMES[found], language())}


@register.inclusion_tag("parts/tally.html")
def tally(outcomes: dict[Outcome, int]) -> dict[str, object]:
    """Show how many checks passed, warned and failed, in this order, and how many saw nothing."""
    return {
        "counts": [(one, outcomes[one]) for one in labels.OUTCOME_GRADES if outcomes.get(one)],
        "unseen": sum(outcomes.get(one, 0) for one in UNSEEN),
    }


@register.filter
def state(found: str) -> str:
    """Say the state of an observation."""
    return said(labels.STATES[State(found)], language())


@register.filter
def source(found: str) -> str:
    return said(labels.SOURCES[Source(found)], language())
