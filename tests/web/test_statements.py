"""What a public site owes its readers: statements, a way to be helped, and files at fixed addresses."""

from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from sanjeh.apps.authorities.models import Authority
from sanjeh.apps.feedback import queries as feedback
from sanjeh.core.workflow.retention import RULES
from sanjeh.core.workflow.roles import Role
from sanjeh.web.public.site_pages import GROUPS, PAGES
from sanjeh.web.public.statements import REVIEWED
from tests import people
from tests.web import country
from tests.web.clients import first, signed_in, texts

pytestmark = pytest.mark.django_db
REACHED = {"CONTACT_EMAIL": "desk@sanjeh.example", "CONTACT_PHONE": "+98 21 5550"}


@pytest.fixture
def reached(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "SANJEH", {**settings.SANJEH, **REACHED})


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("name", REVIEWED)
def test_each_statement_stands_in_both_languages_with_the_day_of_its_review(
    client: Client, name: str, language: str
) -> None:
    page = HTMLParser(client.get(f"/{language}/{name}/").content)

    assert first(page, "html").attributes["lang"] == language
    assert first(page, ".statement time").attributes["datetime"] == REVIEWED[name].isoformat()
    assert len(first(page, ".statement").text(strip=True)) > 200


def test_the_privacy_page_draws_the_whole_table_of_what_is_kept(client: Client) -> None:
    assert len(texts(client.get("/privacy/").content, "table.kept tbody tr")) == len(RULES)


@pytest.mark.parametrize(
    ("hands_over", "words", "evidence"),
    [
        (
            False,
            "دو سال پس از بسته شدن، مگر آن که به دستور قانون نگه داشته شود",
            "تا پایان رسیدگی به اعتراض‌های دوره‌ی بعد",
        ),
        (
            True,
            "دو سال پس از بسته شدن و پس از سپردن به بایگانی، مگر آن که به دستور قانون نگه داشته شود",
            "تا پایان رسیدگی به اعتراض‌های دوره‌ی بعد و سپردن به بایگانی",
        ),
    ],
)
def test_the_privacy_page_names_an_archive_only_where_one_is_waited_for(
    client: Client, *, hands_over: bool, words: str, evidence: str
) -> None:
    Authority.objects.update(hands_over=hands_over)

    cells = texts(client.get("/fa/privacy/").content, "table.kept tbody td:nth-child(2)")

    assert [cell for cell in cells if cell.startswith(("دو سال پس از بسته", "تا پایان رسیدگی"))] == [
        words,
        evidence,
    ]


def test_the_end_of_every_page_leads_to_all_of_them_and_says_how_we_are_reached(
    client: Client, reached: None
) -> None:
    foot = first(HTMLParser(client.get("/ranking/").content), "footer")

    links = {node.attributes.get("href") for node in foot.css("a")}
    marks = {
        word
        for node in foot.css("[data-service-link]")
        for word in str(node.attributes["data-service-link"]).split()
    }
    assert {f"/{name}/" for name in REVIEWED} <= links
    assert {"mailto:desk@sanjeh.example", "tel:+98215550", "/feedback/?page=/ranking/"} <= links
    assert marks == {
        "sla", "notices", "complaint", "form", "open-data", "faq", "foi", "accessibility", "privacy", "terms",
        "licence", "survey", "suggestion", "search",
    }  # fmt: skip


def test_the_end_of_the_page_gives_the_day_of_the_newest_edition_as_machines_read_it(client: Client) -> None:
    country.published_country()

    stamp = first(HTMLParser(client.get("/").content), "footer time").attributes["datetime"]

    assert datetime.fromisoformat(str(stamp)) > datetime(2026, 10, 1, tzinfo=UTC)


def test_what_stands_beside_each_other_at_the_end_is_set_apart(client: Client, reached: None) -> None:
    country.published_country()

    *_, line = texts(client.get("/fa/").content, "footer p")

    assert [piece.split()[0] for piece in line.split(" · ")] == ["desk@sanjeh.example", "+۹۸", "آخرین"]


def test_before_anything_is_published_no_day_is_given(client: Client) -> None:
    assert HTMLParser(client.get("/").content).css("footer time") == []


