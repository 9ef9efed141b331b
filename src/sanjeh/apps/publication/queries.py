"""Reading editions."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from django.db.models import Max

from sanjeh.apps.conf import conf
from sanjeh.apps.journal import queries as journal
from sanjeh.apps.notices import queries as notices
from sanjeh.apps.publication.models import Edition
from sanjeh.apps.rounds import queries as rounds
from sanjeh.apps.scans.unseen import Unseen, unseen
from sanjeh.core.integrity.hash_chain import Fact
from sanjeh.core.integrity.references import Subject
from sanjeh.core.scheduling.rises import is_ordinary
from sanjeh.core.text.words import Words
from sanjeh.core.workflow.rounds import RoundMove
from sanjeh.edition.archive import archive_name, write_archive
from sanjeh.edition.sign import PublicKey, public_key

# What the journal calls a look at what was not seen.
REVIEWED = "round.unseen_reviewed"


class NoSuchEdition(LookupError):
    """There is no such edition, or it holds no such file."""


@dataclass(frozen=True, slots=True)
class EditionFile:
    name: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class EditionRow:
    """One edition; `reason` says why a later one was needed, `key_id` is empty where nothing was signed.

    `category` is that of the bodies of the round, empty where it was of all.
    """

    round_code: str
    round_title: Words
    number: int
    made_at: datetime
    reason: str
    result_version: int
    manifest_sha256: str
    key_id: str
    files: tuple[EditionFile, ...]
    category: str = ""

    @property
    def archive(self) -> str:
        """Return the name of its archive, and of the folder in it, without its ending."""
        return archive_name(self.round_code, self.number)


def edition_row(found: Edition) -> EditionRow:
    return EditionRow(
        round_code=found.round.code,
        round_title=Words(found.round.title_fa, found.round.title_en),
        number=found.number,
        made_at=found.made_at,
        reason=found.reason,
        result_version=found.result.version,
        manifest_sha256=found.manifest_sha256,
        key_id=public_key(found.public_key).id if found.public_key else "",
        files=tuple(EditionFile(**one) for one in found.files),
        category=found.round.category,
    )


def editions(round_code: str = "") -> tuple[EditionRow, ...]:
    """Return all editions, or those of a round, the newest first."""
    found = Edition.objects.select_related("round", "result").order_by("-made_at", "-pk")
    if round_code:
        found = found.filter(round__code=round_code)
    return tuple(edition_row(one) for one in found)


def latest() -> EditionRow | None:
    """Return the newest edition of all rounds, or None before the first."""
    found = Edition.objects.select_related("round", "result").order_by("-made_at", "-pk").first()
    return edition_row(found) if found else None


def changed_at() -> datetime | None:
    """Return when what everybody may read changed last: by an edition or by a notice."""
    edition = Edition.objects.aggregate(at=Max("made_at"))["at"]
    moments = [at for at in (edition, notices.last_at()) if at]
    return max(moments, default=None)


def edition(round_code: str, number: int) -> EditionRow:
    """Return one edition; raise NoSuchEdition."""
    return edition_row(stored(round_code, number))


def stored(round_code: str, number: int) -> Edition:
    found = Edition.objects.select_related("round", "result")
    one = found.filter(round__code=round_code, number=number).first()
    if one is None:
        raise NoSuchEdition(f"{round_code}/{number}")
    return one


def folder_name(round_code: str, number: int) -> str:
    """Return where an edition lies below the folder of editions, which a restore may put anywhere."""
    return f"{round_code}/{number}"


def edition_file(round_code: str, number: int, name: str) -> Path:
    """Return where a file of an edition lies; only listed names are given out, so no path can escape."""
    found = stored(round_code, number)
    if name not in {one["name"] for one in found.files}:
        raise NoSuchEdition(f"{round_code}/{number}/{name}")
    return conf()["EDITIONS"] / found.folder / name


def edition_archive(round_code: str, number: int) -> IO[bytes]:
    """Return all files of an edition as one open zip file; raise NoSuchEdition."""
    found = stored(round_code, number)
    names = [str(one["name"]) for one in found.files]
    return write_archive(conf()["EDITIONS"] / found.folder, names, archive_name(round_code, number))


def public_keys() -> tuple[PublicKey, ...]:
    """Return the key that signs now, those it has followed, then any other that signed an edition."""
    signed = Edition.objects.exclude(public_key="").order_by("-made_at", "-pk")
    stored = map(public_key, signed.values_list("public_key", flat=True))
    return tuple(dict.fromkeys((*journal.signing_keys(), *stored)))


def next_move(round_code: str) -> RoundMove | None:
    """Return what has to be done next to bring the round on, or None when nothing is left."""
    moves = rounds.round_page(round_code).moves
    return moves[0].move if moves else None


def figures(missing: Unseen) -> dict[str, Fact]:
    """Return what a reviewer has looked at: other figures want another look."""
    return {"look": missing.look, "count": missing.count, "of": missing.of}


def unusual(round_code: str) -> Unseen | None:
    """Return what was unseen where it is more than an ordinary round has, None where it is not."""
    missing = unseen(round_code)
    former = Edition.objects.exclude(round__code=round_code).filter(round__scope=rounds.get(round_code).scope)
    last = former.order_by("-made_at", "-pk").values_list("round__code", flat=True).first()
    share = unseen(last).share if last else None
    return None if is_ordinary(missing.count, missing.of, share) else missing


def reviewers(round_code: str, missing: Unseen) -> frozenset[str]:
    """Return who has looked at these very figures (`person:7`)."""
    lines = journal.lines_about(Subject.ROUND.named(round_code))
    looked = (one.entry for one in lines if one.entry.what == REVIEWED)
    return frozenset(one.by for one in looked if dict(one.facts) == figures(missing))
