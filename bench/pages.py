"""Pages of other people and one very large page of ours, each on a loopback address of its own.

SANJEH_BENCH_PAGES=DIR names a folder with web pages; its index pages are served with everything beside them.
"""

import os
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web

from sanjeh.net.gate import Allow

RANGE = "127.79.0.0/24"
PORT = 8099
ALLOW = Allow(RANGE, frozenset({PORT}), "bench", None)
# Without a folder of real pages, those of our own tests at least show that everything works.
_OWN = Path(__file__).parent.parent / "tests" / "probes" / "page" / "pages"


def index_pages(folder: Path, most: int) -> list[Path]:
    """Return index pages, or other pages when there are none: one of each folder before a second of any."""
    found = sorted(folder.rglob("index.html"), key=lambda path: (len(path.parts), path))
    pages = [path.relative_to(folder) for path in found or sorted(folder.glob("[!hl]*.html"))]
    seen: Counter[str] = Counter()
    ranked = []
    for page in pages:
        seen[page.parts[0]] += 1
        ranked.append((seen[page.parts[0]], page))
    return [page for _, page in sorted(ranked)[:most]]


@asynccontextmanager
async def served_pages(most: int) -> AsyncIterator[list[str]]:
    """Serve the pages; give the addresses, each on a host of its own, so that nobody waits for a lease."""
    folder = Path(os.environ.get("SANJEH_BENCH_PAGES") or _OWN)
    app = web.Application()
    app.router.add_get("/large.html", _large)
    app.router.add_static("/", folder)
    runner = web.AppRunner(app)
    await runner.setup()
    pages = index_pages(folder, most)
    hosts = [f"127.79.0.{number}" for number in range(1, len(pages) + 2)]
    for host in hosts:
        await web.TCPSite(runner, host, PORT).start()
    yield [f"http://{host}:{PORT}/{page}" for host, page in zip(hosts, (*pages, "large.html"), strict=True)]
    await runner.cleanup()


def large_page(elements: int = 17_000) -> str:
    """Return a page of about so many elements in a realistic mix: sections, lists, tables, links, fields."""
    sections = "".join(_section(number) for number in range(elements // 34))
    return (
        '<!doctype html><html lang="fa" dir="rtl"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><title>صفحهٔ بزرگ</title>'
        "<style>body{font:16px/1.8 sans-serif;color:#222;background:#fff}.hint{color:#999}"
        "td,th{border:1px solid #ccc}</style></head><body><nav><a href='#c0'>گذر</a></nav>"
        f"<main><h1>صفحه‌ای با عنصرهای بسیار</h1>{sections}</main></body></html>"
    )


def _section(number: int) -> str:
    rows = "".join(
        f"<tr><th scope='row'>ردیف {row}</th><td>مقدار <b>{row * number}</b></td>"
        f"<td><a href='?r={row}'>دیدن</a></td></tr>"
        for row in range(3)
    )
    items = "".join(f"<li><span>گزینهٔ {item}</span> <em>شرح</em></li>" for item in range(3))
    hint = "<p class='hint'>راهنمای کم‌رنگ</p>" if number % 10 == 0 else "<p>راهنما</p>"
    return (
        f"<section id='c{number}'><h2>بخش {number}</h2>{hint}<ul>{items}</ul>"
        f"<table><caption>جدول {number}</caption><tbody>{rows}</tbody></table>"
        f"<p><label>نام <input name='n{number}'></label></p></section>"
    )


async def _large(_request: web.Request) -> web.StreamResponse:
    return web.Response(text=large_page(), content_type="text/html")
