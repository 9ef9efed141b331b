"""A complaint goes its whole way in the browser, from the form to the appeal and what is asked after."""

import os
import re
from functools import partial

import pytest
from django.conf import settings
from playwright.async_api import Browser

from sanjeh.apps.desk.kinds import SeatRole
from tests.journeys.behind import ABOUT, behind
from tests.journeys.conftest import Site
from tests.journeys.desk import Desk, sat_down

pytestmark = pytest.mark.acceptance

POINT = "پاسخ تلفنی تند بود و گوشی را گذاشتند."


async def entered(browser: Browser, site: Site, session: str) -> Desk:
    desk = await sat_down(browser, site.url)
    await desk.page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": site.url}]
    )
    return desk


async def lodged(desk: Desk) -> tuple[int, str]:
    await desk.go("/complaints/")
    await desk.page.select_option("#id_kind", "conduct")
    await desk.write(about_person=ABOUT, first=POINT)
    await desk.press("ثبت شکایت")
    number = await desk.page.inner_text(".receipt-number")
    return int(number), await desk.page.inner_text(".receipt-code")


async def tracked(desk: Desk, number: int, code: str) -> str:
    await desk.go("/complaints/track/")
    await desk.write(number=str(number), code=code)
    await desk.press("نشان بده")
    return await desk.page.inner_text("main")


async def admitted(desk: Desk, case: str) -> None:
    await desk.go(case)
    await desk.press("پذیرش و قرعه")


async def answered(desk: Desk) -> None:
    """Let the other side find the complaint on the own first page, and answer it."""
    await desk.go("/office/")
    await desk.page.locator("#mine a", has_text=re.compile("پاسخ به شکایت")).click()
    await desk.page.fill("#answer", "پوزش می‌خواهم.")
    await desk.press("ثبت پاسخ")


async def ruled(handler: Desk, reader: Desk, case: str) -> None:
    await handler.go(case)
    await handler.page.check("#verdict-1-not_upheld")
    await handler.page.fill("#reasons-1", "گفت‌وگو شنیده شد.")
    await handler.press("سپردن به خواننده‌ی دوم")
    await reader.go(case)
    await reader.press("امضا و صدور رأی")


async def voted(member: Desk, case: str) -> None:
    await member.go(case)
    await member.page.check("#vote-stands")
    await member.page.fill("#vote-words", "رأی درست است.")
    await member.press("مهر کردن رأی")


@pytest.mark.timeout(300)
async def test_a_complaint_goes_its_whole_way(site: Site, browser: Browser) -> None:
    enter, complainant = partial(entered, browser, site), await sat_down(browser, site.url)
    with behind(f"sanjeh_journey_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}") as house:
        admits, about = house("staffed")
        number, code = await lodged(complainant)
        case = f"/office/complaints/{number}/"

        await admitted(await enter(admits), case)
        (handles,) = house("night", number, SeatRole.HANDLER)
        await answered(await enter(about))
        (reads,) = house("seated", number, SeatRole.READER)
        await ruled(await enter(handles), await enter(reads), case)
        served = await tracked(complainant, number, code)
        await complainant.page.fill("#appeal-words", "گواه ما دیده نشد.")
        await complainant.press("ثبت اعتراض")
        for votes in house("night", number, SeatRole.PANEL):
            await voted(await enter(votes), case)
        closed = await tracked(complainant, number, code)
        asked = house("asked_after", number, code)

    assert "اکنون: رأی به شاکی رسید" in served
    assert [words in served for words in ("پوزش می‌خواهم.", "گفت‌وگو شنیده شد.", "وارد نیست")] == [True] * 3
    assert "اکنون: بسته شد" in closed
    assert asked == ["29", "False"]
