"""Where a page says in which direction it is read."""

import pytest
from playwright.async_api import Page

from sanjeh.core.probing.artifacts.page import Writing
from sanjeh.probes.page.axe import call
from tests.probes.page.small_pages import small_page


@pytest.mark.parametrize(
    ("markup", "has_dir"),
    [
        ("<html dir=rtl><body>سلام", True),
        ("<body dir=rtl><p>سلام</p><nav dir=ltr>راهنما</nav>", True),
        ("<body><main dir=rtl>سلام</main>", False),
        ("<body style='direction:rtl'>سلام", False),
    ],
)
async def test_the_body_may_say_the_direction_as_well_as_the_root(
    board: Page, markup: str, *, has_dir: bool
) -> None:
    async with small_page(board, f"<!doctype html><title>x</title>{markup}") as page:
        writing = Writing.model_validate(await page.worlds.ask(call("writing")))

    assert writing.has_dir is has_dir
