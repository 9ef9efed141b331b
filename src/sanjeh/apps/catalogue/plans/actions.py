"""Writing what a plan says into the list, in a bounded number of statements however long it is."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar

from django.db import connection
from django.db.models import F, Q

from sanjeh.apps.catalogue import queries
from sanjeh.apps.catalogue.models import Address, Body, BodySpan, Service, ServiceSpan
from sanjeh.core.catalogue.plan import PlanRow
from sanjeh.core.catalogue.standing import BodyState, ServiceState, State
from sanjeh.core.text.search import searchable

Span = TypeVar("Span", BodySpan, ServiceSpan)
LIST_LOCK = 0x5A4A_0002  # any number, as long as nothing else locks it
BATCH = 2_000
# A service takes its addresses along when it moves.
FOLLOW = """
UPDATE catalogue_address address SET body_id = service.body_id FROM catalogue_service service
WHERE address.service_id = service.id AND address.body_id <> service.body_id AND address.ended_on IS NULL
"""


class ListChanged(Exception):
    """The list is no longer as it was when the plan was made."""


def hold_list() -> None:
    """Let nobody else change the list until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LIST_LOCK])


def write_plan(rows: Iterable[PlanRow], on: date) -> int:
    """Bring every row to its end, from that day on; raise ListChanged when one is no longer as it was.

    The caller holds the list and a transaction. Return how many bodies and services changed.
    """
    standing = queries.standing()
    changed = [row for row in rows if row.changes]
    for row in changed:
        states: Mapping[str, State] = (
            standing.bodies if isinstance(row.after, BodyState) else standing.services
        )
        if states.get(row.code) != row.before:
            raise ListChanged(row.code)
    bodies = [row.after for row in changed if isinstance(row.after, BodyState)]
    services = [row.after for row in changed if isinstance(row.after, ServiceState)]
    write_bodies(bodies, on)
    write_services(services, on)
    write_addresses(bodies, services, on)
    keep_history(on)
    return len(changed)


def write_bodies(states: list[BodyState], on: date) -> None:
    """Write the bodies, and then their parents and successors, who may be among them."""
    ended = dict(Body.objects.exclude(ended_on=None).values_list("code", "ended_on"))
    Body.objects.bulk_create(
        (
            Body(
                code=one.code,
                title_fa=one.title_fa,
                title_en=one.title_en,
                categories=list(one.categories),
                domain=one.domain,
                search=searchable(one.code, one.title_fa, one.title_en, one.domain),
                ended_on=ended.get(one.code, on) if one.is_ended else None,
            )
            for one in states
        ),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["code"],
        # Parents are set below; a successor goes before the end does, or the table would refuse the row.
        update_fields=["title_fa", "title_en", "categories", "domain", "search", "ended_on", "successor"],
    )
    keys = dict(Body.objects.values_list("code", "pk"))
    relatives = [
        Body(
            pk=keys[one.code],
            parent_id=keys.get(one.parent),
            successor_id=keys.get(one.successor) if one.is_ended else None,
        )
        for one in states
    ]
    Body.objects.bulk_update(relatives, ["parent", "successor"], batch_size=BATCH)


def write_services(states: list[ServiceState], on: date) -> None:
    keys = dict(Body.objects.values_list("code", "pk"))
    ended = dict(Service.objects.exclude(ended_on=None).values_list("code", "ended_on"))
    Service.objects.bulk_create(
        (
            Service(
                code=one.code,
                body_id=keys[one.body],
                title_fa=one.title_fa,
                title_en=one.title_en,
                search=searchable(one.code, one.title_fa, one.title_en),
                ended_on=ended.get(one.code, on) if one.is_ended else None,
            )
            for one in states
        ),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["body", "title_fa", "title_en", "search", "ended_on"],
    )


def write_addresses(bodies: list[BodyState], services: list[ServiceState], on: date) -> None:
    """End the addresses that are gone, let the others follow their services, register those that are new."""
    of_bodies = {one.code: () if one.is_ended else one.portals for one in bodies}
    of_services = {one.code: () if one.is_ended else one.addresses for one in services}
    wanted = {("", code, url) for code, urls in of_bodies.items() for url in urls}
    wanted |= {(code, "", url) for code, urls in of_services.items() for url in urls}
    mine = Q(service=None, body__code__in=list(of_bodies)) | Q(service__code__in=list(of_services))
    rows = Address.objects.filter(mine, ended_on=None).annotate(
        of_service=F("service__code"), of=F("body__code")
    )
    listed = {
        (service or "", "" if service else body, url): pk
        for pk, service, body, url in rows.values_list("pk", "of_service", "of", "url")
    }
    gone = [pk for key, pk in listed.items() if key not in wanted]
    Address.objects.filter(pk__in=gone).update(ended_on=on)
    with connection.cursor() as cursor:
        cursor.execute(FOLLOW)
    register([key for key in sorted(wanted) if key not in listed])


def register(fresh: list[tuple[str, str, str]]) -> None:
    """Register addresses (code of service or "", of body or "", URL); ended ones are taken up again."""
    bodies = dict(Body.objects.values_list("code", "pk"))
    services = {code: (pk, body) for code, pk, body in Service.objects.values_list("code", "pk", "body_id")}
    Address.objects.bulk_create(
        (
            Address(service_id=services[service][0], body_id=services[service][1], url=url)
            if service
            else Address(service_id=None, body_id=bodies[body], url=url)
            for service, body, url in fresh
        ),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["body", "service", "url"],
        update_fields=["ended_on"],
    )


def keep_history(on: date) -> None:
    """Close each span that says what is no longer so; the next one opens that day."""
    keep_spans(Body, BodySpan, "body_id", ("title_fa", "title_en", "parent_id"), on)
    keep_spans(Service, ServiceSpan, "service_id", ("title_fa", "title_en", "body_id"), on)


def keep_spans(
    units: type[Body | Service],
    spans: type[Span],
    unit: str,
    names: tuple[str, ...],
    on: date,
) -> None:
    """Keep what these columns say of each unit; `unit` is the column by which a span names it."""
    open_spans = {
        key: (pk, rest) for pk, key, *rest in spans.objects.filter(until=None).values_list("pk", unit, *names)
    }
    now = {key: rest for key, *rest in units.objects.filter(ended_on=None).values_list("pk", *names)}
    closed = [pk for key, (pk, rest) in open_spans.items() if now.get(key) != rest]
    spans.objects.filter(pk__in=closed).update(until=on)
    fresh = [(key, rest) for key, rest in now.items() if key not in open_spans or open_spans[key][1] != rest]
    spans.objects.bulk_create(
        (spans(since=on, **{unit: key}, **dict(zip(names, rest, strict=True))) for key, rest in fresh),
        batch_size=BATCH,
    )
