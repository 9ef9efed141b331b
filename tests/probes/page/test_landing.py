"""Which document a visit ends at: pages that lead on, and documents that no browser can show."""

from urllib.parse import quote, urlsplit

import pytest

from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.probes.page.landing import announced_s
from tests.evidence import MemoryStore
from tests.probes.judging import present
from tests.probes.page.conftest import Judged, Visit

pytestmark = pytest.mark.acceptance

HERE = "https://body.example/start#top"


@pytest.mark.parametrize(
    ("refresh", "seconds"),
    [
        ("0; url=/home", 0.0),
        ("5;URL='https://other.example/'", 5.0),
        ('1.5 , "/home"', 1.0),
        ("3 /home", 3.0),
        ("0;url=/start", None),
        ("0;url=#end", None),
        ("30", None),
        ("30;", None),
        ("soon; url=/home", None),
        ("", None),
    ],
)
def test_a_page_says_when_it_leads_to_another_address(refresh: str, seconds: float | None) -> None:
    assert announced_s(refresh, HERE) == seconds


@pytest.mark.parametrize(
    ("how", "way"),
    [
        ("home", []),
        ("meta", [("/led/meta", "page")]),
        ("header", [("/led/header", "page")]),
        ("script", [("/led/script", "page")]),
        ("later", [("/led/later", "page")]),
        ("moved", [("/led/moved", "redirect"), ("/led/script", "page")]),
    ],
)
async def test_the_document_where_the_visitor_ends_is_seen_and_the_way_is_kept(
    visit: Visit, kept: MemoryStore, how: str, way: list[tuple[str, str]]
) -> None:
    artifact = await visit(f"led/{how}")

    assert [(urlsplit(step.url).path, step.by) for step in artifact.way] == way
    assert (urlsplit(artifact.final_url).path, artifact.header("x-document")) == ("/led/home", "home")
    assert "<h1>خانه</h1>" in kept.read(present(artifact.dom)).decode()


async def test_where_one_ended_is_told_with_the_page(judged: Judged) -> None:
    found = await judged("led/script")

    told = found["visit.load"].observed
    site = str(told["document"]).removesuffix("/led/home")
    assert (told["document"], told["way"]) == (f"{site}/led/home", [f"page {site}/led/script"])


async def test_two_services_of_one_application_are_two_pages(judged: Judged) -> None:
    titles = [(await judged(f"led/home{part}"))["visit.title"].observed["title"] for part in ("#/a", "#/b")]

    assert titles == ["#/a", "#/b"]


@pytest.mark.parametrize("how", ["gzip", "br"])
async def test_what_no_browser_can_unpack_was_shown_to_nobody(visit: Visit, how: str) -> None:
    with pytest.raises(CaptureFailed) as failed:
        await visit(f"packed/{how}")

    assert failed.value.reason is Reason.BAD_RESPONSE


async def test_an_answer_without_a_byte_was_shown_to_nobody(visit: Visit) -> None:
    with pytest.raises(CaptureFailed) as failed:
        await visit("bare?")

    assert failed.value.reason is Reason.BAD_RESPONSE


@pytest.mark.parametrize("body", ["<title></title>", "<div></div>", "<html lang=fa>"])
async def test_a_document_without_words_is_one_all_the_same(visit: Visit, body: str) -> None:
    assert (await visit(f"bare?{quote(body)}")).status == 200


@pytest.mark.parametrize(("letters", "is_shown"), [(99, True), (4, False)])
async def test_bytes_that_are_no_text_were_read_by_nobody(
    visit: Visit, letters: int, *, is_shown: bool
) -> None:
    body = quote("<p>" + ("\x01" + "a" * letters) * 20)

    if is_shown:
        assert (await visit(f"bare?{body}")).status == 200
        return
    with pytest.raises(CaptureFailed) as failed:
        await visit(f"bare?{body}")
    assert failed.value.reason is Reason.NOT_HTML
