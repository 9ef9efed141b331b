"""What runs now: each thing in force with its digest, under the name by which a notice would tell of it."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from sanjeh.apps.agreements import queries as agreements
from sanjeh.apps.authorities import queries as authorities
from sanjeh.apps.calendars import queries as calendars
from sanjeh.apps.calendars.entries import Change
from sanjeh.apps.channels import queries as channels
from sanjeh.apps.channels.entries import end_version_of, version_of
from sanjeh.apps.conf import conf
from sanjeh.apps.methodology import queries as methodologies
from sanjeh.apps.notices import provisions
from sanjeh.apps.notices.kinds import Kind
from sanjeh.core.integrity.canonical_json import canonical_json
from sanjeh.core.integrity.references import DEFAULT_AUTHORITY
from sanjeh.core.text.calendars import Calendar, parts
from sanjeh.core.workflow.fingerprints import Part, token_of
from sanjeh.engine.program_digest import program_digest

# What everybody may know of how this installation works: no address of ours, and no secret.
PUBLIC = ("CONTACT_URL", "CONTACT_EMAIL", "CONTACT_PHONE", "SITE_URL", "GAP_MS", "SUFFIXES", "VANTAGE")


@dataclass(frozen=True, slots=True)
class Running:
    """One thing that runs; a notice of `kind` that names one of `tokens` announces it."""

    part: Part
    kind: Kind
    name: str
    digest: str
    tokens: tuple[str, ...]


def present(now: datetime) -> tuple[Running, ...]:
    """Return everything that is in force now."""
    found = (program, public_settings, methods, calendar, texts, agreement, ways)
    return tuple(one for each in found for one in each(now))


def item(part: Part, kind: Kind, name: str, digest: str, *more: str) -> Running:
    return Running(part, kind, name, digest, (token_of(part, name, digest), *more))


def program(now: datetime) -> Iterator[Running]:
    del now
    yield item(Part.PROGRAM, Kind.SYSTEM, "sanjeh", program_digest())


def public_settings(now: datetime) -> Iterator[Running]:
    """Yield the settings that shape what we promise and how we look, and the card of the authority."""
    del now
    card = authorities.current()
    told: dict[str, object] = {name: conf()[name] for name in PUBLIC}  # type: ignore[literal-required]
    told |= {"time_zone": card.time_zone, "calendar": card.calendar, "code_rule": card.code_rule.pattern}
    told |= {"title_fa": card.title.fa, "languages": list(card.languages), "demo": settings.DEMO}
    yield item(Part.SETTINGS, Kind.SYSTEM, "settings", digest_of(told))


def methods(now: datetime) -> Iterator[Running]:
    """Yield the method in force of every authority, by its very text."""
    for code in authorities.names() or (DEFAULT_AUTHORITY,):
        if row := methodologies.in_force(now, code):
            digest = hashlib.sha256(row.text.encode()).hexdigest()
            yield item(Part.METHOD, Kind.METHODOLOGY, row.code, digest)


def calendar(now: datetime) -> Iterator[Running]:
    """Yield every change of the calendar that counts; the holidays of a year may be announced by the year."""
    del now
    for change in Change:
        for row in calendars.changes(change):
            if row.counts_from is not None:
                year = (str(parts(row.first_day, Calendar.PERSIAN)[0]),) if change is Change.HOLIDAY else ()
                yield item(Part.CALENDAR, Kind.CALENDAR, row.named, digest_of(facts_of(row)), *year)


def facts_of(row: calendars.ChangeRow) -> dict[str, object]:
    days: tuple[date, date] = (row.first_day, row.last_day)
    hours = [[(span.opens, span.closes) for span in day] for day in row.hours]
    return {
        "change": row.change,
        "place": row.place,
        "days": [one.isoformat() for one in days],
        "hours": hours,
        "effect": row.effect or "",
    }


def texts(now: datetime) -> Iterator[Running]:
    for code in authorities.names() or (DEFAULT_AUTHORITY,):
        for row in provisions.holding(now, code):
            digest = hashlib.sha256(f"{row.text.fa}\x1f{row.text.en}".encode()).hexdigest()
            yield item(Part.PROVISIONS, Kind(row.kind), row.name, digest)


def agreement(now: datetime) -> Iterator[Running]:
    for code in authorities.names() or (DEFAULT_AUTHORITY,):
        state = agreements.state(now, code)
        if state.in_force:
            exact = agreements.version(state.number).exact
            yield item(Part.AGREEMENT, Kind.AGREEMENT, str(state.number), hashlib.sha256(exact).hexdigest())


def ways(now: datetime) -> Iterator[Running]:
    """Yield every channel that somebody opened, and the end of one as a thing of its own."""
    for row in channels.channels(now):
        if row.made_at is None or row.authorised_from is None or row.authorised_from > now:
            continue
        told: dict[str, object] = {"kind": row.kind.value, "title": row.title.fa, "address": row.address}
        yield item(Part.CHANNELS, Kind.CHANNEL, version_of(row.number), digest_of(told))
        if row.ended_from and row.ended_from <= now:
            name = end_version_of(row.number)
            yield item(Part.CHANNELS, Kind.CHANNEL, name, digest_of({"end": row.number}))


def digest_of(told: dict[str, object]) -> str:
    return hashlib.sha256(canonical_json(told).encode()).hexdigest()
