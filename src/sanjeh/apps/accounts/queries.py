"""Who is who, who may do what, who belongs where."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from sanjeh.apps.accounts.models import Mandate, Person
from sanjeh.core.integrity.references import Subject
from sanjeh.core.text.people_names import holds_name, name_words
from sanjeh.core.workflow.mandates import SPEAKS_FOR_A_BODY
from sanjeh.core.workflow.roles import Role


class NoSuchPerson(LookupError):
    """Nobody is registered under this name."""


def person(username: str) -> Person:
    """Return the person who signs in with this name."""
    try:
        return Person.objects.get(username=username)
    except Person.DoesNotExist as error:
        raise NoSuchPerson(username) from error


def person_of(reference: str) -> Person:
    """Return the person whom the journal knows by this name; raise NoSuchPerson."""
    keys = [int(name) for name in Subject.PERSON.names_in([reference]) if name.isdecimal()]
    found = Person.objects.filter(pk__in=keys).first()
    if found is None:
        raise NoSuchPerson(reference)
    return found


def holding(now: datetime) -> Q:
    """Return which mandates let somebody act now: not over, not ended, confirmed where it takes two."""
    begun, not_over = Q(since__lte=now), Q(until__gt=now)
    not_ended = Q(ended_at=None) | Q(ended_at__gt=now)
    return begun & not_over & not_ended & (Q(needs_two=False) | Q(confirmed_at__lte=now))


def of(authority: str | None) -> Q:
    """Return which mandates are of this authority; None are those of every one."""
    return Q() if authority is None else Q(authority__code=authority)


def roles_of(person: Person, now: datetime, authority: str | None = None) -> frozenset[Role]:
    """Return the roles that this person holds now; none for an account that was closed."""
    held = Mandate.objects.filter(holding(now), of(authority), person=person, person__is_active=True)
    return frozenset(Role(role) for role in held.values_list("role", flat=True))


def roles_by_authority(person: Person, now: datetime) -> Mapping[str, frozenset[Role]]:
    """Return the roles that this person holds now, by the codes of the authorities."""
    held = Mandate.objects.filter(holding(now), person=person, person__is_active=True)
    found: dict[str, frozenset[Role]] = {}
    for authority, role in held.values_list("authority__code", "role"):
        found[authority] = found.get(authority, frozenset()) | {Role(role)}
    return found


def bodies_of(
    person: Person, roles: Iterable[Role], now: datetime, authority: str | None = None
) -> frozenset[str]:
    """Return the codes of the bodies for which this person holds one of these roles now."""
    held = Mandate.objects.filter(
        holding(now), of(authority), person=person, role__in=list(roles), person__is_active=True
    ).exclude(body="")
    return frozenset(held.values_list("body", flat=True))


def bodies_with_a_voice(roles: Iterable[Role], now: datetime, authority: str | None = None) -> frozenset[str]:
    """Return the codes of the bodies for which an active person holds one of these roles now."""
    held = Mandate.objects.filter(holding(now), of(authority), role__in=list(roles), person__is_active=True)
    return frozenset(held.exclude(body="").values_list("body", flat=True))


def is_anyone(roles: Iterable[Role], now: datetime, authority: str | None = None) -> bool:
    """Say whether an active person holds one of these roles now."""
    held = Mandate.objects.filter(holding(now), of(authority), role__in=list(roles), person__is_active=True)
    return held.exists()


def holders(role: Role, now: datetime, authority: str | None = None) -> tuple[Person, ...]:
    """Return the active people who hold this role now, in the order of their numbers."""
    return active(Mandate.objects.filter(holding(now), of(authority), role=role))


def voices_of(body: str, roles: Iterable[Role], now: datetime) -> tuple[Person, ...]:
    """Return the active people who hold one of these roles in this body now."""
    return active(Mandate.objects.filter(holding(now), role__in=list(roles), body=body))


def active(held: QuerySet[Mandate]) -> tuple[Person, ...]:
    return tuple(Person.objects.filter(pk__in=held.values("person"), is_active=True).order_by("pk"))


def names_of(references: Iterable[str]) -> Mapping[str, str]:
    """Return the names of the people whom the journal knows by these references."""
    keys = [int(key) for key in Subject.PERSON.names_in(references) if key.isdecimal()]
    found = Person.objects.filter(pk__in=keys).values_list("pk", "display_name")
    return {Subject.PERSON.named(pk): name for pk, name in found}


def holders_of_any(roles: Iterable[Role], now: datetime, authority: str | None = None) -> tuple[Person, ...]:
    """Return the active people who hold any of these roles now, each once."""
    return active(Mandate.objects.filter(holding(now), of(authority), role__in=list(roles)))


def mandated(now: datetime, authority: str | None = None) -> tuple[Person, ...]:
    """Return the active people who hold any mandate now, or any of this authority, in their order."""
    return active(Mandate.objects.filter(holding(now), of(authority)))


def speakers_of(bodies: Iterable[str], now: datetime, authority: str | None = None) -> tuple[Person, ...]:
    """Return the active people who speak for one of these bodies now, each once."""
    speaking = Mandate.objects.filter(holding(now), of(authority), role__in=list(SPEAKS_FOR_A_BODY))
    return active(speaking.filter(body__in=list(bodies)))


def reachable_outside(references: Iterable[str], roles: Iterable[Role], now: datetime) -> tuple[Person, ...]:
    """Return those of these people who hold none of the roles now, and have a proven e-mail address."""
    keys = [int(key) for key in Subject.PERSON.names_in(references) if key.isdecimal()]
    inside = Mandate.objects.filter(holding(now), role__in=list(roles), person__is_active=True)
    proved = Person.objects.filter(pk__in=keys, email__isnull=False, email_proved_at__isnull=False)
    return tuple(proved.exclude(pk__in=inside.values("person")).order_by("pk"))


def ever_members(bodies: Iterable[str]) -> frozenset[str]:
    """Return the references of all who hold, or ever held, a mandate in one of these bodies."""
    members = Mandate.objects.filter(body__in=list(bodies)).values_list("person", flat=True)
    return frozenset(Subject.PERSON.named(pk) for pk in members)


def named(text: str) -> frozenset[str]:
    """Return the references of all whose whole name stands in this text, however it is spelt."""
    words = name_words(text)
    people = Person.objects.values_list("pk", "display_name") if words else ()
    return frozenset(Subject.PERSON.named(pk) for pk, name in people if holds_name(words, name_words(name)))


def ever_of_the_house(person: Person) -> bool:
    """Say whether this person holds, or ever held, a mandate that is not of a body."""
    return Mandate.objects.filter(person=person, body="").exists()


def everybody() -> tuple[Person, ...]:
    """Return everybody who was ever registered, by their names."""
    return tuple(Person.objects.order_by("display_name", "pk"))


def signed_in(user: AbstractBaseUser | AnonymousUser) -> Person:
    """Return who is behind a request; raise NoSuchPerson for a visitor who has not signed in."""
    if not isinstance(user, Person):
        raise NoSuchPerson(str(user))
    return user


def name_behind(typed: str) -> str:
    """Return the name of the account that somebody means: its own, or that of a proven e-mail address.

    One that leads nowhere stays as it was typed.
    """
    name = typed.strip()
    by_email = Person.objects.filter(email=name.lower(), email_proved_at__isnull=False)
    names = by_email.exclude(username=name).values_list("username", flat=True)
    return names.first() or name if "@" in name else name


def by_proved_email(addresses: Iterable[str]) -> Person | None:
    """Return the active person who has proven one of these addresses, or None."""
    proved = Person.objects.filter(email_proved_at__isnull=False, is_active=True)
    return proved.filter(email__in=[one.lower() for one in addresses]).first()
