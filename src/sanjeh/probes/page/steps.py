"""The steps of a visit: each has its own deadline and its own failure, and what was seen before it stays."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from playwright.async_api import Error as BrowserError

from sanjeh.core.probing.artifacts.page import StepFailure
from sanjeh.core.probing.failures import CaptureFailed, Reason

Result = TypeVar("Result")


class Steps:
    """Takes one step after another; a page that died makes all later steps fail at once, with that reason."""

    def __init__(
        self, is_alive: Callable[[], Awaitable[bool]], total_s: float, documents: Callable[[], int] = int
    ) -> None:
        """Give all steps together `total_s` seconds from now on; `documents` counts those that came."""
        self._is_alive, self._documents = is_alive, documents
        self._ends_at = asyncio.get_running_loop().time() + total_s
        self._deadline: asyncio.Timeout | None = None
        self._dead: Reason | None = None
        self._failures: list[StepFailure] = []

    @property
    def failures(self) -> tuple[StepFailure, ...]:
        return tuple(self._failures)

    def died(self, reason: Reason) -> None:
        """Note that the page can show nothing more; the step that is waiting for it waits no longer."""
        self._dead = self._dead or reason
        if self._deadline and not self._deadline.expired():
            self._deadline.reschedule(asyncio.get_running_loop().time())

    async def take(self, name: str, seconds: float, work: Callable[[], Awaitable[Result]]) -> Result | None:
        """Return what the step saw, or None after noting why it saw nothing."""
        seconds = min(seconds, self._ends_at - asyncio.get_running_loop().time())
        if self._dead or seconds <= 0:
            self._failed(name, self._dead or Reason.STEP_TIMEOUT, "")
            return None
        before = self._documents()
        try:
            async with asyncio.timeout(seconds) as self._deadline:
                return await work()
        except TimeoutError:
            if not self._dead and not await self._is_alive():
                self._dead = Reason.PAGE_HUNG
            late = Reason.STEP_TIMEOUT if self._documents() == before else Reason.PAGE_RESTLESS
            self._failed(name, self._dead or late, f"{seconds:.3g} s")
        except CaptureFailed as failed:
            self._failed(name, failed.reason, failed.detail)
        except BrowserError as error:
            self._failed(name, self._dead or reason_of(error), first_line(error))
        finally:
            self._deadline = None
        return None

    def _failed(self, name: str, reason: Reason, detail: str) -> None:
        self._failures.append(StepFailure(step=name, reason=reason, detail=detail))


_REASONS = (
    ("crashed", Reason.PAGE_CRASHED),
    ("has been closed", Reason.BROWSER_CRASHED),
    ("Execution context was destroyed", Reason.PAGE_RESTLESS),
    ("Cannot find context", Reason.PAGE_RESTLESS),
    ("Inspected target navigated", Reason.PAGE_RESTLESS),
    ("No frame for given id", Reason.PAGE_RESTLESS),
    ("page is navigating", Reason.PAGE_RESTLESS),
    ("interrupted by another navigation", Reason.PAGE_RESTLESS),
    ("Frame was detached", Reason.PAGE_RESTLESS),
    ("Timeout", Reason.STEP_TIMEOUT),
    ("ERR_NAME_NOT_RESOLVED", Reason.NAME_UNKNOWN),
    ("ERR_CONNECTION_REFUSED", Reason.CONNECT_REFUSED),
    ("ERR_CONNECTION_TIMED_OUT", Reason.CONNECT_TIMEOUT),
    ("ERR_TIMED_OUT", Reason.TOTAL_TIMEOUT),
    ("ERR_TOO_MANY_REDIRECTS", Reason.TOO_MANY_REDIRECTS),
    ("ERR_SSL", Reason.TLS_FAILED),
    ("ERR_CERT", Reason.TLS_FAILED),
    ("ERR_EMPTY_RESPONSE", Reason.CONNECTION_RESET),
    ("ERR_INVALID", Reason.BAD_RESPONSE),
    ("ERR_CONNECTION_RESET", Reason.CONNECTION_RESET),
    ("ERR_CONNECTION_CLOSED", Reason.CONNECTION_RESET),
    ("Download is starting", Reason.NOT_HTML),
    ("ERR_ABORTED", Reason.NOT_HTML),
)


def reason_of(error: BrowserError) -> Reason:
    """Return what a browser's error means; what we do not know is our own fault."""
    return next((reason for sign, reason in _REASONS if sign in error.message), Reason.PROBE_BROKEN)


def first_line(error: BrowserError) -> str:
    return error.message.splitlines()[0][:200] if error.message else ""
