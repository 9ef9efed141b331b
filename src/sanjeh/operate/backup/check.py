"""Whether a backup leads back to what was there: tried beside the installation, which is not touched."""

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import psycopg

from sanjeh.config import database, embedded
from sanjeh.core.integrity import hash_chain
from sanjeh.edition.verify import verify_edition
from sanjeh.engine.evidence import EvidenceDamaged, EvidenceStore
from sanjeh.operate.backup import archive, dump
from sanjeh.operate.backup.figures import differences, figures_of, letters, lines

SCRATCH = ".sanjeh-check-"


def check(file: Path, beside: Path) -> tuple[archive.Manifest, tuple[str, ...]]:
    """Restore into a scratch database of its own and compare; return the manifest and what is wrong.

    Raise NoBackup where the file itself was changed. `beside` is where there is room for all of it, twice.
    """
    with tempfile.TemporaryDirectory(dir=not_too_deep(beside), prefix=SCRATCH) as scratch:
        home = Path(scratch)
        home.chmod(0o755)  # the server has a user of its own
        manifest = archive.unpack(file, home / "backup")
        pgdata = home / "postgres"
        with embedded.running(pgdata):
            settings = database.settings_of(embedded.url_of(pgdata, embedded.SUPERUSER))
            dump.load(settings, home / "backup" / archive.DUMP)
            return manifest, tuple(wrong_in(home / "backup", manifest, settings))


def not_too_deep(beside: Path) -> Path:
    """Return this folder, or the system's own for scratch where a socket below it would lie too deep."""
    socket = beside / f"{SCRATCH}{'x' * 8}" / "postgres" / embedded.SOCKET_NAME
    fits = len(str(socket).encode()) <= embedded.LONGEST_SOCKET_PATH
    return beside if fits else Path(tempfile.gettempdir())


def wrong_in(data: Path, manifest: archive.Manifest, settings: dict[str, object]) -> Iterator[str]:
    """Yield what is not as it was kept: tables, journal, evidence, and every number of every edition."""
    with psycopg.connect(database.conninfo(settings)) as connection:
        found = figures_of(connection)
        yield from differences(manifest.figures, found)
        if broken := hash_chain.verify_chain(lines(connection)):
            yield f"the journal is broken at line {broken.number}: {broken.why}"
        yield from damaged_letters(data / "letters", letters(connection))
    yield from damaged_editions(data / "editions", manifest.figures.editions)
    yield from damaged_evidence(EvidenceStore(data / "evidence"))


def damaged_letters(folder: Path, digests: Iterable[str]) -> Iterator[str]:
    """Yield each letter behind a mandate or an invitation whose file is not what was kept."""
    for digest in digests:
        path = folder / digest[:2] / digest
        if not path.is_file():
            yield f"letter {digest} is missing"
        elif archive.digest_of(path) != digest:
            yield f"letter {digest} is damaged"


def damaged_editions(folder: Path, editions: dict[str, str]) -> Iterator[str]:
    for name in editions:
        if not (folder / name).is_dir():
            yield f"edition {name} is missing"
            continue
        yield from (f"edition {name}: {one.file} is damaged" for one in verify_edition(folder / name))


def damaged_evidence(store: EvidenceStore) -> Iterator[str]:
    for blob in store.blobs():
        try:
            store.read(blob.digest)
        except EvidenceDamaged as damaged:
            yield f"evidence: {damaged}"
