"""What we find by ourselves is visited only where the site lets us."""

import asyncio
from collections import Counter

import pytest

from sanjeh.net.http import Http
from sanjeh.net.robots import Robots
from tests.net.servers import always, loopback_gate, page, served

RULES = b"User-agent: *\nDisallow: /private\n\nUser-agent: Sanjeh\nDisallow: /not-for-sanjeh\n"


async def allowed(answer: bytes, *paths: str) -> list[bool]:
    async with served(always(answer)) as port, Http(loopback_gate()) as http:
        robots = Robots(http)
        return [await robots.may_follow(f"http://127.0.0.1:{port}{path}") for path in paths]


async def test_the_group_that_names_us_decides() -> None:
    answers = await allowed(page(RULES), "/", "/private", "/not-for-sanjeh/x")

    assert answers == [True, True, False]


async def test_a_part_of_our_name_is_not_us() -> None:
    assert await allowed(page(b"User-agent: sanj\nDisallow: /\n"), "/") == [True]


async def test_of_a_long_file_the_first_part_counts() -> None:
    comment = b"#" * 511_900 + b"\n"
    rules = b"User-agent: Sanjeh\nDisallow: /a\n"

    assert await allowed(page(rules + comment + b"#" * 100 + b"\nDisallow: /b\n"), "/a", "/b") == [
        False,
        True,
    ]
    assert await allowed(page(rules + comment + b"Disallow: /b\n"), "/a", "/b") == [False, False]


@pytest.mark.parametrize(
    ("answer", "may"),
    [
        (page(b"no", status="404 Not Found"), True),
        (page(b"<p>home</p>", "Content-Type: text/html"), True),
        (page(b"", status="503 Service Unavailable"), False),
        (page(b"", status="429 Too Many Requests"), False),
        (b"nonsense\r\n\r\n", False),
    ],
    ids=["none", "a web page", "broken", "too many requests", "unreadable"],
)
async def test_a_site_without_rules_allows_all_and_one_that_cannot_say_nothing(
    answer: bytes, *, may: bool
) -> None:
    assert await allowed(answer, "/page") == [may]


async def test_a_site_is_asked_once() -> None:
    asked: Counter[bytes] = Counter()

    async def count(head: bytes, writer: asyncio.StreamWriter) -> None:
        asked[head.split(b" ", 2)[1]] += 1
        writer.write(page(RULES))

    async with served(count) as port, Http(loopback_gate()) as http:
        robots = Robots(http)
        for path in ("/a", "/b", "/not-for-sanjeh"):
            await robots.may_follow(f"http://127.0.0.1:{port}{path}")

    assert asked == {b"/robots.txt": 1}
