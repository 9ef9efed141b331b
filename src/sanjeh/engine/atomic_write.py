"""Files that are there whole or not at all: written beside their place, then given their name."""

import os
import shutil
import tempfile
from collections.abc import Mapping
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
    """Write a folder of files that nobody may change; what an interrupted writer left there is replaced."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    for name, content in files.items():
        (beside / name).write_bytes(content)
        (beside / name).chmod(0o444)
    beside.chmod(0o755)
    if folder.exists():
        shutil.rmtree(folder)
    beside.rename(folder)


def _draft(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=UNFINISHED)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    return Path(draft)
