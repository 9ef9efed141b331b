"""Reading the journal."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.db import connection
from django.db.models import Max, Q

from sanjeh.apps.conf import conf
from sanjeh.apps.journal.models import JournalCheckpoint, JournalLine, KeyChange
from sanjeh.core.integrity import hash_chain
from sanjeh.core.integrity.merkle_tree import consistency_path
from sanjeh.core.integrity.references import Subject
from sanjeh.edition.sign import PublicKey, public_key, public_key_of
from sanjeh.ledger.line_proof import ProofFile, proof_of

FEW = 100  # matters, each of which a line of the journal may be compared with in the database


class NoSuchCheckpoint(LookupError):
    """No checkpoint has this size, or none covers this line yet."""


@dataclass(frozen=True, slots=True)
class CheckpointRow:
    """How many lines a checkpoint covers, when it was made, its root in hexadecimal digits, its text."""

    size: int
    at: datetime
    root: str
    note: str


@dataclass(frozen=True, slots=True)
class LinesAsked:
    """Which lines somebody wants to see: those that name `text`, by this kind of actor, of this authority.

    `text` is a matter (`round:1405-1`), who acted (`person:7`), or how an act begins (`complaint.`).
    """

    text: str = ""
    actor: str = ""
    authority: str = ""
    oldest_first: bool = False
    start: int = 0
    stop: int | None = None


def line_of(row: JournalLine) -> hash_chain.Line:
    facts = {name: tuple(value) if isinstance(value, list) else value for name, value in row.facts.items()}
    entry = hash_chain.Entry(row.at, row.by, row.what, tuple(row.about), facts)
    return hash_chain.Line(row.number, entry, row.previous, row.digest)


def is_kept() -> bool:
    """Say whether this database has a journal yet."""
    return "journal_journalline" in connection.introspection.table_names()


def lines() -> Iterator[hash_chain.Line]:
    """Give the whole chain from its first line on, without holding it in memory."""
    return (line_of(row) for row in JournalLine.objects.order_by("number").iterator(chunk_size=2_000))


def head() -> hash_chain.Line | None:
    """Return the last line, or None while nothing has happened."""
    row = JournalLine.objects.order_by("-number").first()
    return line_of(row) if row else None


def line(number: int) -> hash_chain.Line | None:
    """Return the line with this number."""
    row = JournalLine.objects.filter(number=number).first()
    return line_of(row) if row else None


def lines_asked(asked: LinesAsked) -> tuple[tuple[hash_chain.Line, ...], int]:
    """Return the lines of one page of what was asked for, the newest first, and how many there are in all."""
    rows = JournalLine.objects.order_by("number" if asked.oldest_first else "-number")
    if asked.text:
        begins = Q(what=asked.text) | Q(what__startswith=f"{asked.text.rstrip('.')}.")
        rows = rows.filter(begins | Q(by=asked.text) | Q(about__contains=[asked.text]))
    if asked.actor:
        rows = rows.filter(Q(by=asked.actor) | Q(by__startswith=f"{asked.actor}:"))
    if asked.authority:
        rows = rows.filter(about__contains=[Subject.AUTHORITY.named(asked.authority)])
    return tuple(map(line_of, rows[asked.start : asked.stop])), rows.count()


def lines_about(matter: str) -> tuple[hash_chain.Line, ...]:
    """Return everything that was done about one matter, oldest first."""
    rows = JournalLine.objects.filter(about__contains=[matter]).order_by("number")
    return tuple(line_of(row) for row in rows)


def acted_on(matters: Iterable[str]) -> frozenset[str]:
    """Return who has done anything about any of these matters (`person:7`, `system`)."""
    rows = JournalLine.objects.filter(about__overlap=list(matters)).order_by()
    return frozenset(rows.values_list("by", flat=True).distinct())


def done_by(who: str, matter: str) -> frozenset[str]:
    """Return the names of all that this one has done about a matter."""
    rows = JournalLine.objects.filter(by=who, about__contains=[matter])
    return frozenset(rows.values_list("what", flat=True))


def done_in(who: str, matters: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """Return what this one has done about each of these matters, in one question."""
    found: dict[str, frozenset[str]] = {matter: frozenset() for matter in matters}
    own = JournalLine.objects.filter(by=who)
    # Of many matters each line would be compared with each of them: it is quicker to look here.
    rows = (own.filter(about__overlap=list(found)) if len(found) <= FEW else own).values_list("what", "about")
    for what, about in rows:
        found |= {matter: found[matter] | {what} for matter in about if matter in found}
    return found


def last_led(matters: Iterable[str]) -> Mapping[str, datetime]:
    """Return when anything was last done that is first of all about one of these, in one question."""
    rows = JournalLine.objects.filter(about__0__in=list(matters)).order_by()
    return dict(rows.values_list("about__0").annotate(last=Max("at")))


def last_at(matters: Iterable[str]) -> Mapping[str, datetime]:
    """Return when anything was last done about each of these matters, in one question."""
    wanted = frozenset(matters)
    rows = (
        JournalLine.objects.filter(about__overlap=list(wanted)).order_by("number").values_list("at", "about")
    )
    return {matter: at for at, about in rows for matter in about if matter in wanted}


def last_by(what: str, matters: Iterable[str]) -> Mapping[str, str]:
    """Return who has last done this about each of these matters, in one question."""
    wanted = frozenset(matters)
    rows = JournalLine.objects.filter(what=what, about__overlap=list(wanted)).order_by("number")
    return {
        matter: by for by, about in rows.values_list("by", "about") for matter in about if matter in wanted
    }


def matters_of(whats: Iterable[str], before: datetime) -> tuple[str, ...]:
    """Return the first matter of every line that tells one of these and is older than this moment."""
    rows = JournalLine.objects.filter(what__in=list(whats), at__lt=before).order_by("number")
    return tuple(about[0] for about in rows.values_list("about", flat=True))


def digests(most: int | None = None) -> Iterator[str]:
    """Give the digest of every line (of the first ones) in its order: where a line stands can be told."""
    found = JournalLine.objects.order_by("number").values_list("digest", flat=True)[:most]
    return found.iterator(chunk_size=10_000)


def last_of(whats: Iterable[str]) -> hash_chain.Line | None:
    """Return the last line that tells one of these, or None."""
    row = JournalLine.objects.filter(what__in=list(whats)).order_by("-number").first()
    return line_of(row) if row else None


def told_since(whats: Iterable[str], number: int) -> tuple[hash_chain.Line, ...]:
    """Return the lines after this number that tell one of these, oldest first."""
    rows = JournalLine.objects.filter(what__in=list(whats), number__gt=number).order_by("number")
    return tuple(map(line_of, rows))


def origin() -> str:
    """Return the name of this journal in its checkpoints: where its pages are found."""
    return f"{urlsplit(conf()['SITE_URL']).netloc or 'localhost'}/journal"


def leaves(size: int | None = None) -> list[bytes]:
    """Return the digests of the first lines (of all without a size), 32 bytes each."""
    return [bytes.fromhex(digest) for digest in digests(size)]


def checkpoints(most: int | None = None) -> tuple[CheckpointRow, ...]:
    """Return the signed checkpoints, the newest first."""
    return tuple(map(checkpoint_row, JournalCheckpoint.objects.order_by("-size")[:most]))


def newest_checkpoint() -> CheckpointRow | None:
    return next(iter(checkpoints(1)), None)


def checkpoint(size: int) -> CheckpointRow:
    """Return the checkpoint over so many lines; raise NoSuchCheckpoint."""
    if found := JournalCheckpoint.objects.filter(size=size).first():
        return checkpoint_row(found)
    raise NoSuchCheckpoint(size)


def first_signed_after(number: int, at: datetime) -> CheckpointRow | None:
    """Return the first checkpoint over this line that was signed on a later day (UTC) than this moment."""
    midnight = (at.astimezone(UTC) + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    found = JournalCheckpoint.objects.filter(size__gte=number, at__gte=midnight).order_by("size").first()
    return checkpoint_row(found) if found else None


def line_proof(number: int) -> ProofFile:
    """Return the proof of a line under the first checkpoint that covers it; raise NoSuchCheckpoint."""
    covering = JournalCheckpoint.objects.filter(size__gte=number).order_by("size").first()
    proved = line(number)
    if covering is None or proved is None:
        raise NoSuchCheckpoint(number)
    return proof_of(proved, leaves(covering.size), covering.note)


def consistency(earlier: int, size: int) -> tuple[bytes, ...]:
    """Return what shows that the journal only grew between two checkpoints; raise NoSuchCheckpoint."""
    sizes = (checkpoint(earlier).size, checkpoint(size).size)
    if sizes[0] > sizes[1]:
        raise NoSuchCheckpoint(size)
    return consistency_path(leaves(size), earlier)


def checkpoint_row(found: JournalCheckpoint) -> CheckpointRow:
    return CheckpointRow(found.size, found.at, found.root, found.note)


def key_changes() -> tuple[str, ...]:
    """Return the note of every change of the signing key, the first one first."""
    return tuple(KeyChange.objects.order_by("number").values_list("note", flat=True))


def signing_keys() -> tuple[PublicKey, ...]:
    """Return the key that signs now, then those that were given up, the last one first."""
    changes = KeyChange.objects.order_by("-number").values_list("following", "former")
    kept = (public_key(text) for change in changes for text in change)
    return tuple(dict.fromkeys((public_key_of(conf()["SIGNING_KEY"]), *kept)))
