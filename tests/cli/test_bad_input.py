"""Whatever is given, one sentence tells what happened and what to do, and no number comes of it."""

import asyncio
import gzip
import json
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner, Result

from sanjeh.cli.evaluate import evaluate
from sanjeh.cli.judge import judge
from sanjeh.net.http import Timeouts
from tests.net.servers import always, page, served

HTML = "Content-Type: text/html; charset=utf-8"
FINE = page(b"<!doctype html><html lang=en><title>A fine page</title><h1>Fine</h1>", HTML)
PACKED = gzip.compress(bytes(10_000_000), mtime=0)


async def stay_silent(_head: bytes, _writer: asyncio.StreamWriter) -> None:
    await asyncio.Event().wait()


async def hang_up(_head: bytes, writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()


async def never_end(_head: bytes, writer: asyncio.StreamWriter) -> None:
    writer.write(f"HTTP/1.1 200 OK\r\n{HTML}\r\n\r\n".encode())
    while True:
        writer.write(b"<p>salam</p>" * 5000)
        await writer.drain()


async def drip(_head: bytes, writer: asyncio.StreamWriter) -> None:
    writer.write(f"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n{HTML}\r\n\r\n<p>".encode())
    await writer.drain()
    await asyncio.Event().wait()


SITES: dict[str, Callable[[bytes, asyncio.StreamWriter], Awaitable[None]]] = {
    "fine": always(FINE),
    "silent": stay_silent,
    "hangs_up": hang_up,
    "endless": never_end,
    "drips": drip,
    "packed": always(page(PACKED, HTML, "Content-Encoding: gzip")),
    "binary": always(page(bytes(range(256)) * 8, "Content-Type: application/octet-stream")),
    "binary_as_html": always(page(bytes(range(256)) * 8, HTML)),
    "garbage": always(b"\x00\xffnothing of http\r\n\r\n"),
}


@pytest.fixture(scope="module")
def ports() -> Iterator[dict[str, int]]:
    """Every bad site, each on a port of its own, and "dead", on which nothing listens."""
    found: dict[str, int] = {}
    loop = asyncio.new_event_loop()
    ready, done = asyncio.Event(), asyncio.Event()

    async def serve() -> None:
        async with served(always(FINE)) as port:
            found["dead"] = port
        async with AsyncExitStack() as stack:
            for name, site in SITES.items():
                found[name] = await stack.enter_async_context(served(site))
            ready.set()
            await done.wait()

    thread = Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    asyncio.run_coroutine_threadsafe(ready.wait(), loop).result(timeout=10)
    yield found
    loop.call_soon_threadsafe(done.set)
    thread.join()
    loop.close()


@pytest.fixture
def _in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sanjeh.net.http.Timeouts", partial(Timeouts, connect_s=2, first_byte_s=2, total_s=3))


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(evaluate, [*(str(one) for one in arguments), "--allow", "127.0.0.0/8"])


@pytest.mark.usefixtures("_in_a_hurry")
@pytest.mark.parametrize(
    ("site", "reason"),
    [
        ("dead", "connect_refused"),
        ("silent", "first_byte_timeout"),
        ("hangs_up", "connection_reset"),
        ("endless", "body_too_large"),
        ("drips", "total_timeout"),
        ("packed", "body_too_large"),
        ("binary", "not_html"),
        ("binary_as_html", "not_html"),
        ("garbage", "bad_response"),
    ],
)
def test_a_bad_site_is_told_by_name_and_loses_nothing_of_a_good_one(
    ports: dict[str, int], site: str, reason: str
) -> None:
    addresses = [f"http://127.0.0.1:{ports[name]}/" for name in (site, "fine")]

    result = run(*addresses, "--probes", "names,tls,http", "--json")

    bad, good = json.loads(result.stdout)["targets"]
    numbers = [mark["code"] for mark in bad["indicators"] if mark["points"] is not None]
    assert (result.exit_code, bad["outcome"], bad["score"], bad["coverage"], numbers) == (
        0,
        "failed",
        None,
        0.0,
        [],
    )
    assert {failure["reason"] for failure in bad["failures"]} == {reason}
    assert (good["outcome"], good["failures"], good["score"] is not None) == ("looked", [], True)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("no address", "bad_url"),
        ("http://", "bad_url"),
        ("http://one.example:99999/", "bad_url"),
        ("http://\udcff.example/", "bad_url"),
        ("http://one.exam\x1bple/", "bad_url"),
        (f"http://{'a' * 300}.example/", "bad_url"),
        ("one.example:8080/x", "bad_url"),
        ("ftp://one.example/", "scheme_refused"),
        ("file:///etc/passwd", "scheme_refused"),
        ("https://user:word@one.example/", "userinfo_refused"),
        ("http://10.0.0.1/", "address_refused"),
        ("http://169.254.169.254/latest", "address_refused"),
        ("http://[::1]:8099/", "address_refused"),
        ("http://[::ffff:10.0.0.1]/", "address_refused"),
        ("http://0x0a.1/", "address_refused"),
        ("http://192.0.2.1:22/", "address_refused"),
    ],
)
def test_an_address_that_is_not_looked_at_says_why_for_every_look(address: str, reason: str) -> None:
    result = run(address, "--json")

    target = json.loads(result.stdout)["targets"][0]
    assert (result.exit_code, target["outcome"], target["score"]) == (3, "failed", None)
    assert [failure["reason"] for failure in target["failures"]] == [reason] * 4


