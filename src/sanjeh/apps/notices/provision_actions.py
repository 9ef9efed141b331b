"""A form, a list of documents or a process: one loads a version, another puts it in force by its notice."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from sanjeh.apps.accounts.actions import one_at_a_time
from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.notices import queries
from sanjeh.apps.notices.models import Provision
from sanjeh.apps.notices.provisions import NoSuchProvision
from sanjeh.core.integrity.references import DEFAULT_AUTHORITY, Subject
from sanjeh.core.text.words import Words
from sanjeh.core.workflow.moves import ProvisionMove
from sanjeh.core.workflow.provisions import ProvisionKind


class NotAnnounced(Exception):
    """No notice of its authority has told of this version since it was loaded."""


class InForceAlready(Exception):
    """This version was put in force before."""


@dataclass(frozen=True, slots=True)
class ProvisionText:
    """What is loaded as the next version under a code."""

    kind: ProvisionKind
    code: str
    title: Words
    text: Words
    authority: str = DEFAULT_AUTHORITY


@transaction.atomic
def load_provision(*, loaded: ProvisionText, by: Person, now: datetime) -> str:
    """Keep the next version of a text for good, and return its name, `complaint-form@2`."""
    one_at_a_time("versions of provisions")
    own = Provision.objects.filter(authority_id=loaded.authority, kind=loaded.kind, code=loaded.code)
    number = (own.aggregate(last=Max("number"))["last"] or 0) + 1
    about = Subject(loaded.kind).named(f"{loaded.code}@{number}")
    permit(by=by, move=ProvisionMove.LOAD, about=about, now=now, authority=loaded.authority)
    row = Provision.objects.create(
        authority_id=loaded.authority,
        kind=loaded.kind,
        code=loaded.code,
        number=number,
        title_fa=loaded.title.fa,
        title_en=loaded.title.en,
        text_fa=loaded.text.fa,
        text_en=loaded.text.en,
        sha256=digest_of(loaded.text),
        loaded_by=by,
        at=now,
    )
    note(row, "provision.loaded", by, now)
    return row.name


def digest_of(text: Words) -> str:
    """Return the SHA-256 of both texts, as the database counts it too."""
    return hashlib.sha256(f"{text.fa}\x1f{text.en}".encode()).hexdigest()


@transaction.atomic
def put_provision_in_force(*, kind: ProvisionKind, name: str, by: Person, now: datetime) -> datetime:
    """Put a version in force from the day that its notice names, and return that moment.

    Raise NoSuchProvision, InForceAlready or NotAnnounced.
    """
    code, _, number = name.rpartition("@")
    found = Provision.objects.select_for_update(of=("self",)).filter(
        kind=kind, code=code, number=int(number) if number.isdecimal() else 0
    )
    row = found.first()
    authority = str(row.authority_id) if row else None
    about = Subject(kind).named(name)
    permit(by=by, move=ProvisionMove.PUT_IN_FORCE, about=about, now=now, authority=authority)
    if row is None:
        raise NoSuchProvision(name)
    if row.in_force_from:
        raise InForceAlready(name)
    told = queries.published_for(kind, name, authority)
    if told is None or told.published_at < row.at:
        raise NotAnnounced(name)
    since = max(told.effective_at, now)
    Provision.objects.filter(pk=row.pk).update(notice_id=told.number, in_force_from=since, put_by=by)
    note(row, "provision.put_in_force", by, now)
    return since


def note(row: Provision, what: str, by: Person, now: datetime) -> None:
    matters = (row.reference, Subject.AUTHORITY.named(row.authority_id))
    journal.write(by=by, at=now, what=what, about=matters, facts={"sha256": row.sha256})
