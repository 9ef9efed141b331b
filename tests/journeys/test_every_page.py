"""Our own pages hold to what we ask of others: axe, Persian contrast, 320 px, no script errors."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page

import sanjeh
from tests.journeys.conftest import PASSWORD, Site

SCRIPTS = Path(sanjeh.__file__).parent / "probes/page"
AXE = ("axe.min.js", "scripts/surely_readable.js", "scripts/contrast.js", "scripts/axe_run.js")
REFLOW = (SCRIPTS / "scripts/reflow.js").read_text("utf-8")
PUBLIC = (
    "/", "/ranking/", "/bodies/", "/bodies/body-3/", "/bodies/body-5/", "/bodies/parent/",
    "/services/10000002000/", "/rounds/", "/rounds/1405-2/", "/rounds/1406-1/audit/",
    "/rounds/1406-1/changes/", "/method/", "/open-data/", "/about-probing/",
    "/accessibility/", "/privacy/", "/terms/", "/licence/", "/contact/", "/help/", "/information/",
    "/feedback/", "/site-map/", "/agreement/", "/notices/", "/notices/1/", "/complaints/",
    "/complaints/track/", "/nowhere/", "/office/login/",
)  # fmt: skip
OFFICE = (
    "/office/",
    "/office/rounds/new/",
    "/office/rounds/1405-2/",
    "/office/complaints/",
    "/office/notices/",
    "/office/feedback/",
    "/office/permissions/",
    "/office/pauses/",
    "/office/catalogue/",
    "/office/catalogue/services/?q=خدمت&sort=code",
    "/office/catalogue/bodies/body-3/",
    "/office/catalogue/services/10000002000/",
    "/office/catalogue/new/body/",
    "/office/catalogue/imports/",
    "/office/catalogue/imports/1/",
)


@dataclass(frozen=True)
class Reader:
    """How somebody looks at a page."""

    language: str
    width: int
    scheme: str


READERS = (
    Reader("fa", 1280, "light"),
    Reader("fa", 320, "dark"),
    Reader("en", 1280, "dark"),
    Reader("en", 320, "light"),
)


async def sign_in(page: Page, site: Site) -> None:
    await page.goto(f"{site.url}/office/login/")
    await page.fill("#id_username", "staff")
    await page.fill("#id_password", PASSWORD)
    await page.click("main button")


async def shortcomings(page: Page, address: str) -> list[str]:
    """Return what is wrong with a page, with everything that can be unfolded unfolded."""
    await page.goto(address)
    await page.evaluate(
        "() => document.querySelectorAll('main details').forEach((one) => { one.open = true; })"
    )
    await page.evaluate("() => document.fonts.ready.then(() => true)")
    for name in AXE:
        await page.evaluate((SCRIPTS / name).read_text("utf-8"))
    seen = await page.evaluate("sanjehAxe.alone()")  # no page of ours has frames
    reflow = await page.evaluate(REFLOW)
    found = [
        f"{one['rule']}: {json.dumps(one['places'][:2], ensure_ascii=False)}" for one in seen["violations"]
    ]
    if reflow["overflow_px"]:
        found.append(f"wider than the window by {reflow['overflow_px']} px: {reflow['offenders']}")
    return found


@pytest.mark.timeout(400)
@pytest.mark.parametrize("reader", READERS, ids=lambda reader: f"{reader.language}-{reader.width}")
async def test_every_page_is_fit_for_everyone(site: Site, browser: Browser, reader: Reader) -> None:
    context = await browser.new_context(
        viewport={"width": reader.width, "height": 800},
        color_scheme="dark" if reader.scheme == "dark" else "light",
        reduced_motion="reduce",  # colours are judged at rest, not on their way
    )
    await context.add_cookies([{"name": "django_language", "value": reader.language, "url": site.url}])
    page = await context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console",
        lambda said: errors.append(said.text) if said.type == "error" and "404" not in said.text else None,
    )

    await sign_in(page, site)
    wrong = {
        address: found
        for address in (*PUBLIC, f"/evidence/{site.visit}/", *OFFICE)
        if (found := await shortcomings(page, f"{site.url}{address}"))
    }
    await context.close()

    assert wrong == {}
    assert errors == []
