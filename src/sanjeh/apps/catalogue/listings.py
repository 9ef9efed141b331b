"""The list of bodies and services as the office pages through it: found, filtered and sorted by tables."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Exists, F, OrderBy, OuterRef, Q, QuerySet

from sanjeh.apps.catalogue.models import Address, Body, Service
from sanjeh.apps.catalogue.queries import (
    LIVING,
    LIVING_SERVICES,
    BodyRow,
    ServiceRow,
    body_row,
    found_by,
    service_row,
)
from sanjeh.core.text.words import Translatable

BODY_ORDERS: Mapping[str, str] = {
    "code": "code",
    "title": "title_fa",
    "parent": "parent__title_fa",
    "services": "service_count",
    "domain": "domain",
}
SERVICE_ORDERS: Mapping[str, str] = {"code": "code", "title": "title_fa", "body": "body__title_fa"}


class Standing(StrEnum):
    """Which rows a list keeps."""

    WORKING = "working"
    ENDED = "ended"
    NO_ENGLISH = "no_english"
    NO_ADDRESS = "no_address"
    PAUSED = "paused"


STANDING_WORDS = {
    Standing.WORKING: Translatable("در کار"),
    Standing.ENDED: Translatable("پایان‌یافته"),
    Standing.NO_ENGLISH: Translatable("بی عنوان انگلیسی"),
    Standing.NO_ADDRESS: Translatable("بی نشانی"),
    Standing.PAUSED: Translatable("با درنگ"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of a list; `order` is one of its orders, with a minus where the last come first."""

    search: str = ""
    standing: str = ""
    category: str = ""
    body: str = ""
    order: str = ""
    start: int = 0
    stop: int | None = None


def bodies(wanted: Wanted, now: datetime) -> tuple[tuple[BodyRow, ...], int]:
    """Return the bodies that were asked for, and how many there are in all pages."""
    found = of_bodies(wanted, now)
    rows = found.select_related("parent").annotate(service_count=LIVING_SERVICES)
    ordered = rows.order_by(*order_of(wanted.order, BODY_ORDERS), "code")
    return tuple(body_row(one) for one in ordered[wanted.start : wanted.stop]), found.count()


def of_bodies(wanted: Wanted, now: datetime) -> QuerySet[Body]:
    addresses = Address.objects.filter(LIVING, body=OuterRef("pk"))
    found = Body.objects.filter(*found_by(wanted.search), standing(wanted, addresses, now))
    if wanted.category:
        found = found.filter(categories__contains=[wanted.category])
    return found.filter(parent__code=wanted.body) if wanted.body else found


def body_codes(wanted: Wanted, now: datetime) -> tuple[str, ...]:
    """Return the codes of all bodies that were asked for."""
    return tuple(of_bodies(wanted, now).order_by("code").values_list("code", flat=True))


def service_codes(wanted: Wanted, now: datetime) -> tuple[str, ...]:
    """Return the codes of all services that were asked for."""
    return tuple(of_services(wanted, now).order_by("code").values_list("code", flat=True))


def services(wanted: Wanted, now: datetime) -> tuple[tuple[ServiceRow, ...], int]:
    """Return the services that were asked for, and how many there are in all pages."""
    found = of_services(wanted, now)
    rows = found.select_related("body").prefetch_related("addresses")
    ordered = rows.order_by(*order_of(wanted.order, SERVICE_ORDERS), "code")
    return tuple(service_row(one) for one in ordered[wanted.start : wanted.stop]), found.count()


def of_services(wanted: Wanted, now: datetime) -> QuerySet[Service]:
    addresses = Address.objects.filter(LIVING, service=OuterRef("pk"))
    found = Service.objects.filter(*found_by(wanted.search), standing(wanted, addresses, now))
    return found.filter(body__code=wanted.body) if wanted.body else found


def standing(wanted: Wanted, addresses: QuerySet[Address], now: datetime) -> Q:
    """Return which rows are kept: those at work, unless the ended ones were asked for."""
    kept = {
        Standing.ENDED: ~LIVING,
        Standing.NO_ENGLISH: LIVING & Q(title_en=""),
        Standing.NO_ADDRESS: LIVING & ~Q(Exists(addresses)),
        Standing.PAUSED: LIVING & Q(Exists(addresses.filter(paused_until__gt=now))),
    }
    return kept.get(Standing(wanted.standing), LIVING) if wanted.standing in set(Standing) else LIVING


def order_of(asked: str, orders: Mapping[str, str]) -> tuple[OrderBy, ...]:
    """Return what sorts the rows; those without a value come first, or last where the order is turned."""
    name = orders.get(asked.removeprefix("-"), "")
    if not name:
        return ()
    return (F(name).desc(nulls_last=True) if asked.startswith("-") else F(name).asc(nulls_first=True),)


def urls_of(bodies: Iterable[str] = (), services: Iterable[str] = ()) -> tuple[str, ...]:
    """Return every living address of these bodies, their services' too, and of these services."""
    of = Q(body__code__in=list(bodies)) | Q(service__code__in=list(services))
    urls = Address.objects.filter(of, LIVING).order_by("url").values_list("url", flat=True)
    return tuple(dict.fromkeys(urls))
