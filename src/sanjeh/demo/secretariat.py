"""Puts the demo country into the catalogue and opens its rounds, as its secretariat would.

Every step may be done again: what is there already stays as it is.
"""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction

from sanjeh.apps.accounts import actions as account_actions
from sanjeh.apps.accounts import mandate_actions as mandates
from sanjeh.apps.accounts import permissions
from sanjeh.apps.accounts import queries as accounts
from sanjeh.apps.agreements.first_actions import keep_first
from sanjeh.apps.calendars import queries as calendars
from sanjeh.apps.catalogue import actions as catalogue
from sanjeh.apps.catalogue.entries import AddressEntry, BodyEntry, ServiceEntry
from sanjeh.apps.methodology import actions as methodologies
from sanjeh.apps.notices import actions as notice_actions
from sanjeh.apps.notices import queries as notices
from sanjeh.apps.notices.actions import Announcement
from sanjeh.apps.notices.kinds import Kind
from sanjeh.apps.rounds import actions as rounds
from sanjeh.apps.rounds import queries as round_queries
from sanjeh.apps.scans import actions as scans
from sanjeh.core.integrity.references import Subject
from sanjeh.core.text.words import Words
from sanjeh.core.workflow.moves import MethodologyMove, Move
from sanjeh.core.workflow.permissions import NotPermitted, Why, permission
from sanjeh.core.workflow.rounds import RoundState
from sanjeh.core.workflow.sample_people import SAMPLE_PEOPLE
from sanjeh.demo.country import Body, Country, Service, read_country
from sanjeh.demo.sites import HTTPS_PORT, PLAIN_PORT
from sanjeh.demo.working_days import keep_calendar
from sanjeh.engine.atomic_write import write_new_file
from sanjeh.engine.shipped import methodology_text

if TYPE_CHECKING:
    from sanjeh.apps.accounts.models import (
        Person,
    )  # a name alone: pages and commands leave tables to the apps

METHODOLOGY = "iran-1405-3"
REHEARSAL = "This is a rehearsal on a fictional country: nobody has to prepare for it."
METHOD_NOTICE = Words(
    "این روش بر چهار محور کاربرمحور، شفاف، یکپارچه و مشارکتی می‌سنجد. "
    "راهنمای هر شاخص در صفحه‌ی روش ارزیابی است. "
    "پرسش‌ها، وزن‌ها، رده‌ها و مرحله‌ها همان است که در ویرایش‌های پیشین بود. "
    "تازه دو چیز است: بازه‌ی هر رتبه همه‌ی رتبه‌هایی را در بر دارد "
    "که هیچ تفاوت روشنی با دستگاهی دیگر رد نمی‌کند، "
    "پس جایی که دستگاه‌ها نزدیک هم‌اند نیز در ۹ مورد از ۱۰ رتبه‌ی راستین در آن است و بازه پهن‌تر از پیش است؛ "
    "و رده از روی همه‌ی رقم‌هایی تعیین می‌شود که از امتیاز چاپ می‌شود.",
    "This method measures on four axes: user-centred, transparent, integrated, participatory. The guide to "
    "each indicator is on the page of the method. Questions, weights, classes and stages are those of the "
    "earlier editions. Two things are new. The interval of a place has every place that no clear difference "
    "from another body rules out, so that it holds the true place in 9 of 10 cases where bodies stand close, "
    "too, and is wider than before; and a class is decided on all the digits that are printed of a score.",
)


@dataclass(frozen=True, slots=True)
class SampleRound:
    """A round of the demo, and with which words it is announced."""

    code: str
    title: Words
    announced: Words
    says: Words


FIRST = SampleRound(
    "1405-2",
    Words("دوره‌ی نمونه، نیمه‌ی دوم ۱۴۰۵", "Sample round, second half of 1405"),
    Words("دوره‌ی نمونه آغاز می‌شود", "The sample round begins"),
    Words(
        "درگاه‌ها و خدمات کشور نمونه یک بار دیده و سنجیده می‌شوند.",
        "The portals and services of the sample country are visited once and measured.",
    ),
)
SECOND = SampleRound(
    "1405-3",
    Words("دوره‌ی دوم نمونه، با یک روز نمونه‌گیری", "Second sample round, with a day of samples"),
    Words("دوره‌ی دوم نمونه آغاز می‌شود", "The second sample round begins"),
    Words(
        "درگاه‌ها و خدمات کشور نمونه بار دیگر دیده می‌شوند "
        "و یک روز شتاب‌زده، ساعت به ساعت، از آن‌ها نمونه گرفته می‌شود.",
        "The portals and services of the sample country are visited again, and sampled hour by hour "
        "through a hurried day.",
    ),
)


@dataclass(frozen=True, slots=True)
class Office:
    """The people of the demo; each step is taken by one whom the table of permissions lets."""

    people: tuple["Person", ...]

    def one_who_may(self, move: Move, about: str, now: datetime) -> "Person":
        """Return the first who may make the move; raise NotPermitted when nobody may."""
        for one in self.people:
            if permissions.refusal(by=one, move=move, about=about, now=now) is None:
                return one
        raise NotPermitted(permission(move), Why.ROLE)


@dataclass(frozen=True, slots=True)
class Opened:
    """The round that runs, who works in its office, and where their password stands."""

    round_code: str
    office: "Office"
    password_file: Path


