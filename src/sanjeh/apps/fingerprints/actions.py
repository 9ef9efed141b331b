"""Comparing what runs with what was announced: a change of which no notice has told is a breach for good."""

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from sanjeh.apps.accounts.actions import one_at_a_time
from sanjeh.apps.accounts.queries import holders_of_any
from sanjeh.apps.fingerprints.models import Fingerprint, SilentChange
from sanjeh.apps.fingerprints.present import Running, present
from sanjeh.apps.fingerprints.queries import Parts, row_of
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.messages import actions as messages
from sanjeh.apps.notices import queries as notices
from sanjeh.apps.notices.kinds import Kind
from sanjeh.core.integrity.canonical_json import canonical_json
from sanjeh.core.integrity.references import Subject
from sanjeh.core.messages.template_names import TemplateName
from sanjeh.core.workflow.fingerprints import PART_WORDS, Part
from sanjeh.core.workflow.roles import Role

CALLED = frozenset({Role.SECRETARIAT, Role.MANAGER, Role.OPERATOR})
# Of these one is in force, and the next takes its place.
ONE_AT_A_TIME = frozenset({Part.METHOD, Part.AGREEMENT})
# Where nothing runs any more under a name, its notice is of the kind that its part has.
KIND_OF = {
    Part.METHOD: Kind.METHODOLOGY,
    Part.CALENDAR: Kind.CALENDAR,
    Part.AGREEMENT: Kind.AGREEMENT,
    Part.CHANNELS: Kind.CHANNEL,
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One name whose digest is another than when it was last seen; empty where there was, or is, none."""

    part: Part
    kind: Kind
    name: str
    before: str
    after: str
    tokens: tuple[str, ...]


@transaction.atomic
def compare(*, now: datetime) -> int:
    """Look at what runs, note what nobody had announced, and return how many such changes are new.

    The first look only notes what is there. What was announced afterwards keeps its breach, with the notice.
    """
    one_at_a_time("the running system")
    note_announced(now)
    running = present(now)
    parts = as_parts(running)
    last = Fingerprint.objects.order_by("-pk").first()
    if last and last.parts == parts:
        return 0
    digest = hashlib.sha256(canonical_json(parts).encode()).hexdigest()
    silent = [one for one in differences(last.parts, running) if not is_told(one, now)] if last else []
    seen = Fingerprint.objects.create(at=now, digest=digest, parts=parts)
    for one in silent:
        note_silent(seen, one, now)
    return len(silent)


def as_parts(running: tuple[Running, ...]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for one in running:
        found.setdefault(one.part.value, {})[one.name] = one.digest
    return found


def differences(before: Parts, running: tuple[Running, ...]) -> Iterator[Difference]:
    """Yield what runs otherwise; what is gone without anything in its place comes last."""
    for one in running:
        was = before.get(one.part, {}).get(one.name, "")
        if was != one.digest:
            yield Difference(one.part, one.kind, one.name, was, one.digest, one.tokens)
    names = as_parts(running)
    for part, digests in before.items():
        there = names.get(part, {}).keys()
        for name in sorted(digests.keys() - there):
            if not is_replaced(Part(part), name, there - digests.keys()):
                kind = KIND_OF.get(Part(part), Kind.PROCESS)
                yield Difference(Part(part), kind, name, digests[name], "", ())


def is_replaced(part: Part, name: str, added: Collection[str]) -> bool:
    """Say whether something new stands where this was: a method, or another version of the same text."""
    if part is Part.PROVISIONS:
        code = name.rpartition("@")[0]
        return any(one.rpartition("@")[0] == code for one in added)
    return part in ONE_AT_A_TIME and bool(added)


def is_told(one: Difference, now: datetime) -> bool:
    """Say whether a notice told of this in time: one in effect by now, and newer than when it last was so.

    What comes back needs a notice of its own: that of its first coming announced nothing of its return.
    """
    if not one.tokens and one.part is Part.AGREEMENT:
        return True  # its last day stands in its text
    left = last_seen(one.part, one.name, one.after)
    found = (notices.published_for(one.kind, token) for token in one.tokens)
    told = (notice for notice in found if notice and notice.effective_at <= now)
    # The same name with other words: only a notice from after its last words were seen can mean it.
    since = last_seen(one.part, one.name, one.before) if one.before and one.name in one.tokens else left
    return any(since is None or notice.published_at > since for notice in told)


def last_seen(part: Part, name: str, digest: str) -> datetime | None:
    """Return when this was last found running, or None if it never was."""
    rows = Fingerprint.objects.filter(**{f"parts__{part.value}__contains": {name: digest}})
    return rows.order_by("-pk").values_list("at", flat=True).first() if digest else None


def note_silent(seen: Fingerprint, one: Difference, now: datetime) -> None:
    """Keep the breach, write its line, and call those who can mend it."""
    row = SilentChange.objects.create(
        fingerprint=seen,
        part=one.part,
        kind=one.kind,
        name=one.name,
        before=one.before,
        after=one.after,
        found_at=now,
    )
    about = Subject.SYSTEM.named(f"{one.part}-{row.pk}")
    facts = {"part": PART_WORDS[one.part], "name": one.name}
    content = messages.Content(TemplateName.SILENT_CHANGE, about, "/running/", facts)
    messages.send(content=content, to=holders_of_any(CALLED, now), now=now)
    told = {"part": one.part.value, "name": one.name, "before": one.before, "after": one.after}
    journal.write(by=None, at=now, what="change.found_silent", about=about, facts=told)


def note_announced(now: datetime) -> None:
    """Note beside each open breach the notice that has told of it since."""
    for row in SilentChange.objects.filter(notice=None).order_by("pk"):
        told = notices.published_for(row.kind, row_of(row).token)
        if told and told.published_at > row.found_at:
            SilentChange.objects.filter(pk=row.pk).update(notice_id=told.number, announced_at=now)
            about = Subject.SYSTEM.named(f"{row.part}-{row.pk}")
            journal.write(
                by=None, at=now, what="change.announced_late", about=about, facts={"notice": told.number}
            )
