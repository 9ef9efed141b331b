"""Writing the catalogue."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TypeVar

from django.db import models, transaction
from django.utils.timezone import localdate

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.authorities.queries import refuse_codes
from sanjeh.apps.catalogue.entries import AddressEntry, BodyEntry, ServiceEntry
from sanjeh.apps.catalogue.models import Address, Body, Service
from sanjeh.apps.catalogue.plans.actions import hold_list, keep_history
from sanjeh.apps.catalogue.queries import ALL
from sanjeh.apps.journal import actions as journal
from sanjeh.core.integrity.references import Subject
from sanjeh.core.text.search import searchable
from sanjeh.core.workflow.moves import CatalogueMove

Row = TypeVar("Row", bound=models.Model)


class ParentUnknown(ValueError):
    """An entry names a parent that is neither in the catalogue nor among the entries."""


@transaction.atomic
def load_catalogue(*, entries: Iterable[BodyEntry], by: Person | None, now: datetime) -> int:
    """Bring the catalogue up to these entries and return how many rows changed; again changes nothing.

    What the entries do not name is left as it is. Raise CodeAgainstTheRule for a code that the authority
    would not write.
    """
    permit(by=by, move=CatalogueMove.LOAD, about=ALL, now=now)
    hold_list()
    listed = list(entries)
    refuse_codes(service.code for body in listed for service in body.services)
    changed = sum(load_body(entry) for entry in listed)
    changed += sum(set_parent(entry) for entry in listed)
    keep_history(localdate(now))
    if changed:
        facts = {"bodies": len(listed), "changed": changed}
        journal.write(by=by, at=now, what="catalogue.loaded", about=ALL, facts=facts)
    return changed


def put(model: type[Row], key: Mapping[str, object], fields: Mapping[str, object]) -> tuple[Row, int]:
    """Make or change one row; return it, and 1 when anything changed."""
    row, is_new = model._default_manager.get_or_create(**key, defaults=fields)  # noqa: SLF001
    changed = [name for name, value in fields.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, fields[name])
    if changed:
        row.save(update_fields=changed)
    return row, int(is_new or bool(changed))


def load_body(entry: BodyEntry) -> int:
    body, changed = put(
        Body,
        {"code": entry.code},
        {
            "title_fa": entry.title.fa,
            "title_en": entry.title.en,
            "categories": list(entry.categories),
            "domain": entry.domain,
            "search": searchable(entry.code, entry.title.fa, entry.title.en, entry.domain),
            "ended_on": None,
            "successor": None,
        },
    )
    changed += sum(load_address(body, None, address) for address in entry.portals)
    return changed + sum(load_service(body, service) for service in entry.services)


def load_service(body: Body, entry: ServiceEntry) -> int:
    """Bring one service to its entry; one that comes from another body takes its addresses along."""
    fields = {
        "body": body,
        "title_fa": entry.title.fa,
        "title_en": entry.title.en,
        "search": searchable(entry.code, entry.title.fa, entry.title.en),
        "ended_on": None,
    }
    service, changed = put(Service, {"code": entry.code}, fields)
    Address.objects.filter(service=service, ended_on=None).exclude(body=body).update(body=body)
    return changed + sum(load_address(body, service, address) for address in entry.addresses)


def load_address(body: Body, service: Service | None, entry: AddressEntry) -> int:
    place = {"body": body, "service": service, "url": entry.url}
    return put(Address, place, {"plain_port": entry.plain_port, "ended_on": None})[1]


def set_parent(entry: BodyEntry) -> int:
    parent = Body.objects.filter(code=entry.parent).first() if entry.parent else None
    if entry.parent and parent is None:
        raise ParentUnknown(f"{entry.code}: there is no body {entry.parent!r} to be its parent")
    return Body.objects.filter(code=entry.code).exclude(parent=parent).update(parent=parent)


@transaction.atomic
def pause_address(*, url: str, until: datetime | None, by: Person | None, now: datetime) -> int:
    """Leave this address in peace until then, as its owner asked; None ends the pause."""
    about, move = Subject.ADDRESS.named(url), CatalogueMove.PAUSE if until else CatalogueMove.END_PAUSE
    permit(by=by, move=move, about=about, now=now)
    count = Address.objects.filter(url=url).update(paused_until=until)
    facts = {"until": until.isoformat() if until else ""}
    journal.write(by=by, at=now, what="address.paused", about=about, facts=facts)
    return count


@transaction.atomic
def pause_addresses(*, urls: tuple[str, ...], until: datetime | None, by: Person, now: datetime) -> int:
    """Leave all these addresses in peace until then; None ends their pauses. Return how many there are."""
    move = CatalogueMove.PAUSE if until else CatalogueMove.END_PAUSE
    permit(by=by, move=move, about=ALL, now=now)
    count = Address.objects.filter(url__in=urls, ended_on=None).update(paused_until=until)
    facts: dict[str, str | int] = {"until": until.isoformat() if until else "", "count": count}
    about = tuple(Subject.ADDRESS.named(url) for url in urls)
    journal.write(by=by, at=now, what="address.paused", about=about or (ALL,), facts=facts)
    return count
