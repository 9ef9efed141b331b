import json
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sanjeh.cli.evaluate import evaluate
from sanjeh.cli.judge import judge

PAGE = """<!doctype html><html lang="fa" dir="rtl"><meta charset="utf-8"><title>صدور گواهی سکونت</title>
<meta name="viewport" content="width=device-width"><h1>صدور گواهی سکونت</h1>
<p>مدارک لازم: شناسنامه</p></html>"""


class Site(BaseHTTPRequestHandler):
    """One page, and nothing else."""

    def do_GET(self) -> None:
        found = self.path == "/"
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        self.wfile.write(PAGE.encode() if found else b"not found")

    def log_message(self, *_: Any) -> None:
        """Stay quiet."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


def run(*arguments: str | Path, lang: str = "en") -> Result:
    return CliRunner().invoke(evaluate, [*(str(one) for one in arguments), "--lang", lang])


def by_id(target: dict[str, Any]) -> dict[str, tuple[str, str]]:
    return {finding["id"]: (finding["outcome"], finding["reason"]) for finding in target["findings"]}


def test_the_json_has_the_documented_shape(site: str) -> None:
    result = run(site, "--allow", "127.0.0.1", "--probes", "http", "--json")

    document = json.loads(result.stdout)
    target = document["targets"][0]
    assert (result.exit_code, list(document), document["methodology"]) == (
        0,
        ["sanjeh", "methodology", "methodology_hash", "targets"],
        "iran-1405-1",
    )
    assert (target["url"], target["outcome"], by_id(target)["http.nosniff"][0]) == (site, "looked", "pass")
    assert list(target["findings"][0]) == [
        "id",
        "probe",
        "outcome",
        "reason",
        "standard",
        "observed",
        "evidence",
    ]
    assert list(target["indicators"][0]) == [
        "code",
        "axis",
        "state",
        "value",
        "points",
        "weight",
        "gain",
        "reason",
        "evidence",
    ]
    assert {"score", "coverage", "stage"} <= set(target)


def test_stored_evidence_gives_the_same_bytes_again(site: str, tmp_path: Path) -> None:
    folder = tmp_path / "evidence"
    sanjeh = [sys.executable, "-m", "sanjeh"]

    looked = subprocess.run(
        [*sanjeh, "evaluate", site, "--allow", "127.0.0.1", "--json", "--evidence", folder],
        capture_output=True,
        check=True,
    )
    judged = subprocess.run([*sanjeh, "judge", folder, "--json"], capture_output=True, check=True)

    assert looked.stdout == judged.stdout
    probes = {finding["probe"] for finding in json.loads(judged.stdout)["targets"][0]["findings"]}
    assert probes == {"names", "tls", "http", "visit", "content"}


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("en", "If it is yours, allow it: --allow 127.0.0.1"),
        ("fa", "اگر از آنِ خودتان است، آن را مجاز کنید: --allow 127.0.0.1"),
    ],
)
def test_a_loopback_address_is_refused_and_the_option_is_named(lang: str, sentence: str) -> None:
    result = run("http://127.0.0.1/", lang=lang)

    assert (result.exit_code, sentence in _joined(result.stdout)) == (3, True)


def test_addresses_that_cannot_be_looked_at_do_not_stop_the_others(site: str) -> None:
    bad = ["no address", "ftp://127.0.0.1/", "https://user:word@127.0.0.1/", "http://10.0.0.1/"]

    result = run(*bad, site, "--allow", "127.0.0.1", "--probes", "http", "--json")

    targets = json.loads(result.stdout)["targets"]
    told = [
        (one["url"], one["outcome"], one["score"], [f["reason"] for f in one["failures"]]) for one in targets
    ]
    assert (result.exit_code, told[:4], told[4][:2]) == (
        0,
        [
            (bad[0], "failed", None, ["bad_url"]),
            (bad[1], "failed", None, ["scheme_refused"]),
            (bad[2], "failed", None, ["userinfo_refused"]),
            (bad[3], "failed", None, ["address_refused"]),
        ],
        (site, "looked"),
    )


@pytest.fixture
def dead_port() -> int:
    """A port on which nothing listens: it was free a moment ago."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        return server.server_port


