"""Who stays when a run is killed without a chance to tidy up: `python -m sanjeh.operate.guardian DATA`.

It holds the lock of the data folder together with the run that started it, and listens to it. When that run
goes without a farewell, its processes and its database are ended here, and the folder is free only then.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sanjeh.config import embedded, leftovers, postgres_programs

FAREWELL = b"farewell"
END_S, AFTER_S = 10.0, 1.0


@contextmanager
def guarded(data: Path, lock: int) -> Iterator[int]:
    """Have a guardian for as long as the block runs; give its process number."""
    guardian = subprocess.Popen(  # noqa: S603 -- our own command alone
        [sys.executable, "-m", "sanjeh.operate.guardian", str(data)],
        stdin=subprocess.PIPE,
        pass_fds=(lock,),
        env=postgres_programs.surroundings(),
        start_new_session=True,  # Ctrl-C is the run's to hear, not ours
    )
    try:
        yield guardian.pid
    finally:
        with suppress(BrokenPipeError, subprocess.TimeoutExpired):  # it was killed, or is stopped
            guardian.communicate(FAREWELL, timeout=END_S)
        guardian.kill()
        guardian.wait()


def watch_over(data: Path) -> None:
    """Wait for the farewell of the run that started us; tidy up after one that is gone without it."""
    for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(one, signal.SIG_IGN)
    if os.read(sys.stdin.fileno(), len(FAREWELL)) == FAREWELL:
        return
    leftovers.end_household(data)
    time.sleep(AFTER_S)  # a server that was just being started has noted itself by now
    if embedded.at_work(data / "postgres"):
        embedded.stop_unless_used(data / "postgres")


if __name__ == "__main__":
    watch_over(Path(sys.argv[1]))
