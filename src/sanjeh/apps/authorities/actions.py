"""The authority writes what it says of itself, and leaves the demo behind."""

import re
import secrets
from datetime import datetime
from zoneinfo import available_timezones

from django.conf import settings
from django.db import transaction

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.authorities.cards import AuthorityCard
from sanjeh.apps.authorities.marks import kind_of
from sanjeh.apps.authorities.models import Authority
from sanjeh.apps.conf import conf
from sanjeh.apps.journal import actions as journal
from sanjeh.core.integrity.references import Subject
from sanjeh.core.text.code_rule import checked
from sanjeh.core.text.words import Words
from sanjeh.core.workflow.emptying import ORDER_NAME, EmptyingOrder
from sanjeh.core.workflow.moves import AuthorityMove
from sanjeh.engine.atomic_write import write_file

SECRET_BYTES = 32


class NoDemo(Exception):
    """What stands here is a real installation: nobody empties it."""


CODE = re.compile("[a-z][a-z0-9-]{0,39}")


class CodeUnfit(ValueError):
    """The code of an authority is a small Latin letter, then small letters, digits and hyphens."""


class CodeTaken(ValueError):
    """Another authority has this code."""


class NoSuchTimeZone(ValueError):
    """The list of the world's time zones has none of this name."""


@transaction.atomic
def change_authority(*, card: AuthorityCard, by: Person | None, now: datetime) -> tuple[str, ...]:
    """Let the authority say this of itself from now on; return which fields changed.

    Raise NoSuchTimeZone or RuleBroken. Its mark is changed by `set_mark` alone.
    """
    about = Subject.AUTHORITY.named(card.code)
    permit(by=by, move=AuthorityMove.CHANGE, about=about, now=now, authority=card.code)
    if card.time_zone not in available_timezones():
        raise NoSuchTimeZone(card.time_zone)
    checked(card.code_rule.pattern)
    row = Authority.objects.select_for_update().get(code=card.code)
    changed = tuple(name for name, value in fields_of(card).items() if getattr(row, name) != value)
    if changed:
        Authority.objects.filter(pk=row.pk).update(**fields_of(card))
        journal.write(by=by, at=now, what="authority.changed", about=about, facts={"fields": changed})
    return changed


@transaction.atomic
def set_mark(*, code: str, content: bytes, by: Person | None, now: datetime) -> None:
    """Show this picture as the authority's mark, or the house's own for none; raise MarkRefused."""
    about = Subject.AUTHORITY.named(code)
    permit(by=by, move=AuthorityMove.CHANGE, about=about, now=now, authority=code)
    kind = kind_of(content) if content else ""
    Authority.objects.filter(code=code).update(mark=content, mark_kind=kind)
    journal.write(by=by, at=now, what="authority.changed", about=about, facts={"fields": ("mark",)})


@transaction.atomic
def empty_demo(*, name: str, email: str, by: Person, now: datetime) -> str:
    """Order that this demo be emptied, and return the secret by which its first officer then comes in.

    The journal goes with the demo, so whoever carries the order out writes the first line of the next one.
    Raise NoDemo where anything else stands.
    """
    about = Subject.AUTHORITY.named(Authority.objects.get(is_default=True).code)
    permit(by=by, move=AuthorityMove.EMPTY_DEMO, about=about, now=now)
    if not settings.DEMO:
        raise NoDemo
    secret = secrets.token_urlsafe(SECRET_BYTES)
    journal.write(by=by, at=now, what="demo.emptied", about=about)
    order = EmptyingOrder(name, email, secret, by.display_name)
    write_file(conf()["DEMO"] / ORDER_NAME, order.as_json())
    return secret


@transaction.atomic
def open_authority(*, code: str, title: Words, by: Person | None, now: datetime) -> None:
    """Let another authority work in this installation: its officer is the next to be invited.

    Raise CodeUnfit or CodeTaken.
    """
    about = Subject.AUTHORITY.named(code)
    permit(by=by, move=AuthorityMove.OPEN, about=about, now=now, authority=code)
    if not CODE.fullmatch(code):
        raise CodeUnfit(code)
    _, is_new = Authority.objects.get_or_create(
        code=code, defaults={"title_fa": title.fa, "title_en": title.en}
    )
    if not is_new:
        raise CodeTaken(code)
    journal.write(by=by, at=now, what="authority.opened", about=about)


def fields_of(card: AuthorityCard) -> dict[str, object]:
    return {
        "title_fa": card.title.fa,
        "title_en": card.title.en,
        "contact_email": card.contact.email,
        "contact_phone": card.contact.phone,
        "contact_url": card.contact.url,
        "postal_address": card.contact.postal_address,
        "calendar": card.calendar.value,
        "time_zone": card.time_zone,
        "languages": list(card.languages),
        "service_code_pattern": card.code_rule.pattern,
        "service_code_hint_fa": card.code_rule.hint_fa,
        "service_code_hint_en": card.code_rule.hint_en,
        "hands_over": card.hands_over,
    }
