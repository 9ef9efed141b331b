"""Every page answers in both languages, with as many questions to the database for three rows as for one."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from sanjeh.apps.publication import actions as publication
from sanjeh.apps.scans import queries as scans
from sanjeh.cli.verify import verify
from sanjeh.locale.catalogues import said
from tests import people
from tests.web import country
from tests.web.clients import first

pytestmark = pytest.mark.django_db

PAGES = (
    "/", "/ranking/", "/ranking/?sort=title&order=desc&category=main", "/bodies/", "/bodies/?q=نمونه",
    "/bodies/body-1/", "/bodies/parent/", "/services/10000001000/", "/rounds/", "/rounds/1405-2/",
    "/rounds/1405-2/progress/", "/rounds/1405-2/audit/", "/method/", "/method/small/", "/open-data/",
    "/about-probing/", "/office/login/",
)  # fmt: skip


def page(client: Client, address: str, language: str = "fa") -> HTMLParser:
    client.cookies["django_language"] = language
    response = client.get(address)
    assert response.status_code == 200, address
    return HTMLParser(response.content)


def downloaded(client: Client, address: str) -> bytes:
    return client.get(address).getvalue()


def shown(tree: HTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text(separator=" ").split()) for node in tree.css(selector)]


@pytest.mark.parametrize("language", ["fa", "en"])
def test_every_page_answers_before_there_is_anything(client: Client, language: str) -> None:
    empty = ("/", "/ranking/", "/bodies/", "/rounds/", "/method/", "/open-data/", "/about-probing/")

    assert [len(page(client, address, language).css("h1")) for address in empty] == [1] * len(empty)


@pytest.mark.parametrize("language", ["fa", "en"])
def test_every_page_has_one_heading_and_the_language_it_was_asked_for(client: Client, language: str) -> None:
    country.published_country()

    for address in PAGES:
        tree = page(client, address, language)
        if not address.endswith("progress/"):
            root = first(tree, "html")
            assert (root.attributes["lang"], root.attributes["dir"], len(tree.css("h1"))) == (
                language, "rtl" if language == "fa" else "ltr", 1,
            ), address  # fmt: skip


def test_no_persian_letter_is_left_on_an_english_page(client: Client) -> None:
    country.published_country()

    for address in PAGES:
        tree = page(client, address.replace("نمونه", "1"), "en")
        for node in tree.css("[lang=fa]"):
            node.decompose()
        assert re.findall(r"[آ-ی]+", tree.html or "") == [], address


def test_the_ranking_shows_the_places_of_the_data(client: Client) -> None:
    country.published_country(5)

    tree = page(client, "/ranking/")

    assert shown(tree, "td.place") == ["۱", "۲", "۲", "۴"]
    assert shown(tree, "table.folds td.number b") == ["۱۰۰٫۰۰", "۶۲٫۵۰", "۶۲٫۵۰", "۱۲٫۵۰"]


def test_a_body_that_was_not_reached_is_listed_apart_with_the_reason(client: Client) -> None:
    country.published_country(5)

    tree = page(client, "/ranking/", "en")

    assert shown(tree, "section td.small")[0].split(" of ")[-1] == "the whole 0% was seen; 90% is needed"


def test_a_card_tells_the_reason_of_a_mark_down_to_the_finding(client: Client) -> None:
    country.published_country()

    tree = page(client, "/bodies/body-2/", "en")

    assert shown(tree, "details#B1 > summary .grade") == ["75.0 of 100"]
    codes = shown(tree, "details#B1 .finding > .observed:last-child code")
    assert codes == ["http.hsts", "http.nosniff"] * 2


def squeezed(text: str) -> str:
    """Return a text without the spaces that elements inside it bring."""
    return "".join(text.split())


@pytest.mark.parametrize("language", ["fa", "en"])
def test_an_opened_indicator_advises_what_mends_its_findings_and_not_what_mends_another_reason(
    client: Client, language: str
) -> None:
    country.published_country(2)
    words = scans.finding_words(country.found("http.hsts", country.WARN))
    assert words.remedy

    told = shown(page(client, "/bodies/body-2/", language), "details#B1 > .unfold-body > p.remedy")

    assert [squeezed(one).startswith(squeezed(said(words.remedy, language))) for one in told] == [True]


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_method_lists_what_mends_each_thing_that_may_be_found(client: Client, language: str) -> None:
    country.published_country(1)
    words = scans.finding_words(country.found("http.hsts", country.FAIL))
    assert words.remedy

    listed = shown(page(client, "/method/small/", language), "details#B1 details li")

    assert squeezed(said(words.says, language) + said(words.remedy, language)) in map(squeezed, listed)


def test_a_service_shows_what_asks_for_mending_before_the_rest(client: Client) -> None:
    country.published_country()

    tree = page(client, "/services/10000002000/", "en")

    assert shown(tree, "section > ul.findings > .finding > p:first-child .grade") == ["Warning", "Fail"]


def test_a_capture_can_be_read_whole(client: Client) -> None:
    country.published_country(1)
    looks = scans.findings(country.ROUND, service="10000001000")[0].looks
    visit = next(look.digest for look in looks if look.collector == "visit")

    document = client.get(f"/evidence/{visit}/capture.json").json()
    picture = client.get(f"/evidence/{visit}/screenshot")

    assert document["target"]["url"] == "https://body-1.nemune.test/service"
    assert picture.content == b"\xff\xd8 a picture"
    assert shown(page(client, f"/evidence/{visit}/", "en"), "dd.digest") == [visit]


def test_an_edition_gives_its_files_and_nothing_else(client: Client) -> None:
    country.published_country()

    listed = shown(page(client, "/open-data/"), "th.name a")
    kept = downloaded(client, f"/open-data/1405-2/1/{listed[0]}")

    assert kept
    assert client.get("/open-data/1405-2/1/secret-key").status_code == 404


@pytest.mark.parametrize("round_code", ["", country.ROUND])
def test_the_newest_edition_is_the_one_that_is_shown(client: Client, round_code: str) -> None:
    country.published_country(1)
    publication.publish_erratum(
        round_code=country.ROUND,
        reason="نامی درست شد.",
        by=people.approver(),
        now=country.NOW + timedelta(days=2),
    )

    for address in ("/ranking/", "/bodies/body-1/"):
        tree = page(client, f"{address}?round={round_code}")
        assert "ویراست ۲" in shown(tree, ".eyebrow")[0], address
    assert page(client, f"/ranking/?round={round_code}").css_matches(
        "a[href='/open-data/1405-2/2/ranking.csv']"
    )


@pytest.mark.parametrize(
    "address", ["/bodies/nobody/", "/services/1/", "/rounds/none/", "/evidence/none/", "/ranking/?round=none"]
)
def test_what_does_not_exist_is_said_in_a_sentence(client: Client, address: str) -> None:
    response = client.get(address)

    assert (response.status_code, shown(HTMLParser(response.content), "h1")) == (
        404, ["صفحه‌ای با این نشانی نیست"],
    )  # fmt: skip


def test_the_language_is_chosen_without_script_and_remembered(client: Client) -> None:
    response = client.post("/language/setlang/", {"language": "en", "next": "/bodies/"})

    assert (response.status_code, response["Location"]) == (302, "/bodies/")
    assert shown(HTMLParser(client.get("/bodies/").content), "h1") == ["Bodies"]


def test_nothing_from_elsewhere_may_run_on_a_page(client: Client) -> None:
    policy = client.get("/").headers["Content-Security-Policy"]

    assert "unsafe" not in policy
    assert policy.startswith("default-src 'self';")


LISTS = (
    "/",
    "/ranking/",
    "/bodies/",
    "/bodies/body-1/",
    "/services/10000001000/",
    "/rounds/1405-2/",
    "/open-data/",
)


def questions(client: Client) -> dict[str, int]:
    """Return how many queries each page asks, once it has been opened before."""
    counts = {}
    for address in LISTS:
        page(client, address)
        with CaptureQueriesContext(connection) as asked:
            page(client, address)
        counts[address] = len(asked)
    return counts


def test_a_longer_list_asks_the_database_no_more(client: Client) -> None:
    with transaction.atomic():
        country.published_country(1)
        with_one = questions(client)
        transaction.set_rollback(True)

    country.published_country(3)

    assert questions(client) == with_one


def test_one_download_and_one_command_count_an_edition_again(client: Client, tmp_path: Path) -> None:
    country.published_country()
    link = first(page(client, "/open-data/"), "a.btn-primary").attributes["href"] or ""

    one, other = (downloaded(client, link) for _ in range(2))
    archive = tmp_path / "sanjeh-1405-2-1.zip"
    archive.write_bytes(one)
    keys = tmp_path / "keys.pem"
    keys.write_bytes(client.get("/open-data/keys.pem").content)
    key_id = shown(page(client, "/open-data/"), "section .digest")[0]
    said = CliRunner().invoke(verify, [str(archive), "--key", str(keys)])

    assert (said.exit_code, said.output.splitlines()) == (
        0,
        [
            f"The signature is right, by the key {key_id}, which is among those given.",
            "Every file is whole and every published digit was found again.",
        ],
    )
    assert one == other
    assert client.get("/open-data/1405-2/7.zip").status_code == 404


def test_a_file_that_is_no_archive_is_refused_in_a_sentence(tmp_path: Path) -> None:
    other = tmp_path / "other.zip"
    other.write_text("not a zip")

    said = CliRunner().invoke(verify, [str(other)])

    assert (said.exit_code, said.output.count("\n")) == (2, 1)
    assert said.output.startswith("other.zip is not a zip file")
