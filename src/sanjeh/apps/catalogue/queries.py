"""Reading the catalogue."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.db.models import Count, Q

from sanjeh.apps.catalogue.models import Address, Body, Service
from sanjeh.core.text.words import Words


class NoSuchBody(LookupError):
    """The catalogue has no body with this code."""


class NoSuchService(LookupError):
    """The catalogue has no service with this code."""


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A line of the list of bodies; `parent` is None at the head of a branch."""

    code: str
    title: Words
    parent_code: str
    parent: Words | None
    categories: tuple[str, ...]
    domain: str
    service_count: int


@dataclass(frozen=True, slots=True)
class PausedAddress:
    """An address that is left in peace until then, as its owner asked."""

    url: str
    body: Words
    until: datetime


@dataclass(frozen=True, slots=True)
class ServiceRow:
    code: str
    title: Words
    body_code: str
    body: Words
    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BodyDetail:
    """A body with everything that the catalogue knows of it."""

    row: BodyRow
    subsidiaries: tuple[BodyRow, ...]
    services: tuple[ServiceRow, ...]
    portals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CatalogueSize:
    bodies: int
    services: int
    addresses: int


def size() -> CatalogueSize:
    return CatalogueSize(Body.objects.count(), Service.objects.count(), Address.objects.count())


def body_row(body: Body) -> BodyRow:
    parent = body.parent
    return BodyRow(
        code=body.code,
        title=Words(body.title_fa, body.title_en),
        parent_code=parent.code if parent else "",
        parent=Words(parent.title_fa, parent.title_en) if parent else None,
        categories=tuple(body.categories),
        domain=body.domain,
        service_count=int(getattr(body, "service_count", 0)),
    )


def bodies(search: str = "", category: str = "") -> tuple[BodyRow, ...]:
    """Return the bodies whose title, code or domain holds the searched words, by Persian title."""
    found = Body.objects.select_related("parent").annotate(service_count=Count("services"))
    for word in search.split():
        found = found.filter(
            Q(title_fa__icontains=word)
            | Q(title_en__icontains=word)
            | Q(code__icontains=word)
            | Q(domain__icontains=word)
        )
    if category:
        found = found.filter(categories__contains=[category])
    return tuple(body_row(body) for body in found.order_by("title_fa"))


def body(code: str) -> BodyDetail:
    """Return one body with its subsidiaries, services and portals; raise NoSuchBody."""
    listed = Body.objects.select_related("parent").annotate(service_count=Count("services"))
    found = listed.filter(code=code).first()
    if found is None:
        raise NoSuchBody(code)
    return BodyDetail(
        row=body_row(found),
        subsidiaries=tuple(body_row(child) for child in listed.filter(parent=found).order_by("title_fa")),
        services=services_of(found),
        portals=tuple(found.addresses.filter(service=None).order_by("id").values_list("url", flat=True)),
    )


def service_row(service: Service) -> ServiceRow:
    return ServiceRow(
        code=service.code,
        title=Words(service.title_fa, service.title_en),
        body_code=service.body.code,
        body=Words(service.body.title_fa, service.body.title_en),
        urls=tuple(address.url for address in service.addresses.all()),
    )


def services_of(body: Body) -> tuple[ServiceRow, ...]:
    found = body.services.select_related("body").prefetch_related("addresses").order_by("code")
    return tuple(service_row(service) for service in found)


def service(code: str) -> ServiceRow:
    """Return one service; raise NoSuchService."""
    found = Service.objects.select_related("body").prefetch_related("addresses").filter(code=code).first()
    if found is None:
        raise NoSuchService(code)
    return service_row(found)


def paused(now: datetime) -> tuple[PausedAddress, ...]:
    """Return every address that is left in peace now, the soonest to return first."""
    found = Address.objects.select_related("body").filter(paused_until__gt=now)
    return tuple(
        PausedAddress(one.url, Words(one.body.title_fa, one.body.title_en), one.paused_until)
        for one in found.order_by("paused_until", "url").distinct("paused_until", "url")
        if one.paused_until
    )


def addresses_at(place: str) -> tuple[str, ...]:
    """Return the address itself if it is listed, else every listed address of the host of that name."""
    urls = Address.objects.order_by("url").values_list("url", flat=True).distinct()
    exact = tuple(urls.filter(url=place))
    return exact or tuple(url for url in urls.filter(url__icontains=place) if urlsplit(url).hostname == place)


def address_keys(url: str) -> tuple[int, ...]:
    """Return the keys of the registered addresses that are exactly this one."""
    return tuple(Address.objects.filter(url=url).order_by("id").values_list("id", flat=True))


def categories() -> tuple[str, ...]:
    """Return every category that some body is in, in order."""
    return tuple(
        sorted({name for names in Body.objects.values_list("categories", flat=True) for name in names})
    )
