"""Which fonts this machine has: pages that bring none are drawn with these, so a capture names them."""

import hashlib
import shutil
import subprocess
from functools import cache

_PATIENCE_S = 20
UNKNOWN = "unknown, for there is no fc-list here"


@cache
def installed_fonts() -> str:
    """Return how many faces fontconfig offers and the SHA-256 of their list, or why that is unknown.

    The list holds family, style and version of each face, sorted; where the files lie does not matter.
    """
    command = shutil.which("fc-list")
    if command is None:
        return UNKNOWN
    form = "%{family}\t%{style}\t%{fontversion}\n"
    listed = subprocess.run(  # noqa: S603 -- a command of the system, with no word from outside
        [command, "--format", form], capture_output=True, check=True, timeout=_PATIENCE_S
    )
    faces = sorted(set(listed.stdout.splitlines()))
    digest = hashlib.sha256(b"\n".join(faces)).hexdigest()
    return f"{len(faces)} faces, sha256 {digest}"


@cache
def draws_persian() -> bool | None:
    """Return whether some face has the letters of Persian; None where fontconfig cannot be asked."""
    command = shutil.which("fc-list")
    if command is None:
        return None
    listed = subprocess.run(  # noqa: S603 -- as above
        [command, ":lang=fa", "family"], capture_output=True, check=True, timeout=_PATIENCE_S
    )
    return bool(listed.stdout.strip())
