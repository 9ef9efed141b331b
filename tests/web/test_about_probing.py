"""The owner of a site that we look at is told how to reach us and how to stop us."""

import pytest
from django.conf import settings
from django.test import Client
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from tests.web.clients import first

pytestmark = pytest.mark.django_db
PAGE = "https://sanjeh.example/about-probing/"


def shown(client: Client) -> HTMLParser:
    return HTMLParser(client.get("/about-probing/").content)


def test_the_page_gives_mail_and_telephone_and_our_name(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached = {"CONTACT_EMAIL": "a@sanjeh.example", "CONTACT_PHONE": "+98 21 5550", "CONTACT_URL": PAGE}
    monkeypatch.setattr(settings, "SANJEH", {**settings.SANJEH, **reached})

    page = shown(client)

    assert [link.attributes["href"] for link in page.css("main a")] == [
        "mailto:a@sanjeh.example",
        "tel:+98215550",
    ]
    assert PAGE in first(page, "main code").text()


def test_an_installation_that_cannot_be_reached_says_so(client: Client) -> None:
    page = shown(client)

    assert first(page, "main .notice-line").text(strip=True) == (
        "این نصب سنجه هنوز نگفته است که چگونه می‌توان به آن رسید."
    )
    assert page.css("main a") == []
