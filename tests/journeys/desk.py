"""People at browsers of their own, who see pages and fill in their forms."""

from urllib.parse import urlsplit

from playwright.async_api import Browser, Page

from tests.stocked import PASSWORD


class Desk:
    """Somebody at a browser of one's own, who sees pages and fills in their forms."""

    def __init__(self, page: Page, site: str) -> None:
        self.page, self.site = page, site

    @property
    def place(self) -> str:
        """Return the address of the page, without the site and what was asked of it."""
        return urlsplit(self.page.url).path

    async def go(self, address: str) -> None:
        await self.page.goto(f"{self.site}{address}")

    async def write(self, **typed: str) -> None:
        for name, text in typed.items():
            await self.page.fill(f"#id_{name}", text)

    async def press(self, words: str) -> None:
        """Press the button that bears these words, and wait for the page behind it."""
        async with self.page.expect_navigation():
            await self.page.get_by_role("button", name=words, exact=True).click()
        await self.refuse_errors()

    async def follow(self, words: str) -> None:
        await self.page.get_by_role("link", name=words, exact=True).first.click()
        await self.page.wait_for_load_state()
        await self.refuse_errors()

    async def refuse_errors(self) -> None:
        told = await self.page.locator(".form-errors:visible, .notice-line.error:visible").all_inner_texts()
        assert told == [], (self.page.url, told)

    async def open_account(self, link: str, name: str) -> None:
        await self.page.goto(link)
        await self.write(username=name, password1=PASSWORD, password2=PASSWORD)
        await self.press("باز کردن حساب")

    async def lacks(self) -> list[str]:
        """Return what the page of the first hour says is missing."""
        await self.go("/office/start/")
        rows = await self.page.locator("ol.lacks > li").evaluate_all("(rows) => rows.map((row) => row.id)")
        return [row.removeprefix("step-") for row in rows]


async def sat_down(browser: Browser, site: str) -> Desk:
    context = await browser.new_context(locale="fa-IR", reduced_motion="reduce")
    return Desk(await context.new_page(), site)
