"""Files that are there whole or not at all: written beside their place, then given their name."""

import os
import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

UNFINISHED = "unfinished-"  # what begins so was left by a writer that was stopped


def write_file(path: Path, content: bytes) -> None:
    """Write a file that only we may read, or put it in the place of the one that is there."""
    _draft(path, content).replace(path)


def write_new_file(path: Path, content: bytes) -> None:
    """Write a file that only we may read, unless another process was first: its file stays."""
    draft = _draft(path, content)
    with suppress(FileExistsError):
        path.hardlink_to(draft)
    draft.unlink()


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder of files that nobody may change; what an interrupted writer left there is replaced.

    All of it is on the disk when this returns: who notes it in a table may lose power the moment after.
    """
    known = {above for above in folder.parents if above.exists()}
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    for name, content in files.items():
        _write_through(beside / name, content)
        (beside / name).chmod(0o444)
    beside.chmod(0o755)
    _reach_disk(beside)
    if folder.exists():
        shutil.rmtree(folder)
    beside.rename(folder)
    for above in _new_above(folder, known):
        _reach_disk(above)


def _write_through(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _reach_disk(folder: Path) -> None:
    """Wait until the names in a folder are on the disk; fsync(2) of a file does not see to that."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _new_above(folder: Path, known: Collection[Path]) -> Iterator[Path]:
    """Yield the folders above that were made for this one, and the nearest that was there before."""
    for above in folder.parents:
        yield above
        if above in known:
            return


def _draft(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=UNFINISHED)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    return Path(draft)
