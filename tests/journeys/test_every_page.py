"""Our own pages hold to what we ask of others: axe, Persian contrast, 320 px, no script errors."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from django.conf import settings
from playwright.async_api import Browser, ConsoleMessage, Page

import sanjeh
from sanjeh.probes.page.axe import call
from tests.every_address import Reader
from tests.journeys.conftest import Site

pytestmark = pytest.mark.acceptance

SCRIPTS = Path(sanjeh.__file__).parent / "probes/page"
COLOURS = "scripts/surely_readable.js"  # anew at each sight: it remembers the colours of the one before
AXE = ("axe.min.js", "scripts/contrast.js", "scripts/axe_run.js")
ALL = "sanjehAxe.criteria"
LOOKS = "['color-contrast', 'link-in-text-block', 'scrollable-region-focusable', 'target-size']"
REFLOW = call("reflow")
UNFOLD = "document.querySelectorAll('main details').forEach((one) => { one.open = true; })"
NOWHERE = "/nowhere/"  # what stands where there is no page
Scheme = Literal["light", "dark"]


@dataclass(frozen=True)
class Sight:
    """How somebody looks at a page; a narrow window is scrolled and folded, not loaded again.

    All rules are asked once of each text; only those of `LOOKS` say another thing at another colour or size.
    """

    width: int
    scheme: Scheme
    rules: str = ALL


# Every two of language, width and scheme meet, and each language is asked for everything at another width.
SIGHTS = {
    "fa": (Sight(1280, "light"), Sight(320, "dark", LOOKS)),
    "en": (Sight(1280, "dark", LOOKS), Sight(320, "light")),
}


async def shortcomings(page: Page, address: str, sights: tuple[Sight, ...]) -> list[str]:
    """Return what is wrong with a page at each sight of it, all that can be unfolded being unfolded."""
    await look_at(page, sights[0])
    await page.goto(address)
    await page.evaluate(f"{UNFOLD}\n;{scripts(*AXE)}")
    return [found for sight in sights for found in await seen_wrong(page, sight)]


def scripts(*names: str) -> str:
    """Return some scripts of a visit, to be sent in one message that is answered by nothing."""
    return "\n;\n".join([*((SCRIPTS / name).read_text("utf-8") for name in names), "undefined"])


async def look_at(page: Page, sight: Sight) -> None:
    await page.set_viewport_size({"width": sight.width, "height": 800})
    await page.emulate_media(color_scheme=sight.scheme)


async def seen_wrong(page: Page, sight: Sight) -> list[str]:
    await look_at(page, sight)
    await page.evaluate(scripts(COLOURS))
    # No page of ours has frames.
    asked = f"document.fonts.ready.then(() => sanjehAxe.alone({sight.rules}))"
    seen = await page.evaluate(asked)
    reflow = await page.evaluate(REFLOW)
    found = [
        f"{sight.width}: {one['rule']}: {json.dumps(one['places'][:2], ensure_ascii=False)}"
        for one in seen["violations"]
    ]
    if reflow["overflow_px"]:
        found.append(f"wider than the window by {reflow['overflow_px']} px: {reflow['offenders']}")
    return found


async def opened(browser: Browser, site: Site, reader: Reader, language: str) -> Page:
    """Return a page of this reader's own browser, who reads this language."""
    context = await browser.new_context(reduced_motion="reduce")  # colours are judged at rest
    cookies = {"django_language": language, settings.SESSION_COOKIE_NAME: site.stock.sessions[reader]}
    await context.add_cookies(
        [{"name": name, "value": value, "url": site.url} for name, value in cookies.items() if value]
    )
    return await context.new_page()


async def seen_by(page: Page, site: Site, addresses: Iterable[str], language: str) -> dict[str, list[str]]:
    """Return what is wrong with each of these pages, nothing of those with which all is well."""
    wrong = {
        address: await shortcomings(page, f"{site.url}{address}", SIGHTS[language]) for address in addresses
    }
    return {address: found for address, found in wrong.items() if found}


@pytest.mark.timeout(900)
@pytest.mark.parametrize("language", SIGHTS)
async def test_every_page_is_fit_for_everyone(site: Site, browser: Browser, language: str) -> None:
    wrong: dict[str, list[str]] = {}
    errors: list[str] = []

    def note(said: ConsoleMessage) -> None:
        if said.type == "error" and "404" not in said.text:
            errors.append(said.text)

    for reader, addresses in site.stock.addresses().items():
        page = await opened(browser, site, reader, language)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", note)
        more = [NOWHERE] if reader is Reader.STRANGER else []
        wrong |= await seen_by(page, site, [*addresses.values(), *more], language)
        await page.context.close()

    assert wrong == {}
    assert errors == []
