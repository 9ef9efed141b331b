"""The pages of a round say which document was judged and how one got there, as the card does."""

import pytest
from django.test import Client

from sanjeh.apps.rounds import queries as round_queries
from sanjeh.apps.rounds.holders import Holders, Listed, holders
from sanjeh.apps.scans import actions as scans
from sanjeh.core.catalogue.holders import holding_of_domain
from sanjeh.core.probing.artifacts.page import WayStep
from sanjeh.core.probing.contracts import Finding, Outcome
from sanjeh.core.probing.verdicts import Observed
from sanjeh.core.text.words import Words
from sanjeh.report.scorecard.judged_document import (
    END_OF_ISOLATE,
    ISOLATE,
    JudgedDocument,
    document_told,
    sentence,
)
from tests.web import country
from tests.web.test_pages import page, shown

HERE, HOME, OTHER = (
    "https://body-1.nemune.test/service",
    "https://body-1.nemune.test/home",
    "https://digari.test/",
)
NO_ISOLATES = {ord(sign): None for sign in (ISOLATE, END_OF_ISOLATE)}


def reached(check: str, **observed: object) -> Finding:
    probe = check.partition(".")[0]
    seen: Observed = {"status": 200, **observed}  # type: ignore[dict-item]
    return Finding(id=check, probe=probe, outcome=Outcome.PASS, reason="ok", standard="", observed=seen)


def led(*findings: Finding) -> tuple[str, str, bool] | None:
    told = document_told(f"{HERE}?id=1", findings)
    return None if told is None else (told.url, told.led, told.is_elsewhere)


@pytest.mark.parametrize(
    ("findings", "told"),
    [
        ((), None),
        ((Finding(id="visit.load", probe="visit", outcome=Outcome.ERROR, reason="x", standard=""),), None),
        ((reached("visit.load"),), (HERE, "itself", False)),
        ((reached("visit.load", document=HOME, way=[f"page {HERE}"]),), (HOME, "page", False)),
        (
            (reached("visit.load", document=OTHER, way=[f"redirect {HERE}", f"page {HOME}"]),),
            (OTHER, "both", True),
        ),
        ((reached("visit.load", document=OTHER, way=[]),), (OTHER, "redirect", True)),
        ((reached("http.reach", document=OTHER, way=[f"redirect {HERE}"]),), (OTHER, "redirect", True)),
        ((reached("http.reach", document=OTHER, way=[]), reached("visit.load")), (HERE, "itself", False)),
        ((reached("http.hsts", document=OTHER, way=[]),), None),
    ],
)
def test_the_findings_tell_the_document_the_browser_s_before_the_server_s(
    findings: tuple[Finding, ...], told: tuple[str, str, bool] | None
) -> None:
    assert led(*findings) == told


def start_round(client: Client, document: str) -> Client:
    """Return a reader of a round of two bodies in which every address of the first led to this document."""
    country.start_round(2)
    away = reached("visit.load", document=document, way=[f"page {HERE}"])
    for address in round_queries.addresses(country.ROUND):
        outcomes = country.SPREAD[address.target.body]
        led_there = [away] if address.target.body == "body-1" else []
        scans.begin(address=address.key, now=country.NOW)
        scans.keep_seen(
            address=address.key,
            captures=[country.capture(look, address.target, outcomes) for look in ("http", "visit")],
            findings=[*map(country.found, country.CHECKS, outcomes), *led_there],
            now=country.NOW,
        )
    country.publish()
    return client


@pytest.fixture
def country_with_a_way(client: Client) -> Client:
    return start_round(client, OTHER)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("address", ["/services/10000001000/", "/bodies/body-1/"])
def test_a_page_that_explains_a_mark_says_it_in_the_card_s_sentence(
    country_with_a_way: Client, address: str, language: str
) -> None:
    document = JudgedDocument(url=OTHER, way=(WayStep(url=HERE, by="page"),), is_elsewhere=True)
    said = sentence(document, language).translate(NO_ISOLATES)

    told = [one.translate(NO_ISOLATES) for one in shown(page(country_with_a_way, address, language), "p")]

    assert said in told


@pytest.mark.django_db
def test_where_the_address_itself_was_judged_the_body_s_page_does_not_say_so_at_every_mark(
    client: Client,
) -> None:
    country.published_country(1)

    tree = page(client, "/bodies/body-1/", "en")

    assert not [one for one in shown(tree, "p") if "document that was judged" in one.lower()]


OF_THE_OTHER = {
    "fa": "این سند زیر نام دستگاه دیگری است: «سازمان نمونه 2».",
    "en": "This document is under the name of another body: Sample organisation 2.",
}


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("address", ["/services/10000001000/", "/bodies/body-1/"])
@pytest.mark.parametrize(
    ("document", "is_named"),
    [
        ("https://login.body-2.nemune.test/", True),
        ("https://notbody-2.nemune.test/", False),
        ("https://body-1.nemune.test/home", False),
        ("https://sso.nemune.test/", False),
    ],
)
def test_a_page_names_the_body_under_whose_name_the_document_is(
    client: Client, document: str, address: str, language: str, *, is_named: bool
) -> None:
    reader = start_round(client, document)

    told = [one.translate(NO_ISOLATES) for one in shown(page(reader, address, language), "p")]

    said = [one for one in told if document in one]
    assert said
    assert [one.endswith(OF_THE_OTHER[language]) for one in said] == [is_named] * len(said)


@pytest.mark.django_db
def test_the_body_of_a_document_is_told_as_what_it_is_to_the_one_judged() -> None:
    country.start_round(2)
    held = holders(country.ROUND)
    ministry = Holders(
        (
            *held.holdings,
            holding_of_domain("parent", "nemune-ministry.test"),
            holding_of_domain("body-2", "sso.nemune.test"),
        ),
        {**held.bodies, "parent": Listed(Words("وزارت نمونه", "Sample ministry"), "")},
    )

    kin = {
        (own, url): found and (found.code, found.kin)
        for own, url in (
            ("body-1", "https://body-2.nemune.test/"),
            ("body-1", "https://nemune-ministry.test/"),
            ("parent", "https://body-2.nemune.test/"),
            ("body-2", "https://body-2.nemune.test/"),
            ("body-1", "https://nobody.test/"),
            ("body-1", "https://sso.nemune.test/"),
        )
        for found in [ministry.other(url, own)]
    }

    assert list(kin.values()) == [
        ("body-2", "another"),
        ("parent", "parent"),
        ("body-2", "subsidiary"),
        None,
        None,
        None,
    ]
