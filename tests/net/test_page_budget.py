"""A page may load so many requests and unpacked bytes, and not one more."""

from collections.abc import Callable
from typing import Any

import pytest

from sanjeh.core.probing.failures import Reason
from sanjeh.net.page_budget import PageBudget

REQUESTS, UNPACKED_BYTES, DOCUMENT_BYTES = 400, 100_000_000, 5_000_000


class Page:
    """Tells the allowance of requests and bytes, as a browser's session would."""

    def __init__(self) -> None:
        self.shut = 0
        self.budget = PageBudget(self._shut)
        self._listeners: dict[str, Callable[[dict[str, Any]], None]] = {}
        self.budget.listen(self)  # type: ignore[arg-type]

    def _shut(self) -> None:
        self.shut += 1

    def on(self, event: str, listener: Callable[[dict[str, Any]], None]) -> None:
        self._listeners[event] = listener

    def ask(
        self, name: str, *, frame: str = "main", loader: str = "page", url: str = "https://a.test/"
    ) -> None:
        event = {"requestId": name, "loaderId": loader, "frameId": frame, "request": {"url": url}}
        self._listeners["Network.requestWillBeSent"](event)

    def receive(self, name: str, size_bytes: int) -> None:
        self._listeners["Network.dataReceived"]({"requestId": name, "dataLength": size_bytes})

    @property
    def failure(self) -> Reason | None:
        return self.budget.failure.reason if self.budget.failure else None


def page() -> Page:
    """Return a page whose document was asked for."""
    opened = Page()
    opened.ask("page")
    return opened


def test_the_last_request_of_the_share_goes_out_and_the_next_shuts_the_page() -> None:
    opened = page()
    for number in range(REQUESTS - 1):
        opened.ask(f"picture {number}")
    before = opened.shut

    opened.ask("one more")

    assert (before, opened.shut, opened.failure) == (0, 1, None)


@pytest.mark.parametrize("scheme", ["data:", "blob:", "about:", "chrome"])
def test_what_asks_nobody_is_no_request(scheme: str) -> None:
    opened = page()

    for number in range(2 * REQUESTS):
        opened.ask(f"inline {number}", url=f"{scheme}image")

    assert opened.shut == 0


def test_unpacked_bytes_of_all_resources_are_summed_up_to_the_share() -> None:
    opened = page()
    opened.receive("picture", UNPACKED_BYTES // 2)
    opened.receive("film", UNPACKED_BYTES // 2)
    before = opened.shut

    opened.receive("page", 1)

    assert (before, opened.shut, opened.failure) == (0, 1, None)


def test_a_document_is_read_up_to_its_own_share_and_fails_with_the_next_byte() -> None:
    opened = page()
    opened.receive("page", DOCUMENT_BYTES)
    before = (opened.shut, opened.failure)

    opened.receive("page", 1)

    assert (before, opened.shut, opened.failure) == ((0, None), 1, Reason.BODY_TOO_LARGE)


def test_only_the_document_of_the_page_itself_has_that_share() -> None:
    opened = page()
    opened.ask("inner", frame="frame", loader="inner")

    opened.receive("inner", DOCUMENT_BYTES + 1)
    opened.receive("picture", DOCUMENT_BYTES + 1)

    assert (opened.shut, opened.failure) == (0, None)


def test_a_page_that_leads_on_begins_a_new_document() -> None:
    opened = page()
    opened.receive("page", DOCUMENT_BYTES)

    opened.ask("next", loader="next")
    opened.receive("next", DOCUMENT_BYTES)

    assert (opened.shut, opened.failure) == (0, None)
