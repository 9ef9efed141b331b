"""A visitor goes from the front page to the evidence behind one mark, by links alone and without script."""

import pytest
from playwright.async_api import Browser

from tests.journeys.conftest import Site

pytestmark = pytest.mark.acceptance


async def test_a_citizen_finds_why_a_body_lost_points(site: Site, browser: Browser) -> None:
    context = await browser.new_context(java_script_enabled=False)
    page = await context.new_page()

    await page.goto(site.url)
    await page.click("nav a:has-text('رتبه‌بندی')")
    await page.click("th.name a:has-text('سازمان نمونه 3')")
    await page.click("details#B1 > summary")
    reason = await page.locator("details#B1 .finding .grade.fair").first.inner_text()
    await page.locator("details#B1 .finding a:has-text('شاهد')").first.click()
    heading = await page.inner_text("h1")
    await context.close()

    assert (reason, heading.partition(":")[0]) == ("هشدار", "شاهد")


async def test_english_is_one_press_away_and_stays(site: Site, browser: Browser) -> None:
    context = await browser.new_context(java_script_enabled=False)
    page = await context.new_page()

    await page.goto(f"{site.url}/ranking/?sort=title")
    await page.click("button:has-text('English')")
    address, heading = page.url, await page.inner_text("h1")
    await page.click("nav a:has-text('Bodies')")
    next_heading = await page.inner_text("h1")
    await context.close()

    assert address == f"{site.url}/en/ranking/?sort=title"
    assert (heading, next_heading) == ("Quality of the electronic services of government bodies", "Bodies")


async def test_the_first_key_leads_to_the_content(site: Site, browser: Browser) -> None:
    context = await browser.new_context()
    page = await context.new_page()

    await page.goto(site.url)
    await page.keyboard.press("Tab")
    first = await page.evaluate("() => document.activeElement.getAttribute('href')")
    await context.close()

    assert first == "#content"
