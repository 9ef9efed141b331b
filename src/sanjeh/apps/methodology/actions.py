"""Loading a methodology and putting it in force."""

from datetime import datetime

from django.db import transaction

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.methodology.models import MethodologyVersion
from sanjeh.apps.methodology.queries import NoSuchMethodology, parsed_text
from sanjeh.apps.notices import queries as notices
from sanjeh.apps.notices.kinds import Kind
from sanjeh.core.integrity.hash_chain import Fact
from sanjeh.core.integrity.references import DEFAULT_AUTHORITY, Subject
from sanjeh.core.workflow.moves import MethodologyMove


class MethodologyFrozen(Exception):
    """People were told of this version, or it is in force: a change needs a new one, under a new code."""


class NoNotice(Exception):
    """Nothing of this kind may change without a published notice."""


@transaction.atomic
def load_methodology(
    *, text: str, name: str, by: Person | None, now: datetime, authority: str = DEFAULT_AUTHORITY
) -> str:
    """Keep a methodology and return its code; raise MethodologyBroken with everything that is wrong.

    The same text again changes nothing; another text under a code that was announced is refused.
    """
    methodology = parsed_text(text, name)
    about = Subject.METHODOLOGY.named(methodology.code)
    stored = MethodologyVersion.objects.select_for_update().filter(code=methodology.code).first()
    owner = str(stored.authority_id) if stored else authority  # a code leads to one method of one authority
    permit(by=by, move=MethodologyMove.LOAD, about=about, now=now, authority=owner)
    if stored and stored.hash == methodology.hash:
        return methodology.code
    if stored and (stored.frozen_at or notices.published_for(Kind.METHODOLOGY, stored.code, owner)):
        raise MethodologyFrozen(methodology.code)
    MethodologyVersion.objects.update_or_create(
        code=methodology.code,
        defaults={
            "authority_id": owner,
            "version": methodology.version,
            "title_fa": methodology.title.fa,
            "title_en": methodology.title.en,
            "text": text,
            "hash": methodology.hash,
            "loaded_at": now,
        },
    )
    matters = (about, Subject.AUTHORITY.named(owner))
    journal.write(by=by, at=now, what="methodology.loaded", about=matters, facts={"hash": methodology.hash})
    return methodology.code


@transaction.atomic
def put_in_force(*, code: str, by: Person | None, now: datetime) -> None:
    """Put a version in force from the day that its published notice names; raise NoNotice without one."""
    about = Subject.METHODOLOGY.named(code)
    stored = locked(code)  # before asking: what the same person loads meanwhile counts too
    owner = str(stored.authority_id)
    permit(by=by, move=MethodologyMove.PUT_IN_FORCE, about=about, now=now, authority=owner)
    notice = notices.published_for(Kind.METHODOLOGY, code, owner)
    if notice is None:
        raise NoNotice(code)
    if stored.in_force_from:
        return
    since = max(notice.effective_at, now)
    MethodologyVersion.objects.filter(pk=stored.pk).update(notice=notice.number, in_force_from=since)
    facts: dict[str, Fact] = {"notice": notice.number, "from": since.isoformat()}
    matters = (about, Subject.AUTHORITY.named(owner))
    journal.write(by=by, at=now, what="methodology.put_in_force", about=matters, facts=facts)


@transaction.atomic
def freeze(*, code: str, now: datetime) -> None:
    """Let nobody change this version any more: a round has been announced with it."""
    MethodologyVersion.objects.filter(code=code, frozen_at=None).update(frozen_at=now)


def locked(code: str) -> MethodologyVersion:
    stored = MethodologyVersion.objects.select_for_update().filter(code=code).first()
    if stored is None:
        raise NoSuchMethodology(code)
    return stored
