"""Reading the catalogue."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from django.db.models import Count, Q, QuerySet

from sanjeh.apps.authorities import queries as authorities
from sanjeh.apps.catalogue.models import Address, Body, Service
from sanjeh.core.catalogue.codes import CodeRule
from sanjeh.core.catalogue.standing import BodyState, ServiceState, Standing
from sanjeh.core.text.search import terms
from sanjeh.core.text.words import Words, titled

ALL = "catalogue:all"  # the journal's name of the list as a whole


class NoSuchBody(LookupError):
    """The catalogue has no body with this code."""


class NoSuchService(LookupError):
    """The catalogue has no service with this code."""


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A line of the list of bodies; `parent` is None at the head of a branch, `ended_on` while it works."""

    code: str
    title: Words
    parent_code: str
    parent: Words | None
    categories: tuple[str, ...]
    domain: str
    service_count: int
    ended_on: date | None = None


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
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class BodyDetail:
    """A body with everything that the catalogue knows of it."""

    row: BodyRow
    subsidiaries: tuple[BodyRow, ...]
    services: tuple[ServiceRow, ...]
    portals: tuple[str, ...]
    successor: BodyRow | None


@dataclass(frozen=True, slots=True)
class CatalogueSize:
    bodies: int
    services: int
    addresses: int


LIVING = Q(ended_on=None)
LIVING_SERVICES = Count("services", filter=Q(services__ended_on=None))


def size() -> CatalogueSize:
    """Return how many of each work today."""
    return CatalogueSize(*(kind.objects.filter(LIVING).count() for kind in (Body, Service, Address)))


def body_row(body: Body) -> BodyRow:
    parent = body.parent
    return BodyRow(
        code=body.code,
        title=titled(body.title_fa, body.title_en),
        parent_code=parent.code if parent else "",
        parent=titled(parent.title_fa, parent.title_en) if parent else None,
        categories=tuple(body.categories),
        domain=body.domain,
        service_count=int(getattr(body, "service_count", 0)),
        ended_on=body.ended_on,
    )


def bodies(search: str = "", category: str = "") -> tuple[BodyRow, ...]:
    """Return the bodies at work whose name, code or domain holds the searched words, by Persian title."""
    found = Body.objects.filter(LIVING, *found_by(search)).select_related("parent")
    if category:
        found = found.filter(categories__contains=[category])
    return tuple(
        body_row(one) for one in found.annotate(service_count=LIVING_SERVICES).order_by("title_fa", "code")
    )


def titles() -> dict[str, Words]:
    """Return what every body is called, by its code, those that have ended too."""
    return {code: titled(fa, en) for code, fa, en in Body.objects.values_list("code", "title_fa", "title_en")}


def found_by(search: str) -> list[Q]:
    """Return the conditions under which a body or a service is found by what somebody typed."""
    return [Q(search__contains=term) for term in terms(search)]


def body(code: str) -> BodyDetail:
    """Return one body with its subsidiaries, services and portals; raise NoSuchBody."""
    listed = Body.objects.select_related("parent").annotate(service_count=LIVING_SERVICES)
    found = listed.select_related("successor__parent").filter(code=code).first()
    if found is None:
        raise NoSuchBody(code)
    return BodyDetail(
        row=body_row(found),
        subsidiaries=tuple(
            body_row(child) for child in listed.filter(LIVING, parent=found).order_by("title_fa", "code")
        ),
        services=services_of(found),
        successor=body_row(found.successor) if found.successor else None,
        portals=tuple(
            found.addresses.filter(LIVING, service=None).order_by("id").values_list("url", flat=True)
        ),
    )


def service_row(service: Service) -> ServiceRow:
    return ServiceRow(
        code=service.code,
        title=titled(service.title_fa, service.title_en),
        body_code=service.body.code,
        body=titled(service.body.title_fa, service.body.title_en),
        urls=tuple(address.url for address in service.addresses.all() if address.ended_on is None),
        ended_on=service.ended_on,
    )


