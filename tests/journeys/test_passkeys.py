"""Passkeys in a real browser: made, used alone and as the second step, lost, and never the last to go."""

import pytest
from playwright.async_api import Browser, Page

from tests.journeys.conftest import Site
from tests.journeys.desk import Desk, sat_down
from tests.journeys.passkeys import Authenticator
from tests.stocked import PASSWORD

pytestmark = pytest.mark.acceptance

LAST = "این تنها گام دوم شماست و نقش شما آن را می‌خواهد. نخست راه دیگری بسازید، سپس این را بردارید."
NOT_READ = "کلید خوانده نشد. دوباره بکوشید یا راه دیگری را برگزینید."


async def writes_the_password(desk: Desk) -> None:
    await desk.go("/office/login/")
    await desk.write(username="nika", password=PASSWORD)
    await desk.press("ورود")


async def says_the_password_again(desk: Desk) -> None:
    await desk.page.fill("#password", PASSWORD)
    await desk.press("ادامه")


async def makes_a_key(desk: Desk) -> Authenticator:
    await desk.follow("کلیدهای عبور")
    await desk.follow("ساختن کلید عبور")
    if await desk.page.locator("#password").count():
        await says_the_password_again(desk)
    key = await Authenticator.in_page(desk.page)
    await desk.press("ساختن کلید عبور")
    return key


async def leaves(desk: Desk) -> None:
    await desk.press("خروج")


async def told(page: Page) -> list[str]:
    return await page.locator(".notice-line.error").all_inner_texts()


async def takes_away_the_first_key(desk: Desk) -> list[str]:
    """Return what is told of it."""
    await desk.go("/office/second-factor/passkeys/")
    await desk.follow("برداشتن")
    if await desk.page.locator("#password").count():
        await says_the_password_again(desk)
    async with desk.page.expect_navigation():
        await desk.page.get_by_role("button", name="برداشتن کلید عبور").click()
    return await told(desk.page)


async def sets_a_key_up(desk: Desk) -> tuple[Authenticator, list[str]]:
    """Return the key and the recovery codes that are shown with the first."""
    await writes_the_password(desk)
    await desk.go("/office/")
    key = await makes_a_key(desk)
    codes = await desk.page.locator(".recovery-codes code").all_inner_texts()
    await desk.follow("رفتن به دبیرخانه")
    await leaves(desk)
    return key, codes


async def comes_in_by_the_key_alone(desk: Desk) -> str:
    await desk.go("/office/login/")
    await desk.press("ورود با کلید عبور")
    place = desk.place
    await leaves(desk)
    return place


async def comes_in_by_password_and_key(desk: Desk) -> tuple[str, str]:
    await writes_the_password(desk)
    between = desk.place
    await desk.press("ورود با کلید عبور")
    return between, desk.place


async def comes_in_by_password_and_code(desk: Desk, code: str) -> str:
    await writes_the_password(desk)
    await desk.page.fill("#code", code)
    await desk.press("ورود")
    return desk.place


@pytest.mark.timeout(200)
async def test_a_key_opens_the_door_alone_and_as_the_second_step_and_may_be_lost(
    site: Site, browser: Browser
) -> None:
    desk = await sat_down(browser, site.named)

    key, codes = await sets_a_key_up(desk)
    alone = await comes_in_by_the_key_alone(desk)
    second = await comes_in_by_password_and_key(desk)
    kept = await takes_away_the_first_key(desk)
    await leaves(desk)
    await key.lose()
    without = await comes_in_by_password_and_code(desk, codes[0])
    await desk.go("/office/second-factor/")
    new = await makes_a_key(desk)
    gone = await takes_away_the_first_key(desk)
    left = await desk.page.locator("main ul.latest li a").count()
    held = await new.keys()
    await desk.page.context.close()

    assert (alone, second, without) == ("/office/", ("/office/login/second/", "/office/"), "/office/")
    assert (kept, gone) == ([LAST], [])
    assert (len(codes), left, held) == (10, 1, 1)


@pytest.mark.timeout(200)
async def test_a_key_that_this_site_does_not_know_opens_nothing_and_says_so(
    site: Site, browser: Browser
) -> None:
    desk = await sat_down(browser, site.named)
    await desk.go("/office/login/")
    await Authenticator.in_page(desk.page)

    await desk.page.get_by_role("button", name="ورود با کلید عبور").click()
    said = await desk.page.locator("[data-passkey-failed]:visible").inner_text()
    await desk.page.context.close()

    assert said == NOT_READ
