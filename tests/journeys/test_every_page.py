"""Our own pages hold to what we ask of others: axe, Persian contrast, 320 px, no script errors."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from django.conf import settings
from playwright.async_api import Browser, Page

import sanjeh
from sanjeh.probes.page.axe import call
from tests.journeys.conftest import Site

SCRIPTS = Path(sanjeh.__file__).parent / "probes/page"
AXE = ("axe.min.js", "scripts/surely_readable.js", "scripts/contrast.js", "scripts/axe_run.js")
REFLOW = call("reflow")
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
    "/office/start/",
    "/office/start/empty/",
    "/office/people/",
    "/office/people/invite/",
    "/office/authority/",
    "/office/inbox/",
    "/office/messages/",
    "/office/second-factor/",
    "/office/methods/",
    "/office/agreement/",
    "/office/agreement/1/",
    "/office/rounds/",
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


Scheme = Literal["light", "dark"]


@dataclass(frozen=True)
class Sight:
    """How somebody looks at a page; a narrow window is scrolled and folded, not loaded again."""

    width: int
    scheme: Scheme


SIGHTS = {
    "fa": (Sight(1280, "light"), Sight(320, "dark")),
    "en": (Sight(1280, "dark"), Sight(320, "light")),
}


async def shortcomings(page: Page, address: str, sights: tuple[Sight, ...]) -> list[str]:
    """Return what is wrong with a page at each sight of it, all that can be unfolded being unfolded."""
    await look_at(page, sights[0])
    await page.goto(address)
    await page.evaluate(
        "() => document.querySelectorAll('main details').forEach((one) => { one.open = true; })"
    )
    return [found for sight in sights for found in await seen_wrong(page, sight)]


async def look_at(page: Page, sight: Sight) -> None:
    await page.set_viewport_size({"width": sight.width, "height": 800})
    await page.emulate_media(color_scheme=sight.scheme)


async def seen_wrong(page: Page, sight: Sight) -> list[str]:
    await look_at(page, sight)
    await page.evaluate("() => document.fonts.ready.then(() => true)")
    for name in AXE:  # anew: they remember the colours of the sight before
        await page.evaluate((SCRIPTS / name).read_text("utf-8"))
    seen = await page.evaluate("sanjehAxe.alone()")  # no page of ours has frames
    reflow = await page.evaluate(REFLOW)
    found = [
        f"{sight.width}: {one['rule']}: {json.dumps(one['places'][:2], ensure_ascii=False)}"
        for one in seen["violations"]
    ]
    if reflow["overflow_px"]:
        found.append(f"wider than the window by {reflow['overflow_px']} px: {reflow['offenders']}")
    return found


@pytest.mark.timeout(400)
@pytest.mark.parametrize("language", SIGHTS)
async def test_every_page_is_fit_for_everyone(site: Site, browser: Browser, language: str) -> None:
    context = await browser.new_context(reduced_motion="reduce")  # colours are judged at rest
    cookies = {"django_language": language, settings.SESSION_COOKIE_NAME: site.session}
    await context.add_cookies([{"name": name, "value": cookies[name], "url": site.url} for name in cookies])
    page = await context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console",
        lambda said: errors.append(said.text) if said.type == "error" and "404" not in said.text else None,
    )

    wrong = {
        address: found
        for address in (*PUBLIC, f"/evidence/{site.visit}/", *OFFICE)
        if (found := await shortcomings(page, f"{site.url}{address}", SIGHTS[language]))
    }
    await context.close()

    assert wrong == {}
    assert errors == []
