"""Advice as it is drawn: the code in a Persian sentence looks as it does by itself."""

import tomllib
from html import escape
from importlib import resources

import pytest
from playwright.async_api import Page

from sanjeh.core.text.code_runs import CODE, code_runs, markup
from sanjeh.net.network import Network
from tests.probes.judging import present

PAGE = '<!doctype html><meta charset="utf-8"><style>p { font: 32px monospace; white-space: nowrap }</style>'
PLACES = """() => [...document.querySelectorAll("code")].map((code) => {
  const range = document.createRange();
  return [...code.firstChild.data].map((sign, at) => {
    range.setStart(code.firstChild, at);
    range.setEnd(code.firstChild, at + 1);
    return Math.round(range.getBoundingClientRect().left);
  });
})"""


def every_advice() -> list[str]:
    """Return all that the probes say and advise in Persian, where there is code in it."""
    files = [each.joinpath("texts.toml") for each in resources.files("sanjeh.probes").iterdir()]
    checks = [
        check
        for file in files
        if file.is_file()
        for check in tomllib.loads(file.read_text("utf-8"))["checks"].values()
    ]
    reasons = [reason for check in checks for reason in check.get("reasons", {}).values()]
    told = [text for reason in reasons for key, text in reason.items() if key in {"says", "remedy"}]
    return [text for text in told if any(kind == CODE for _, kind in code_runs(text))]


async def picture(page: Page, paragraph: str) -> bytes:
    """Return the picture of the paragraph's code, which stands at its right end."""
    await page.set_content(f'{PAGE}<p dir="rtl">{paragraph}</p>')
    return await page.locator("code").screenshot()


@pytest.mark.parametrize("code", ['<a href="/x">', ":focus-visible", 'dir="rtl"', "--probes="])
async def test_code_in_a_persian_sentence_is_drawn_as_it_is_alone(network: Network, code: str) -> None:
    sentence = f"{code} را بیفزایید"
    unmarked = markup(sentence).replace('<code dir="ltr">', "<code>")

    async with present(network.browser).page() as page:
        alone, marked, corrupted = [
            await picture(page, each)
            for each in (f'<code dir="ltr">{escape(code)}</code>', markup(sentence), unmarked)
        ]

    assert marked == alone != corrupted


async def test_no_code_of_any_advice_is_drawn_out_of_order(network: Network) -> None:
    advice = every_advice()

    async with present(network.browser).page() as page:
        await page.set_content(PAGE + "".join(f'<p dir="rtl">{markup(text)}</p>' for text in advice))
        places = await page.evaluate(PLACES)

    assert len(places) >= len(advice) > 30
    assert [each for each in places if each != sorted(each)] == []
