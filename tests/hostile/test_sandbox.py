"""Pages are drawn by processes that may do next to nothing, whoever started the program."""

import contextlib
from pathlib import Path

from sanjeh.net import chromium, processes
from sanjeh.net.browser import Browser
from tests.net.servers import always, loopback_gate, page, served

SECCOMP_FILTER = "2"


def told(pid: int, *names: str) -> tuple[str, ...]:
    """Return what the kernel says of a process."""
    lines = (Path("/proc") / str(pid) / "status").read_text().splitlines()
    facts = dict(line.split(":\t", 1) for line in lines if ":\t" in line)
    return tuple(facts[name].split("\t")[0] for name in names)


def namespaces(pid: int) -> list[str]:
    """Return the numbers of a process in each namespace that knows it."""
    lines = (Path("/proc") / str(pid) / "status").read_text().splitlines()
    return next(line for line in lines if line.startswith("NSpid:")).split()[1:]


def renderers(group: int) -> list[int]:
    found = []
    for pid in processes.members(group):
        with contextlib.suppress(FileNotFoundError):  # it has just gone
            words = (Path("/proc") / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ")
            found += [pid] if b"--type=renderer" in words else []
    return found


async def test_every_process_that_draws_a_page_is_sandboxed_and_nobodys() -> None:
    html = page(b"<iframe src='http://other.localhost/'></iframe>", "Content-Type: text/html")

    async with served(always(html)) as port, Browser(loopback_gate()) as browser, browser.page() as seen:
        await seen.goto(f"http://127.0.0.1:{port}/")
        drawing = renderers(browser.process_group)
        facts = {told(pid, "NoNewPrivs", "Seccomp", "CapEff") for pid in drawing}
        owners = {told(pid, "Uid")[0] for pid in processes.members(browser.process_group)}
        levels = {len(namespaces(pid)) for pid in drawing}

    assert facts == {("1", SECCOMP_FILTER, "0" * 16)}
    assert "0" not in owners
    assert min(levels) > 1  # a namespace of its own: it sees no other process of the machine


def test_nothing_turns_the_sandbox_off() -> None:
    assert [flag for flag in chromium._FLAGS if "sandbox" in flag or "disable-web-security" in flag] == []