def test_robots_lets_every_crawler_read_what_is_public_and_nothing_of_the_office(client: Client) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert lines[:2] == ["User-agent: *", "Disallow: /office/"]
    assert "Disallow: /*/office/" in lines
    assert lines[-1] == "Sitemap: http://testserver/sitemap.xml"


def test_the_site_map_lists_each_public_page_once_and_every_one_answers(client: Client) -> None:
    country.published_country()

    tree = ET.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 -- our own answer
    listed = [str(node.text) for node in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]

    assert len(listed) == len(set(listed)) > len(PAGES)
    assert {client.get(address.removeprefix("http://testserver")).status_code for address in listed} == {200}


def test_the_site_map_asks_as_often_for_many_bodies_as_for_few(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(5):  # authority, agreement, bodies, rounds, notices
        client.get("/sitemap.xml")


def test_people_find_the_same_pages_in_groups(client: Client) -> None:
    links = [node.attributes["href"] for node in HTMLParser(client.get("/site-map/").content).css("main a")]

    assert len(links) == len(PAGES)
    assert sorted(name for _, names in GROUPS for name in names) == sorted(PAGES)


def test_a_hole_is_told_where_the_authority_is_reached(client: Client, reached: None) -> None:
    fields = dict(
        line.split(": ", 1) for line in client.get("/.well-known/security.txt").content.decode().splitlines()
    )

    assert fields["Contact"] == "mailto:desk@sanjeh.example"
    assert fields["Canonical"] == "http://testserver/.well-known/security.txt"
    left = datetime.fromisoformat(fields["Expires"]) - datetime.now(UTC)
    assert 178 <= left.days <= 180


def test_an_installation_that_cannot_be_reached_has_no_such_file(client: Client) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404


SENT = {
    "kind": "barrier",
    "page": "/ranking/",
    "text": "با صفحه‌کلید نمی‌شود.",
    "helped": "no",
    "contact": "a@b.example",
}


def test_a_reader_tells_what_is_wrong_and_gets_a_number_once(client: Client) -> None:
    response = client.post("/feedback/", SENT, follow=True)

    (row,) = feedback.open_first()
    assert (row.page, row.text, row.contact) == ("/ranking/", "با صفحه‌کلید نمی‌شود.", "a@b.example")
    assert texts(response.content, "h1") == ["پیام شما رسید"]
    assert texts(client.get("/feedback/thanks/").content, "h1") == ["پیامی در کار نیست"]


def test_a_message_without_words_is_told_beside_the_field_and_nothing_is_lost(client: Client) -> None:
    page = HTMLParser(client.post("/feedback/", {**SENT, "text": ""}).content)

    assert len(page.css(".form-errors")) == 1
    assert first(page, "#id_contact").attributes["value"] == "a@b.example"
    assert feedback.open_first() == ()


def test_after_ten_messages_in_an_hour_the_next_waits_and_nothing_typed_is_lost(client: Client) -> None:
    for _ in range(10):
        client.post("/feedback/", SENT)
    page = HTMLParser(client.post("/feedback/", SENT).content)

    assert len(feedback.open_first()) == 10
    assert "دوباره بفرستید" in first(page, "[role=alert]").text()
    assert first(page, "textarea").text() == SENT["text"]


def test_the_form_knows_the_page_from_which_one_came(client: Client) -> None:
    page = HTMLParser(client.get("/feedback/", {"page": "/bodies/NAZ/"}).content)

    assert first(page, "#id_page").attributes["value"] == "/bodies/NAZ/"


def test_the_office_says_once_what_became_of_a_message(client: Client) -> None:
    client.post("/feedback/", SENT)
    (row,) = feedback.open_first()
    office = signed_in(people.registered("sara", Role.SECRETARIAT))
    address = f"/office/feedback/{row.number}/"

    office.post(address, {"outcome": ""})
    assert feedback.open_first()[0].settled_at is None
    office.post(address, {"outcome": "جدول درست شد."})
    second = office.post(address, {"outcome": "نوشته‌ای دیگر"})

    assert feedback.open_first()[0].outcome == "جدول درست شد."
    assert "نوشته‌ای دیگر" in second.content.decode()
