"""An authority is born: one command, and then everything by the forms of its pages, up to the first looks."""

import re
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.async_api import Browser

from tests.apps.catalogue.files import BODY_HEAD, SERVICE_HEAD, workbook
from tests.apps.messages.conftest import mail_server
from tests.journeys.conftest import free_port
from tests.journeys.desk import Desk, sat_down
from tests.journeys.installation import Country, Installation, country
from tests.journeys.passkeys import Authenticator
from tests.web.test_coming_in import code_of

pytestmark = pytest.mark.acceptance

BODIES, OFFERING, SERVICES = 60, 2, 600  # how many bodies, how many of them offer services, which these are
SPEAKERS = ("representative", "deputy")
OFFICER = ("--name", "مینا نمونه", "--email", "head@authority.example")
AGREEMENT = "توافق‌نامه‌ی نمونه\n۱) هدف\nسنجش\n۲) مدت\nیک سال\n"
READING = "Sample agreement\n1) Purpose\nTo measure\n2) Term\nA year\n"
FIRST_LOOK_S = 60


@pytest.fixture
def land() -> Iterator[Country]:
    with country() as one:
        yield one


@pytest.fixture
def new(land: Country) -> Iterator[Installation]:
    """An empty folder; not one of pytest's, through which the user of the database cannot pass."""
    with tempfile.TemporaryDirectory(prefix="sanjeh-hour-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        with mail_server() as (_, address):
            yield Installation(Path(folder) / "data", land.settings() | {"SANJEH_SMTP_URL": address})


def spreadsheet(land: Country) -> bytes:
    """Return 60 bodies, each with a portal, and 600 services of two of them."""
    bodies = [(f"B{n:02}", f"دستگاه {n}", "", land.url(f"b{n:02}")) for n in range(BODIES)]
    services = [
        (
            f"{10_000_000_000 + n}",
            f"B{n % OFFERING:02}",
            f"خدمت {n}",
            land.url(f"b{n % OFFERING:02}", f"/{n}"),
        )
        for n in range(SERVICES)
    ]
    return workbook(bodies=[BODY_HEAD, *bodies], services=[SERVICE_HEAD, *services])


def today() -> str:
    return timezone.localdate().isoformat()


def in_a_year() -> str:
    now = timezone.localdate()
    return date(now.year + 1, now.month, min(now.day, 28)).isoformat()


async def comes_in_with_a_passkey(officer: Desk, link: str) -> int:
    await officer.open_account(link, "mina")
    key = await Authenticator.in_page(officer.page)
    await officer.follow("کلیدهای عبور")
    await officer.follow("ساختن کلید عبور")
    await officer.press("ساختن کلید عبور")
    await officer.follow("رفتن به دبیرخانه")
    return await key.keys()


async def comes_in_with_codes(desk: Desk, link: str, name: str) -> None:
    await desk.open_account(link, name)
    await desk.follow("ساختن رمزساز")
    await desk.page.fill("#code", code_of(await desk.page.inner_text("#secret")))
    await desk.press("ساختن رمزساز")
    await desk.follow("رفتن به دبیرخانه")


async def says_who_it_is(officer: Desk) -> None:
    await officer.go("/office/start/")
    await officer.page.click("#step-name a")
    await officer.write(title_fa="مرجع نمونه", title_en="Sample authority", email="office@authority.example")
    await officer.press("نگه‌داشتن")


async def invites(officer: Desk, name: str, role: str, body: str = "") -> str:
    """Return the link of the invitation."""
    await officer.go("/office/people/")
    await officer.follow("دعوت کسی")
    await officer.write(name=name, until=in_a_year(), body=body)
    await officer.page.select_option("#id_role", role)
    await officer.press("ادامه")
    await officer.press("بله، دعوت شود")
    return await officer.page.inner_text("#link")


async def agrees(lead: Desk, officer: Desk) -> None:
    await lead.go("/office/agreement/")
    await lead.write(text=AGREEMENT, reading_en=READING, first_day=today(), last_day=in_a_year())
    await lead.press("بار کنید")
    await opens_the_agreement(lead)
    await lead.press("به رایزنی بگذارید")
    await opens_the_agreement(officer)
    await officer.press("خواندم و تأیید می‌کنم")
    await opens_the_agreement(lead)
    await lead.follow("نوشتن اطلاعیه")
    await announces(lead, "توافق‌نامه")
    await opens_the_agreement(officer)
    await officer.press("به اجرا بگذارید")


async def opens_the_agreement(desk: Desk) -> None:
    await desk.go("/office/agreement/")
    await desk.page.locator("th.name a").first.click()
    await desk.page.wait_for_load_state()


async def announces(lead: Desk, title: str) -> None:
    """Fill in the notice to which a link has led, which knows already what it is about."""
    await lead.write(title_fa=title, title_en="Notice", body_fa="متن", body_en="Text", effective=today())
    await lead.write(short_notice_reason="نخستین دوره")
    await lead.press("انتشار")


async def takes_a_method(lead: Desk, approver: Desk) -> None:
    await lead.go("/office/methods/")
    await lead.page.click("form[action*='/shipped/iran-1405-1/'] button")
    await lead.follow("نوشتن اطلاعیه")
    await announces(lead, "روش ارزیابی")
    await approver.go("/office/methods/")
    await approver.press("به اجرا گذاشتن")


async def imports(lead: Desk, approver: Desk, content: bytes) -> list[str]:
    """Upload the list as one person and apply it as another; return what the preview counted."""
    await lead.go("/office/catalogue/imports/")
    file = {"name": "bodies.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    await lead.page.set_input_files("#id_file", file)  # type: ignore[arg-type]  # a payload, as it is typed
    await lead.press("وارسی")
    counted = await lead.page.locator("main nav a.chip").all_inner_texts()
    await approver.page.goto(lead.page.url)
    await approver.page.click("button[value=apply]")
    await approver.refuse_errors()
    return [" ".join(one.split()) for one in counted]


async def people_of_bodies_come_in(officer: Desk, desks: Iterator[Desk]) -> None:
    """Invite two who speak for each body that offers services, and let each open an account."""
    for n in range(OFFERING):
        for role in SPEAKERS:
            link = await invites(officer, f"نماینده {n}", role, f"B{n:02}")
            await next(desks).open_account(link, f"{role}-{n}")


async def begins_a_round(lead: Desk) -> None:
    await lead.go("/office/rounds/new/")
    await lead.write(code="1405-2", title_fa="دوره‌ی نخست", title_en="First round")
    await lead.write(opens=today(), closes=in_a_year())
    await lead.press("نگه‌داشتن پیش‌نویس")
    await lead.page.locator("ul.lacks a").first.click()
    await announces(lead, "دوره‌ی نخست")
    for move in ("announce", "start_probing"):
        if await lead.page.locator("details.confirm > summary").count():
            await lead.page.click("details.confirm > summary")
        await lead.page.click(f"button[value={move}]")
        await lead.refuse_errors()


async def looks_taken(desk: Desk) -> int:
    """Wait for the first look and return how many addresses the round has."""
    deadline = time.monotonic() + FIRST_LOOK_S
    bar = desk.page.locator("#progress progress")
    while time.monotonic() < deadline:
        if await bar.count() and await bar.get_attribute("value") != "0":
            return int(await bar.get_attribute("max") or 0)
        await desk.page.wait_for_timeout(300)
        await desk.page.reload()
    raise AssertionError(await desk.page.inner_text("main"))


@pytest.mark.timeout(400)
async def test_an_authority_is_born_in_a_browser(browser: Browser, new: Installation, land: Country) -> None:
    port = free_port()
    site = f"http://localhost:{port}"  # a passkey wants a name, or TLS
    printed = new.command("office", "create", *OFFICER, "--url", site)
    assert re.fullmatch(rf"{site}/office/invitation/[\w-]{{43}}/\n", printed.stdout), printed

    with new.served(port):
        desks = [await sat_down(browser, site) for _ in range(3 + OFFERING * len(SPEAKERS))]
        officer, lead, approver = desks[:3]
        assert await comes_in_with_a_passkey(officer, printed.stdout.strip()) == 1
        again = new.command("office", "create", *OFFICER, "--url", site)
        await says_who_it_is(officer)
        await comes_in_with_codes(lead, await invites(officer, "رضا", "secretariat"), "reza")
        await comes_in_with_codes(approver, await invites(officer, "زهرا", "approver"), "zahra")
        await agrees(lead, officer)
        await takes_a_method(lead, approver)
        counted = await imports(lead, approver, spreadsheet(land))
        await people_of_bodies_come_in(officer, iter(desks[3:]))
        await begins_a_round(lead)
        addresses = await looks_taken(lead)
        lacks = await officer.lacks()
        for desk in desks:
            await desk.page.context.close()

    assert (again.returncode, again.stdout) == (1, "")
    assert again.stderr.startswith("Error: An officer is there already")
    assert (counted, addresses) == (
        ["نادرست ۰", "تازه ۶۶۰", "تغییر می‌کند ۰", "در پرونده نیست ۰", "بی‌تغییر ۰"],
        660,
    )
    assert lacks == []
