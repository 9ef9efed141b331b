"""Who may use this machine at the same time: looks beside one another, a measurement of speed alone.

Two locks on files serve every process of this user: `machine` is held while looking, and who wants to be
alone holds `queue` first, so that those who come later wait there and those at work can finish.
"""

import asyncio
import fcntl
import os
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

_ASK_AGAIN_S = 0.05


@asynccontextmanager
async def exclusive_access(*, is_alone: bool) -> AsyncIterator[None]:
    """Wait for this machine and hold it: alone for a timed look, beside others for the rest."""
    kind = fcntl.LOCK_EX if is_alone else fcntl.LOCK_SH
    # These names of files stay: a process of an earlier release may hold them.
    queue, machine = _opened("door"), _opened("room")
    try:
        await _lock(queue, kind)
        await _lock(machine, kind)
        if not is_alone:
            fcntl.flock(queue, fcntl.LOCK_UN)
        yield
    finally:
        os.close(machine)  # closing gives both locks back, as does the end of the process, however it ends
        os.close(queue)


def _opened(name: str) -> int:
    """Open a lock of this user; a link that somebody else has put there is not followed."""
    path = Path(tempfile.gettempdir()) / f"sanjeh-{os.getuid()}-{name}.lock"
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)


async def _lock(file: int, kind: int) -> None:
    """Wait for the lock without holding up the event loop."""
    while True:
        try:
            fcntl.flock(file, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            await asyncio.sleep(_ASK_AGAIN_S)
        else:
            return