def test_a_dead_address_is_one_sentence_for_all_looks(ports: dict[str, int]) -> None:
    result = run(f"http://127.0.0.1:{ports['dead']}/", "--lang", "en")

    told = " ".join(result.stdout.split())
    sentence = "The server refused the connection; nothing listens on this port."
    looks = "Certificate and encryption, Web server's answers, Browser visit"
    assert (result.exit_code, told.count(sentence), f"{looks} {sentence}" in told) == (3, 1, True)


@pytest.mark.parametrize(
    ("option", "given", "sentence"),
    [
        ("--allow", "300.1.1.1", "'300.1.1.1' is neither a host name, an IP address nor a CIDR block."),
        ("--allow", "http://one.example/", "'http://one.example/' is neither a host name"),
        ("--probes", "magic", "There is no probe named 'magic'."),
        ("--nameserver", "one.example", "'one.example' is not the address of a name server."),
        ("--nameserver", "127.0.0.1:many", "'127.0.0.1:many' is not the address of a name server."),
        ("--methodology", "/nowhere/at/all.toml", "The methodology file cannot be used:"),
        ("--html", "/nowhere/card.html", "Cannot write to '/nowhere/card.html': No such file or directory"),
        ("--pdf", "/", "Cannot write to '/': Is a directory"),
        ("--evidence", "/dev/null", "Cannot write to '/dev/null': File exists"),
    ],
)
def test_an_option_that_cannot_be_used_is_told_before_anything_is_looked_at(
    option: str, given: str, sentence: str
) -> None:
    result = run("http://10.0.0.1/", option, given, "--lang", "en")

    assert (result.exit_code, result.stdout, sentence in result.stderr) == (2, "", True)


def test_a_methodology_that_is_no_text_is_told(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_bytes(b"\xff\xfe\x00")

    result = run("http://10.0.0.1/", "--methodology", file, "--lang", "en")

    assert (result.exit_code, result.stdout, str(file) in result.stderr) == (2, "", True)


def test_a_file_that_is_only_tried_is_not_left_behind(tmp_path: Path) -> None:
    html, kept = tmp_path / "card.html", tmp_path / "card.pdf"
    kept.write_text("an earlier card")

    run("http://10.0.0.1/", "--html", html, "--pdf", kept, "--methodology", "mars")

    assert (html.exists(), kept.read_text()) == (False, "an earlier card")


def test_evidence_is_judged_only_where_the_result_can_be_written(tmp_path: Path) -> None:
    result = CliRunner().invoke(judge, [str(tmp_path), "--html", "/nowhere/card.html", "--lang", "en"])

    told = "Cannot write to '/nowhere/card.html': No such file or directory\n"
    assert (result.exit_code, result.stderr) == (2, told)
