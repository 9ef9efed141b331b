"""The processes of one installation: started together, watched together, none left behind."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

GRACE_S = 10.0
STANDARD_ERROR = 2


class ChildEnded(Exception):
    """A process that should run for good has ended; `log` is where it said why, None for our own errors."""

    def __init__(self, name: str, status: int, log: Path | None) -> None:
        where = "stand above" if log is None else f"are in {log}"
        super().__init__(f"{name} ended with status {status}; its last words {where}")
        self.name = name
        self.status = status
        self.log = log


@dataclass
class Children:
    """A household of processes; leaving the `with` block ends them all, the youngest first.

    What they say goes to our own standard error, or to a file each in the folder `logs`.
    """

    logs: Path | None = None
    environment: dict[str, str] = field(default_factory=dict)
    _running: list[tuple[str, "subprocess.Popen[bytes]"]] = field(default_factory=list)

    def __enter__(self) -> Self:
        if self.logs:
            self.logs.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(self, *_: object) -> None:
        for _name, process in reversed(self._running):
            end(process)

    def start(self, name: str, command: list[str]) -> None:
        """Start a process whose output goes to its log."""
        with self._output(name) as output:
            process = subprocess.Popen(  # noqa: S603 -- our own commands alone
                [*ends_with_parent(), *command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=os.environ | self.environment,
                start_new_session=True,  # Ctrl-C reaches us alone; we end the others in order
            )
        self._running.append((name, process))

    def check(self) -> None:
        """Raise ChildEnded when one of them is no longer there."""
        for name, process in self._running:
            if (status := process.poll()) is not None:
                raise ChildEnded(name, status, self.log_of(name))

    def wait_until(self, ready: Callable[[], bool], within_s: float) -> bool:
        """Return whether it became ready in time; raise ChildEnded when a process ends meanwhile."""
        deadline = time.monotonic() + within_s
        while not ready():
            self.check()
            if time.monotonic() > deadline:
                return False
            time.sleep(0.1)
        return True

    def log_of(self, name: str) -> Path | None:
        """Return the file to which a process speaks, None for our own standard error."""
        return self.logs / f"{name}.log" if self.logs else None

    @contextlib.contextmanager
    def _output(self, name: str) -> Iterator[int]:
        log = self.log_of(name)
        if log is None:
            yield STANDARD_ERROR
            return
        with log.open("ab") as file:
            yield file.fileno()


def ends_with_parent() -> list[str]:
    """Return a prefix that ends the child when its parent is killed without a chance to tidy up."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "TERM"] if setpriv else []


def end(process: "subprocess.Popen[bytes]") -> None:
    """Ask the process to end, then its whole group, then insist."""
    if process.poll() is None:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):  # it had its time; the group's end follows
            process.wait(GRACE_S)
    with contextlib.suppress(ProcessLookupError):  # the whole group is gone already, as it should be
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
