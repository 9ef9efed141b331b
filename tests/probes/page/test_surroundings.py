"""What stands around a page, asked from a loopback server; no browser is needed for it."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from aiohttp import web
from pypdf import PdfWriter

from sanjeh.core.probing.artifacts.page import PageArtifact
from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.core.text.html import Link, parse
from sanjeh.engine.digests import digests_in
from sanjeh.net.gate import Allow
from sanjeh.net.network import Network, open_network
from sanjeh.probes.page import pdf, polite_fetcher, site_search
from sanjeh.probes.page.link_sample import addresses, sample
from sanjeh.probes.page.linked import fetch
from sanjeh.probes.page.surroundings import with_surroundings
from tests.evidence import MemoryStore

PAPERS = Path(__file__).parents[3] / "demo" / "site" / "assets"
PAGE = """<html lang="fa"><body><main data-service="12345678901"><h1>صدور پروانه</h1>
<form role="search" action="/find"><input type="hidden" name="in" value="services">
<input name="q" type="search"></form>
<a href="/guide.pdf">راهنما</a> <a href="/form.docx">فرم</a> <a href="/gone">رفته</a>
<a href="/here#part">اینجا</a> <a href="/secret/list">پنهان</a> <a href="/logout">خروج</a>
<a href="mailto:a@body.example">نامه</a> <a data-service-link="sla" href="/sla">توافقنامه</a></main>
</body></html>"""
ANSWER = """<p>{}</p><a href='/s?token=a-guests-own'>صدور پروانه</a><input value="a-guests-own">"""
OWN = b"a-guests-own"
ROBOTS = "User-agent: *\nDisallow: /secret/\n"


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
async def body_site(asked: list[str]) -> AsyncIterator[str]:
    async def answer(request: web.Request) -> web.StreamResponse:
        asked.append(request.path_qs)
        if request.path == "/robots.txt":
            return web.Response(text=ROBOTS)
        if request.path == "/guide.pdf":
            return web.Response(body=(PAPERS / "guide.pdf").read_bytes(), content_type="application/pdf")
        if request.path == "/never":
            await asyncio.sleep(3600)
        if request.path == "/moves":
            raise web.HTTPFound("/sla?ticket=a-guests-own")
        if request.path == "/gone":
            return web.Response(status=404)
        return web.Response(text=ANSWER.format(request.path), content_type="text/html")

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


@pytest.fixture
async def quiet_network() -> AsyncIterator[Network]:
    async with open_network(allow=[Allow("127.0.0.1")], with_browser=False) as network:
        yield network


def artifact_of(url: str, kept: MemoryStore) -> PageArtifact:
    return PageArtifact(
        url=url, final_url=url, status=200, taken_at=datetime(2026, 11, 23, tzinfo=UTC), headers=(),
        is_settled=True, dom=kept.keep(PAGE.encode()),
    )  # fmt: skip


async def test_everything_around_a_page_is_asked_once_and_as_robots_permit(
    body_site: str, quiet_network: Network, asked: list[str]
) -> None:
    kept = MemoryStore()

    seen = await with_surroundings(artifact_of(f"{body_site}/services/1", kept), quiet_network, kept)

    assert seen.failures == ()
    assert [(page.kind, page.status) for page in seen.linked or ()] == [("sla", 200)]
    assert seen.links is not None
    assert [(link.url.removeprefix(body_site), link.status) for link in seen.links.checked] == [
        ("/gone", 404),
        ("/here", 200),
        ("/secret/list", None),
    ]
    assert [link.failure.reason for link in seen.links.checked if link.failure] == [Reason.ROBOTS_REFUSED]
    assert seen.links.total == 7
    assert [(each.kind, each.pdf and each.pdf.title) for each in seen.documents or ()] == [
        ("pdf", "راهنمای درخواست"),
        ("docx", None),
    ]
    assert seen.search is not None
    assert seen.search.words == "صدور پروانه"
    assert len(asked) == len(set(asked)) == 6  # robots, agreement, two links, the document, the search


async def test_only_the_documents_facts_and_the_pages_are_kept(
    body_site: str, quiet_network: Network
) -> None:
    kept = MemoryStore()

    seen = await with_surroundings(artifact_of(f"{body_site}/services/1", kept), quiet_network, kept)

    assert [content for content in kept.values() if content.startswith(b"%PDF")] == []
    assert digests_in(seen.model_dump(mode="json")) == kept.keys()


async def test_no_token_is_kept_of_a_page_or_of_where_its_links_lead(
    body_site: str, quiet_network: Network
) -> None:
    kept = MemoryStore()
    page = kept.keep(PAGE.replace('"/sla"', '"/moves"').encode())
    came = artifact_of(f"{body_site}/services/1?ticket=a-guests-own", kept).model_copy(update={"dom": page})

    seen = await with_surroundings(came, quiet_network, kept)

    assert seen.final_url == f"{body_site}/services/1?ticket=…"
    assert [page.final_url for page in seen.linked or ()] == [f"{body_site}/sla?ticket=…"]
    assert seen.search is not None
    assert seen.search.body is not None
    assert [each for each in (*kept.values(), seen.search.model_dump_json().encode()) if OWN in each] == []


async def test_an_address_that_never_answers_costs_no_other_its_turn(
    body_site: str, quiet_network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polite_fetcher, "_ANSWER_S", 0.3)
    asking = polite_fetcher.PoliteFetcher(f"{body_site}/services/1", quiet_network, MemoryStore())
    links = tuple(Link(kind, f"{body_site}/{kind}", "marker") for kind in ("never", "sla"))

    pages = await fetch(links, asking)
    none = await fetch(links, asking.within(0))

    assert [page.status or (page.failure and page.failure.reason) for page in pages] == [
        Reason.TOTAL_TIMEOUT,
        200,
    ]
    assert [page.failure and page.failure.reason for page in none] == [Reason.STEP_TIMEOUT] * 2


def test_a_sample_is_spread_over_the_page_and_asks_each_other_site_once() -> None:
    own = [f"https://body.example/{n}" for n in range(60)]
    others = [f"https://h{n % 8}.other{n % 8}.example/{n}" for n in range(16)]

    chosen = sample([*own, *others], "https://body.example/", known=own[:10])

    assert chosen == (*own[10::2], *others[:5])


def test_a_link_whose_token_is_not_known_any_more_is_not_followed() -> None:
    assert sample(["https://body.example/in?ticket=…"], "https://body.example/", known=()) == ()


@pytest.mark.parametrize("address", ["/logout", "/cart/add/3", "https://body.example/users/delete?id=1"])
def test_a_link_that_does_something_is_never_followed(address: str) -> None:
    assert sample([address], "https://body.example/", known=()) == ()


def test_addresses_are_web_pages_elsewhere() -> None:
    hrefs = ("#a", "/x#b", "/x", "javascript:go()", "tel:1")
    page = parse("".join(f'<a href="{href}">پیوند</a>' for href in hrefs))

    assert addresses(page, "https://body.example/") == ("https://body.example/x",)


def blank(title: str = "", password: str = "") -> bytes:
    writer, written = PdfWriter(), BytesIO()
    writer.add_blank_page(width=100, height=100)
    writer.add_metadata({"/Title": title})
    if password:
        writer.encrypt(password)
    writer.write(written)
    return written.getvalue()


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("guide.pdf", (True, True, "fa", "راهنمای درخواست")),
        ("guide-untagged.pdf", (True, False, "fa", "راهنمای درخواست")),
        ("guide-scan.pdf", (False, True, "en", "")),
    ],
)
async def test_a_document_tells_its_text_tags_language_and_title(
    name: str, facts: tuple[object, ...]
) -> None:
    seen = await pdf.read_pdf((PAPERS / name).read_bytes())

    assert (seen.letters > 0, seen.is_tagged, seen.language, seen.title) == facts


async def test_a_locked_document_says_so() -> None:
    assert (await pdf.read_pdf(blank(password="secret"))).is_locked


async def test_a_title_that_nobody_can_store_is_made_one_that_can_be() -> None:
    assert (await pdf.read_pdf(blank(title="راه\x00نما‌ها\n"))).title == "راه\ufffdنما‌ها\ufffd"


async def test_what_is_no_document_is_nobodys_crash() -> None:
    with pytest.raises(CaptureFailed) as caught:
        await pdf.read_pdf(b"%PDF-1.7 and then nothing")

    assert caught.value.reason is Reason.BAD_RESPONSE


async def test_a_document_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_WALL_S", 0.01)

    with pytest.raises(CaptureFailed) as caught:
        await pdf.read_pdf((PAPERS / "guide.pdf").read_bytes())

    assert caught.value.reason is Reason.STEP_TIMEOUT


def test_a_document_can_make_its_reader_open_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(
        "COVERAGE_PROCESS_CONFIG", raising=False
    )  # who counts lines would open a file of its own
    program = "from sanjeh.probes.page.pdf_reader import confine; confine(); open('/dev/null')"

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, text=True)

    assert (done.returncode, done.stderr.strip().splitlines()[-1]) == (
        1,
        "OSError: [Errno 24] Too many open files: '/dev/null'",
    )


@pytest.mark.parametrize(
    ("field", "asked"),
    [
        ("<input type=search>", ""),
        ("<input type=search name=title>", "https://body.example/?title=x"),
        ("<input type=search><input name=q>", "https://body.example/?q=x"),
    ],
)
def test_a_field_without_a_name_asks_nothing(field: str, asked: str) -> None:
    tree = parse(f"<form>{field}</form>")

    assert site_search._question(tree, "https://body.example/", "x") == asked