def services_of(body: Body) -> tuple[ServiceRow, ...]:
    found = body.services.filter(LIVING).select_related("body").prefetch_related("addresses").order_by("code")
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
        PausedAddress(one.url, titled(one.body.title_fa, one.body.title_en), one.paused_until)
        for one in found.order_by("paused_until", "url").distinct("paused_until", "url")
        if one.paused_until
    )


def addresses_at(place: str) -> tuple[str, ...]:
    """Return the address itself if it is listed, else every listed address of the host of that name."""
    urls = Address.objects.filter(LIVING).order_by("url").values_list("url", flat=True).distinct()
    exact = tuple(urls.filter(url=place))
    return exact or tuple(url for url in urls.filter(url__icontains=place) if urlsplit(url).hostname == place)


def address_keys(url: str) -> tuple[int, ...]:
    """Return the keys of the registered addresses that are exactly this one."""
    return tuple(Address.objects.filter(LIVING, url=url).order_by("id").values_list("id", flat=True))


def addresses_in(category: str) -> int:
    """Return how many addresses the bodies in this category have, or all bodies for no category."""
    living = Address.objects.filter(ended_on=None)
    return (living.filter(body__categories__contains=[category]) if category else living).count()


def categories() -> tuple[str, ...]:
    """Return every category that some body is in, in order."""
    return tuple(
        sorted(
            {
                name
                for names in Body.objects.filter(LIVING).values_list("categories", flat=True)
                for name in names
            }
        )
    )


def code_rule(authority: str | None = None) -> CodeRule:
    """Return how this authority writes the codes of services; no code is the one that is meant by default."""
    return CodeRule(authorities.card(authority).code_rule.pattern)


def standing() -> Standing:
    """Return the whole list as it is now, with what has ended; three questions, however long it is."""
    of_bodies, of_services = addresses_of_units(Address.objects.all())
    return Standing(
        body_states(Body.objects.all(), of_bodies), service_states(Service.objects.all(), of_services)
    )


def body_state(code: str) -> BodyState:
    """Return one body as it stands in the list; raise KeyError where there is none."""
    portals, _ = addresses_of_units(Address.objects.filter(body__code=code, service=None))
    return body_states(Body.objects.filter(code=code), portals)[code]


def service_state(code: str) -> ServiceState:
    """Return one service as it stands in the list; raise KeyError where there is none."""
    _, held = addresses_of_units(Address.objects.filter(service__code=code))
    return service_states(Service.objects.filter(code=code), held)[code]


def body_states(bodies: QuerySet[Body], addresses: Mapping[str, list[str]]) -> dict[str, BodyState]:
    found = bodies.values_list(
        "code", "title_fa", "title_en", "parent__code", "categories", "domain", "ended_on", "successor__code"
    )
    return {
        code: BodyState(
            code,
            fa,
            en,
            parent or "",
            tuple(categories),
            domain,
            tuple(addresses.get(code, ())),
            ended_on is not None,
            successor or "",
        )
        for code, fa, en, parent, categories, domain, ended_on, successor in found.order_by("code")
    }


def service_states(
    services: QuerySet[Service], addresses: Mapping[str, list[str]]
) -> dict[str, ServiceState]:
    found = services.values_list("code", "body__code", "title_fa", "title_en", "ended_on")
    return {
        code: ServiceState(code, body, fa, en, tuple(addresses.get(code, ())), ended_on is not None)
        for code, body, fa, en, ended_on in found.order_by("code")
    }


def addresses_of_units(
    addresses: QuerySet[Address],
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return those of them that live, of each body's portal and of each service, in their order."""
    of_bodies, of_services = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for url, body, service in addresses.filter(LIVING).values_list("url", "body__code", "service__code"):
        (of_services[service] if service else of_bodies[body]).append(url)
    for urls in (*of_bodies.values(), *of_services.values()):
        urls.sort()
    return of_bodies, of_services
