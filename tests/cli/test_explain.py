"""`evaluate --explain content`, for files on disk and for addresses."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sanjeh.cli.evaluate import evaluate
from sanjeh.locale.catalogues import arrow

PAGE = """<html lang="fa"><body>
<article data-service="12345678901">
<p data-service-field="code">۱۲۳۴۵۶۷۸۹۰۱</p>
<p>مدت زمان انجام: حداکثر ۳ روز کاری</p>
<p data-service-field="fee">طبق تعرفه</p>
<p data-service-field="law">متن نمونه</p>
<p data-service-feild="steps">ثبت درخواست</p>
<a href="/sla">توافقنامه سطح خدمت</a>
<a data-service-link="privacy" href="/privacy">حریم خصوصی</a>
</article>
<script type="application/ld+json">{"@type": "GovernmentService", "areaServed": "کشور",}</script>
</body></html>"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


def explain(*arguments: str | Path) -> Result:
    return CliRunner().invoke(evaluate, [*(str(one) for one in arguments), "--explain", "content"])


def test_every_field_is_explained_with_its_place_and_the_html_to_write(page: Path) -> None:
    result = explain(page, "--json")

    told = json.loads(result.stdout)["pages"][0]["explanation"]
    fields = {each["name"]: (each["state"], each["normalised"], each["line"]) for each in told["fields"]}
    assert (result.exit_code, fields) == (
        0,
        {
            "documents": ("missing", "", None),
            "steps": ("missing", "", None),
            "duration": ("by_words", "P3D", 4),
            "fee": ("unreadable", "", 5),
            "law": ("empty", "", 6),
            "contact": ("missing", "", None),
            "code": ("sure", "12345678901", 3),
            "updated": ("missing", "", None),
        },
    )
    assert [each["advice"] for each in told["fields"] if each["name"] in {"duration", "code"}] == [
        '<span data-service-field="duration" data-service-value="P3D">حداکثر ۳ روز کاری</span>',
        "",
    ]
    assert [(each["fault"], each["mark"]["line"], each["meant"]) for each in told["strays"]] == [
        ("unknown_attribute", 7, "data-service-field")
    ]
    assert (told["about"], told["json_ld_mended"], told["json_ld_broken"]) == ({"area": "کشور"}, 1, 0)


def test_links_are_told_with_their_source(page: Path) -> None:
    told = json.loads(explain(page, "--json").stdout)["pages"][0]["explanation"]

    assert [
        (e["name"], e["state"], e["url"], e["advice"]) for e in told["links"] if e["state"] != "missing"
    ] == [
        ("sla", "by_words", "/sla", '<a data-service-link="sla" href="/sla">…</a>'),
        ("privacy", "sure", "/privacy", ""),
    ]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("fa", ["هشت بخش برگه خدمت", "! زمان انجام (duration)  تنها از روی واژه‌ها", "واژه‌ها · سطر ۴"]),
        (
            "en",
            ["The eight fields of the service sheet", "! time to the result (duration)", "words · line 4"],
        ),
    ],
)
def test_people_read_it_in_their_language(page: Path, language: str, sentences: list[str]) -> None:
    text = explain(page, "--lang", language).stdout

    assert [sentence for sentence in sentences if sentence not in text] == []
    assert f"\n      {arrow(language)} " in text
    assert max(map(len, text.splitlines())) > 80  # HTML to copy is never broken into lines


def test_several_files_are_explained_one_after_another(page: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.html"
    other.write_text("<p>هیچ</p>", encoding="utf-8")

    told = json.loads(explain(page, other, "--json").stdout)

    assert [each["place"] for each in told["pages"]] == [str(page), str(other)]
    assert {each["state"] for each in told["pages"][1]["explanation"]["fields"]} == {"missing"}


def test_nothing_to_explain_is_a_mistake() -> None:
    assert explain("--lang", "en").exit_code == 2


class Site(BaseHTTPRequestHandler):
    """One page whose script writes a field, and nothing else."""

    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/" else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        written = "document.body.innerHTML += '<p data-service-field=law>ماده ۵ قانون نمونه</p>'"
        self.wfile.write(f'<meta charset="utf-8"><body><script>{written}</script></body>'.encode())

    def log_message(self, *_: Any) -> None:
        """Stay quiet."""


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_an_address_is_explained_as_its_visitors_get_it(site: str) -> None:
    result = explain(f"{site}/", f"{site}/missing", "--allow", "127.0.0.1", "--json")

    seen, unseen = json.loads(result.stdout)["pages"]
    assert (result.exit_code, seen["place"], seen["is_visited"]) == (0, f"{site}/", True)
    assert [each["value"] for each in seen["explanation"]["fields"] if each["state"] == "sure"] == [
        "ماده ۵ قانون نمونه"
    ]
    assert (unseen["failure"], unseen["explanation"]) == ("http_error", None)