def test_a_service_that_is_down_never_becomes_a_number(dead_port: int) -> None:
    result = run(
        f"http://127.0.0.1:{dead_port}/", "--allow", "127.0.0.1", "--probes", "names,tls,http", "--json"
    )

    target = json.loads(result.stdout)["targets"][0]
    numbers = [mark["code"] for mark in target["indicators"] if mark["points"] is not None]
    assert (result.exit_code, target["outcome"], target["score"], target["coverage"], numbers) == (
        3,
        "failed",
        None,
        0.0,
        [],
    )


@pytest.mark.parametrize(
    ("arguments", "lang", "sentence"),
    [
        ((), "en", "No address was given. Write at least one: sanjeh evaluate https://example.gov.ir"),
        ((), "fa", "نشانی‌ای داده نشده است. دست‌کم یکی بنویسید: sanjeh evaluate https://example.gov.ir"),
        (
            ("http://127.0.0.1/", "--probes", "http,magic"),
            "en",
            (
                "There is no probe named 'magic'. "
                "The known names are: names, tls, http, visit, content, speed, uptime"
            ),
        ),
        (
            ("http://127.0.0.1/", "--allow", "10.0.0.0/99"),
            "en",
            (
                "'10.0.0.0/99' is neither a host name, an IP address nor a CIDR block. "
                "Example: --allow 127.0.0.1 or --allow 10.0.0.0/8"
            ),
        ),
    ],
)
def test_a_mistake_on_the_command_line_is_one_sentence(
    arguments: tuple[str, ...], lang: str, sentence: str
) -> None:
    result = run(*arguments, lang=lang)

    assert (result.exit_code, result.stderr, result.stdout) == (2, f"{sentence}\n", "")


def test_a_broken_methodology_names_its_file_and_what_to_do(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("code = ")

    result = run("http://127.0.0.1/", "--methodology", file)

    first, second = result.stderr.splitlines()
    assert (result.exit_code, first, str(file) in second) == (2, "The methodology file cannot be used:", True)


def test_an_unknown_methodology_names_the_shipped_ones() -> None:
    result = run("http://127.0.0.1/", "--methodology", "mars-2077")

    assert (result.exit_code, "iran-1405-1" in result.stderr) == (2, True)


def test_earlier_evidence_is_never_changed(tmp_path: Path) -> None:
    (tmp_path / "captures.jsonl").write_text("")

    result = run("http://127.0.0.1/", "--evidence", tmp_path)

    told = f"The folder '{tmp_path}' already holds evidence, which is never changed. Give a new folder.\n"
    assert (result.exit_code, result.stderr) == (2, told)


def test_a_file_that_cannot_be_written_is_told(site: str, tmp_path: Path) -> None:
    html = tmp_path / "nowhere" / "card.html"

    result = run(site, "--allow", "127.0.0.1", "--probes", "http", "--html", html)

    assert (result.exit_code, f"Cannot write to '{html}': No such file or directory" in result.stderr) == (
        2,
        True,
    )


def test_the_card_is_written_as_page_and_pdf(site: str, tmp_path: Path) -> None:
    html, pdf = tmp_path / "card.html", tmp_path / "card.pdf"

    result = run(site, "--allow", "127.0.0.1", "--probes", "http", "--html", html, "--pdf", pdf, lang="fa")

    page = html.read_text(encoding="utf-8")
    assert (result.exit_code, '<html lang="fa" dir="rtl">' in page, pdf.read_bytes()[:5]) == (
        0,
        True,
        b"%PDF-",
    )
    assert ['src="http' in page, 'href="' in page, "@import" in page] == [False, False, False]


def test_a_folder_without_evidence_is_told(tmp_path: Path) -> None:
    result = CliRunner().invoke(judge, [str(tmp_path), "--lang", "en"])

    told = (
        f"The evidence could not be read: {tmp_path}/manifest.json: is not there. "
        "Give a folder that sanjeh evaluate --evidence has made.\n"
    )
    assert (result.exit_code, result.stderr) == (2, told)


def _joined(wrapped: str) -> str:
    """Undo the terminal's line breaks."""
    return " ".join(wrapped.split())
