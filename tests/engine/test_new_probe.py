"""A new probe is one folder and one line: a copy of the checkout gets one, and looks at a server with it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

import sanjeh

SOURCE = Path(sanjeh.__file__).parent
LAST_LINE = '    "sanjeh.probes.uptime",\n'
NEW_LINE = '    "sanjeh.probes.greeting",\n'

FOLDER = {
    "__init__.py": "",
    "collector.py": """
from typing import Any

from sanjeh.core.probing.contracts import Frozen, Collector


class GreetingArtifact(Frozen):
    page: str


COLLECTOR: Collector[GreetingArtifact, Any] = Collector(
    name="greeting", version=1, artifact=GreetingArtifact, capture=__package__, deadline_s=5.0
)
""",
    "capture.py": """
from sanjeh.core.probing.contracts import Evidence, Target
from sanjeh.net.network import Network
from sanjeh.probes.greeting.collector import GreetingArtifact


async def capture(target: Target, network: Network, evidence: Evidence) -> GreetingArtifact:
    reply = await network.http.get(target.url, max_bytes=1000)
    return GreetingArtifact(page=evidence.keep(reply.body))
""",
    "judge.py": """
from collections.abc import Iterable

from sanjeh.core.probing.contracts import Check, EvidenceReader, Finding, Probe, Target
from sanjeh.core.probing.verdicts import Rule, Verdict, checks, failed, findings, passed
from sanjeh.probes.greeting.collector import COLLECTOR, GreetingArtifact


def salam(page: str) -> Verdict:
    return passed("polite") if "salam" in page else failed("rude", letters=len(page))


RULES = (Rule(Check("greeting.salam", "Sanjeh greeting 1"), salam),)


def judge(artifact: GreetingArtifact, target: Target, evidence: EvidenceReader) -> Iterable[Finding]:
    page = evidence.read(artifact.page).decode()
    return tuple(findings("greeting", RULES, page, lambda needs: None))


PROBE = Probe("greeting", 1, COLLECTOR.name, COLLECTOR.artifact, checks(RULES), judge)
""",
    "texts.toml": """
title = "خوشامد"

[checks."greeting.salam"]
title = "سلام صفحه"

[checks."greeting.salam".reasons.polite]
says = "صفحه سلام می‌کند."

[checks."greeting.salam".reasons.rude]
says = "صفحه سلام نمی‌کند."
remedy = "سلام بنویسید."
""",
    "method.md": "# greeting: whether a page says salam",
}


class Site(BaseHTTPRequestHandler):
    """One page without a word of greeting."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"<p>go away</p>")

    def log_message(self, *_: Any) -> None:
        """Stay quiet."""


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


def link_all(source: Path, copy: Path, *but: str) -> None:
    """Make a folder in which everything of another one is found, but for what has these names."""
    copy.mkdir()
    for one in source.iterdir():
        if one.name not in (*but, "__pycache__"):
            (copy / one.name).symlink_to(one)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The checkout with one more folder among its probes, and one more line in its registry."""
    copy = tmp_path / "checkout" / "src" / "sanjeh"
    copy.parent.mkdir(parents=True)
    (copy.parent.parent / "methodologies").symlink_to(SOURCE.parent.parent / "methodologies")
    link_all(SOURCE, copy, "engine", "probes")
    link_all(SOURCE / "engine", copy / "engine", "packages.py")
    link_all(SOURCE / "probes", copy / "probes")
    packages = (SOURCE / "engine" / "packages.py").read_text("utf-8")
    (copy / "engine" / "packages.py").write_text(packages.replace(LAST_LINE, LAST_LINE + NEW_LINE), "utf-8")
    (copy / "probes" / "greeting").mkdir()
    for name, text in FOLDER.items():
        (copy / "probes" / "greeting" / name).write_text(text, "utf-8")
    return copy.parent


def sanjeh_in(checkout: Path, *arguments: str | Path) -> str:
    """Return what a command of this checkout prints."""
    command = [sys.executable, "-m", "sanjeh", *arguments]
    surroundings = os.environ | {"PYTHONPATH": str(checkout)}
    return subprocess.run(command, check=True, capture_output=True, text=True, env=surroundings).stdout


def test_a_folder_and_a_line_are_a_probe_that_looks_judges_and_speaks(
    checkout: Path, site: str, tmp_path: Path
) -> None:
    folder = tmp_path / "evidence"

    looked = sanjeh_in(
        checkout,
        "evaluate",
        site,
        "--allow",
        "127.0.0.1",
        "--probes",
        "greeting",
        "--evidence",
        folder,
        "--json",
    )
    judged = sanjeh_in(checkout, "judge", folder, "--json")
    sanjeh_in(checkout, "judge", folder, "--lang", "en", "--html", tmp_path / "card.html")

    [target] = json.loads(looked)["targets"]
    assert target["findings"] == [
        {
            "id": "greeting.salam",
            "probe": "greeting",
            "outcome": "fail",
            "reason": "rude",
            "standard": "Sanjeh greeting 1",
            "observed": {"letters": 14},
            "evidence": [],
        }
    ]
    assert judged == looked
    told = (tmp_path / "card.html").read_text("utf-8")
    words = ("خوشامد", "سلام صفحه", "صفحه سلام نمی‌کند.", "سلام بنویسید.")
    assert [one for one in words if one not in told] == []
