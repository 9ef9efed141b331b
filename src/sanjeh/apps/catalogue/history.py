"""What the list said on a day: names, parents and owners of bodies and services, and how they changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Max, Q
from django.db.models.functions import Coalesce, Greatest

from sanjeh.apps.catalogue.models import BodySpan, ServiceSpan
from sanjeh.core.text.words import Words, titled


@dataclass(frozen=True, slots=True)
class Named:
    """How a body or a service was called and under which body it stood; `until` is the first day after that.

    `under` is the parent of a body, the owner of a service; its code, and what it was called then.
    """

    code: str
    title: Words
    under: str
    since: date
    until: date | None


def on_day(day: date) -> Q:
    return Q(since__lte=day) & (Q(until=None) | Q(until__gt=day))


def bodies_as_of(day: date) -> tuple[Named, ...]:
    """Return the bodies at work on that day, as they were called then, in the order of their codes."""
    found = BodySpan.objects.filter(on_day(day)).select_related("body", "parent")
    return tuple(map(named_body, found.order_by("body__code")))


def services_as_of(day: date) -> tuple[Named, ...]:
    """Return the services that were offered on that day, with the body that did."""
    found = ServiceSpan.objects.filter(on_day(day)).select_related("service", "body")
    return tuple(map(named_service, found.order_by("service__code")))


def of_body(code: str) -> tuple[Named, ...]:
    """Return all that a body was, the newest first; what did not last a day is not told."""
    found = BodySpan.objects.filter(~Q(until=F("since")), body__code=code).select_related("body", "parent")
    return tuple(map(named_body, found.order_by("-since", "-id")))


def of_service(code: str) -> tuple[Named, ...]:
    """Return all that a service was, the newest first."""
    found = ServiceSpan.objects.filter(~Q(until=F("since")), service__code=code)
    return tuple(map(named_service, found.select_related("service", "body").order_by("-since", "-id")))


def named_body(span: BodySpan) -> Named:
    under = span.parent.code if span.parent else ""
    return Named(span.body.code, titled(span.title_fa, span.title_en), under, span.since, span.until)


def named_service(span: ServiceSpan) -> Named:
    title = titled(span.title_fa, span.title_en)
    return Named(span.service.code, title, span.body.code, span.since, span.until)


def earliest(bodies: Sequence[str], services: Sequence[str]) -> date | None:
    """Return the first day on which all of these may change: none of them changed after it. None: any day."""
    last = Greatest(F("since"), Coalesce(F("until"), F("since")))
    days = (
        BodySpan.objects.filter(body__code__in=bodies).aggregate(day=Max(last))["day"],
        ServiceSpan.objects.filter(service__code__in=services).aggregate(day=Max(last))["day"],
    )
    return max((day for day in days if day), default=None)
