"""Carrying out the order to empty the demo: its processes end, all of it goes, a real house begins."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sanjeh.core.workflow.emptying import ORDER_NAME, EmptyingOrder, order_of
from sanjeh.demo import marking

LOOK_EVERY_S = 0.5
# Whoever gave the order still gets the page with the link.
ANSWERED_WITHIN_S = 1.5


def order_in(data: Path) -> EmptyingOrder | None:
    """Return the order that waits in this folder, or None."""
    try:
        return order_of((data / "demo" / ORDER_NAME).read_bytes())
    except FileNotFoundError:
        return None


@contextmanager
def ended_by_an_order(data: Path) -> Iterator[None]:
    """End this process as Ctrl-C does as soon as the office has ordered that the demo be emptied."""
    is_over = threading.Event()
    waiting = threading.Thread(target=wait_for_order, args=(data, is_over), daemon=True)
    waiting.start()
    try:
        yield
    finally:
        is_over.set()
        waiting.join()


def wait_for_order(data: Path, is_over: threading.Event) -> None:
    while not is_over.wait(LOOK_EVERY_S):
        if order_in(data):
            time.sleep(ANSWERED_WITHIN_S)
            os.kill(os.getpid(), signal.SIGTERM)
            return


def begin_in_earnest(data: Path, order: EmptyingOrder, environment: Mapping[str, str]) -> None:
    """Empty the folder, and let the first officer come in by the link that the office has shown.

    `environment` is the one without the demo's settings.
    """
    os.environ.pop("DATABASE_URL", None)  # the demo's own, which ends with it
    marking.empty(data)
    subprocess.run(
        [sys.executable, "-m", "sanjeh", "demo", "begin"],
        input=order.as_json(),
        env=dict(environment),
        check=True,
    )


def serve_instead(host: str, port: int, environment: Mapping[str, str]) -> None:
    """Become `sanjeh serve`; this does not return."""
    command = [sys.executable, "-m", "sanjeh", "serve", "--host", host, "--port", str(port)]
    os.execve(sys.executable, command, dict(environment))  # noqa: S606 -- as above
