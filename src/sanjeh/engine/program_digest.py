"""What runs here, as one digest over every file of the installed package."""

import hashlib
from functools import cache
from pathlib import Path

import sanjeh

PACKAGE = Path(sanjeh.__file__).parent
# Made on the machine itself: by the interpreter, and from the catalogues beside them.
MADE_HERE = frozenset({".pyc", ".mo"})


@cache
def program_digest(package: Path = PACKAGE) -> str:
    """Return the SHA-256 over the names and digests of all files, in the order of their names.

    A process runs what it has loaded: it is counted once.
    """
    whole = hashlib.sha256()
    for path in sorted(package.rglob("*")):
        if path.suffix not in MADE_HERE and "__pycache__" not in path.parts and path.is_file():
            name = path.relative_to(package).as_posix()
            whole.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()
