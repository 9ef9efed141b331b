"""Real pages on a loopback server, seen by a real browser."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from urllib.parse import unquote

import pytest
from aiohttp import web
from playwright.async_api import Page

from sanjeh.core.probing.artifacts.page import PageArtifact
from sanjeh.core.probing.contracts import Finding, Target
from sanjeh.net.gate import Allow
from sanjeh.net.network import Network, open_network
from sanjeh.probes.page.capture import capture
from sanjeh.probes.page.judge import PROBE
from tests.evidence import MemoryStore
from tests.probes.judging import present

Visit = Callable[[str], Awaitable[PageArtifact]]
Judged = Callable[[str], Awaitable[dict[str, Finding]]]

PAGES = Path(__file__).parent / "pages"


@pytest.fixture(scope="session")
async def network() -> AsyncIterator[Network]:
    async with open_network(allow=[Allow("127.0.0.1"), Allow("127.0.0.3")]) as network:
        yield network


@pytest.fixture(scope="session")
async def board() -> AsyncIterator[Page]:
    """One page for all small ones, in a browser that no visit uses up."""
    async with open_network() as network, present(network.browser).page() as page:
        yield page


async def _with_cookie(_request: web.Request) -> web.StreamResponse:
    headers = {"Set-Cookie": "session=secret-value; HttpOnly", "Content-Type": "text/html; charset=utf-8"}
    return web.Response(
        text="<script>document.cookie='theme=dark; path=/'</script><p>سلام</p>", headers=headers
    )


async def _status(request: web.Request) -> web.StreamResponse:
    return web.Response(status=int(request.match_info["status"]), text="<p>خطا</p>", content_type="text/html")


async def _binary(_request: web.Request) -> web.StreamResponse:
    return web.Response(body=b"\x00\x01" * 500, content_type="application/pdf")


async def _never(_request: web.Request) -> web.StreamResponse:
    await asyncio.sleep(3600)
    return web.Response()


async def _again(request: web.Request) -> web.StreamResponse:
    left = int(request.match_info["left"])
    script = f"<script>location.replace('/again/{left - 1}')</script>" if left else "<p>سلام</p>"
    return web.Response(text=f"<title>x</title>{script}", content_type="text/html")


async def _led(request: web.Request) -> web.StreamResponse:
    """Answer with a document that leads on, or with the one it leads to."""
    here = {"meta": '<meta http-equiv="Refresh" content="1; URL=\'/led/home\'">', "script": "", "header": ""}
    how, headers = request.match_info["how"], {"X-Document": request.match_info["how"]}
    if how == "moved":
        raise web.HTTPFound("/led/script")
    if how == "header":
        headers["Refresh"] = "0;url=/led/home"
    scripts = {
        "script": "location.replace('/led/home')",
        "later": "setTimeout(() => { location = 'home' }, 1500)",
    }
    leads = f"<script>{scripts.get(how, '')}</script>"
    shown = "<h1>خانه</h1><script>document.title = location.hash</script>" if how == "home" else "انتقال"
    text = f"<html><title>سند</title>{here.get(how, '')}{leads}<p>{shown}</p></html>"
    return web.Response(text=text, content_type="text/html", charset="utf-8", headers=headers)


async def _framed(request: web.Request) -> web.StreamResponse:
    """Answer with a frameset, with frames inside a page, or with what stands in a frame."""
    other = str(request.url).replace("127.0.0.1", "127.0.0.3")
    pages = {
        "set": "<frameset cols='*,*'><frame src=text><frame src=menu></frameset>",
        "in": f"<p>صفحه</p><iframe src=text></iframe><iframe src=menu style='display:none'></iframe>"
        f"<iframe src='{other.replace('/in', '/menu')}'></iframe><iframe srcdoc='<p>نوشته</p>'></iframe>",
        "text": "<p>متن</p>",
        "menu": "<p>فهرست</p>",
    }
    return web.Response(text=pages[request.match_info["which"]], content_type="text/html", charset="utf-8")


async def _packed(request: web.Request) -> web.StreamResponse:
    headers = {"Content-Encoding": request.match_info["how"], "Content-Type": "text/html"}
    response = web.StreamResponse(headers=headers)
    await response.prepare(request)
    await response.write(b"<html><title>plain</title><p>plain</p></html>" * 20)
    return response


async def _polling(request: web.Request) -> web.StreamResponse:
    """Answer with a page that holds one request open after another, and is never silent beside it."""
    if "held" in request.query:
        await asyncio.sleep(1)
    if request.query:
        return web.json_response({})
    script = (
        "const poll = () => fetch('/polling?held').then(poll, poll); poll();"
        "setInterval(() => fetch('/polling?tick'), 100)"
    )
    text = f"<!doctype html><html lang=fa dir=rtl><title>پایش</title><p>سلام</p><script>{script}</script>"
    return web.Response(text=text, content_type="text/html")


async def _bare(request: web.Request) -> web.StreamResponse:
    return web.Response(text=unquote(request.query_string), content_type="text/html")


@pytest.fixture(scope="session")
async def site() -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_get("/with-cookie", _with_cookie)
    app.router.add_get("/status/{status}", _status)
    app.router.add_get("/binary", _binary)
    app.router.add_get("/never", _never)
    app.router.add_get("/again/{left}", _again)
    app.router.add_get("/led/{how}", _led)
    app.router.add_get("/packed/{how}", _packed)
    app.router.add_get("/bare", _bare)
    app.router.add_get("/polling", _polling)
    app.router.add_get("/framed/{which}", _framed)
    app.router.add_static("/", PAGES)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    listener = web.TCPSite(runner, "127.0.0.1", 0)
    await listener.start()
    await web.TCPSite(runner, "127.0.0.3", runner.addresses[0][1]).start()  # another site
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


@pytest.fixture
def kept() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def visit(network: Network, site: str, kept: MemoryStore) -> Visit:
    return lambda page: capture(Target(url=f"{site}/{page}"), network, kept)


@pytest.fixture
def judged(visit: Visit, kept: MemoryStore) -> Judged:
    async def judge(page: str) -> dict[str, Finding]:
        artifact = await visit(page)
        return {each.id: each for each in PROBE.judge(artifact, Target(url=artifact.url), kept)}

    return judge
