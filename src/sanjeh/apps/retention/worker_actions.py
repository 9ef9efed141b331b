"""Making the packages for an archive: it may take long, so a worker or a command does it, and no page."""

from datetime import date, datetime
from pathlib import Path

from django.db import transaction

import sanjeh
from sanjeh.apps.accounts.actions import one_at_a_time
from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.authorities import queries as authorities
from sanjeh.apps.conf import conf
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.retention import packing
from sanjeh.apps.retention.actions import numbers_of, period_name, refuse_unready, round_name
from sanjeh.apps.retention.models import HandOver
from sanjeh.apps.rounds import actions as round_actions
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.moves import ArchiveMove
from sanjeh.edition.bag import OpenBag, new_bag


@transaction.atomic
def pack_round(*, round_code: str, folder: Path | None, by: Person | None, now: datetime) -> str:
    """Write the package of a round into a new folder, by default in the house's own; return its path.

    Raise NoSuchRound, RoundNotOver, UnderHold, AlreadyPacked, EditionDamaged, EvidenceLost, BagExists or
    BagNotWritten; nothing is left behind then.
    """
    name = round_name(round_code)
    found = round_actions.locked(round_code)
    about = Subject.ARCHIVE.named(name)
    permit(by=by, move=ArchiveMove.PACK, about=about, now=now, authority=found.authority_id)
    refuse_unready(found)
    row, place = HandOver(name=name, round=round_code, made_at=now, made_by=by), folder or own_place(name)
    with new_bag(place) as bag:
        packing.pack_round(found, name, bag)
        keep(row, bag, place, str(found.authority_id))
        matters = (about, *round_actions.about(found))
        journal.write(by=by, at=now, what="archive.packed", about=matters, facts=facts_of(row))
    return row.folder


@transaction.atomic
def pack_complaints(
    *, since: date, until: date, folder: Path | None, by: Person | None, now: datetime
) -> str:
    """Write the package of all complaints that came to their end in these days, both included.

    Raise NothingToHandOver, UnderHold, AlreadyPacked, BagExists or BagNotWritten.
    """
    name = period_name(since, until)
    about = Subject.ARCHIVE.named(name)
    permit(by=by, move=ArchiveMove.PACK, about=about, now=now)
    one_at_a_time("archive")
    numbers = numbers_of(since, until)
    row = HandOver(name=name, complaints=list(numbers), made_at=now, made_by=by)
    place = folder or own_place(name)
    with new_bag(place) as bag:
        packing.pack_complaints(numbers, name, bag, now)
        keep(row, bag, place, None)
        matters = (about, *map(Subject.COMPLAINT.named, numbers))
        journal.write(by=by, at=now, what="archive.packed", about=matters, facts=facts_of(row))
    return row.folder


def own_place(name: str) -> Path:
    """Return where the house keeps the next package of this name: beside those of it that were lost."""
    earlier = HandOver.objects.filter(name=name).count()
    place: Path = conf()["ARCHIVES"] / (f"{name}-{earlier + 1}" if earlier else name)
    return place


def keep(row: HandOver, bag: OpenBag, place: Path, authority: str | None) -> None:
    """Seal the bag and keep what is known of it."""
    card = authorities.card(authority)
    sealed = bag.seal(
        {
            "Source-Organization": card.title.en,
            **({"Contact-Email": card.contact.email} if card.contact.email else {}),
            "External-Identifier": row.name,
            "External-Description": "Evaluation of e-services: see data/README.md",
            "Bagging-Date": row.made_at.date().isoformat(),
            "Bag-Software-Agent": f"Sanjeh {sanjeh.__version__}",
        }
    )
    row.folder = str(place.resolve())
    row.manifest_sha512 = sealed.manifest_sha512
    row.payload_bytes, row.payload_files = sealed.payload_bytes, sealed.payload_files
    row.save()


def facts_of(row: HandOver) -> dict[str, str | int]:
    return {
        "manifest_sha512": row.manifest_sha512,
        "bytes": row.payload_bytes,
        "files": row.payload_files,
    }


@transaction.atomic
def note_failure(*, about: str, why: str, now: datetime) -> None:
    """Note that a package that somebody asked for could not be made; the page of the archive shows it."""
    journal.write(by=None, at=now, what="archive.not_packed", about=about, facts={"why": why[:300]})