@transaction.atomic
def open_demo_round(data: Path, now: datetime) -> Opened:
    """Load the country and start to look at it, or find the round that was started before.

    One transaction: whoever is killed meanwhile leaves nothing half, such as people without roles.
    """
    password_file = data / "office-password"
    office = staff(password_file, now)
    secretariat = accounts.person("secretariat")
    keep_first()
    catalogue.load_catalogue(entries=entries(read_country()), by=secretariat, now=now)
    put_method_in_force(office, secretariat, now)
    start_looking(FIRST, secretariat, now)
    keep_calendar(now)
    return Opened(FIRST.code, office, password_file)


@transaction.atomic
def open_second_round(first: Opened, now: datetime) -> Opened:
    """Start to look at the country once more, or find the second round that was started before."""
    start_looking(SECOND, accounts.person("secretariat"), now)
    return replace(first, round_code=SECOND.code)


def start_looking(sample: SampleRound, by: "Person", now: datetime) -> None:
    if not any(row.code == sample.code for row in round_queries.rounds()):
        draft_and_announce(sample, by, now)
    if round_queries.round_page(sample.code).row.state is RoundState.ANNOUNCED:
        scans.start_probing(round_code=sample.code, by=by, now=now)
    scans.enqueue(round_code=sample.code)  # what an interrupted run left behind


def staff(password_file: Path, now: datetime) -> Office:
    """Register whoever of the office is missing: the system the manager, the manager all others.

    All share one password, in a file only we may read.
    """
    people: list[Person] = []
    for one in SAMPLE_PEOPLE:
        by = people[0] if people else None
        try:
            person = accounts.person(one.username)
        except accounts.NoSuchPerson:
            person = register(one.username, one.title.fa, password_in(password_file), by, now)
        if one.role not in accounts.roles_of(person, now):  # a start that was cut off may have left it out
            mandates.give_mandate(grant=mandates.Grant(person, one.role, one.body), by=by, now=now)
        people.append(person)
    return Office(tuple(people))


def register(username: str, name: str, password: str, by: "Person | None", now: datetime) -> "Person":
    return account_actions.register_person(
        username=username, display_name=name, password=password, by=by, now=now
    )


def password_in(file: Path) -> str:
    """Return the password of the office, made at its first use."""
    if not file.exists():
        write_new_file(file, f"{secrets.token_urlsafe(12)}\n".encode())
    return file.read_text("ascii").strip()


def entries(country: Country) -> list[BodyEntry]:
    """Return the country as the catalogue takes it: parents first."""
    parents = [BodyEntry(one.code, Words(one.title_fa, one.title_en)) for one in country.parents]
    return [*parents, *(body_entry(country, body) for body in country.bodies)]


def body_entry(country: Country, body: Body) -> BodyEntry:
    return BodyEntry(
        code=body.code,
        title=Words(body.title_fa, body.title_en),
        parent=body.parent,
        categories=body.categories,
        domain=f"{body.host}.{body.domain or country.zone}",
        portals=(AddressEntry(country.portal_url(body, HTTPS_PORT), PLAIN_PORT),),
        services=tuple(service_entry(country, body, service) for service in body.services),
    )


def service_entry(country: Country, body: Body, service: Service) -> ServiceEntry:
    url = country.service_url(body, service, HTTPS_PORT)
    title = Words(service.title_fa, service.title_en)
    return ServiceEntry(service.code, title, (AddressEntry(url, PLAIN_PORT),))


def put_method_in_force(office: Office, by: "Person", now: datetime) -> None:
    """Load and announce the shipped method; one that a round has used stays as it was announced."""
    try:
        code = methodologies.load_methodology(
            text=methodology_text(METHODOLOGY), name=METHODOLOGY, by=by, now=now
        )
    except methodologies.MethodologyFrozen:
        return
    announce_once(
        Announcement(
            kind=Kind.METHODOLOGY,
            version=code,
            title=Words("شاخص‌های دوره‌ی نمونه اعلام شد", "The indicators of the sample round are announced"),
            body=METHOD_NOTICE,
            effective_at=now,
            short_notice_reason=REHEARSAL,
        ),
        by,
        now,
    )
    another = office.one_who_may(MethodologyMove.PUT_IN_FORCE, Subject.METHODOLOGY.named(code), now)
    methodologies.put_in_force(code=code, by=another, now=now)


def draft_and_announce(sample: SampleRound, by: "Person", now: datetime) -> None:
    # It closes before another day comes: what fails twice is told at once, as not yet sure.
    closes_at = now + timedelta(hours=1)
    rounds.draft_round(
        draft=rounds.RoundDraft(sample.code, sample.title, METHODOLOGY, now, closes_at), by=by, now=now
    )
    announce_once(
        Announcement(
            kind=Kind.ROUND,
            version=sample.code,
            title=sample.announced,
            body=sample.says,
            effective_at=now,
            short_notice_reason=REHEARSAL,
        ),
        by,
        now,
    )
    rounds.announce_round(code=sample.code, by=by, now=now)


def announce_once(announcement: Announcement, by: "Person", now: datetime) -> None:
    if notices.published_for(announcement.kind, announcement.version) is None:
        notice_actions.publish_notice(
            announcement=announcement, hours=calendars.working_hours(now), by=by, now=now
        )
