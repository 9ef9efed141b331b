"""The pages of a round say which document was judged and how one got there, as the card does."""

import pytest
from django.test import Client

from sanjeh.apps.rounds import queries as round_queries
from sanjeh.apps.scans import actions as scans
from sanjeh.core.probing.artifacts.page import WayStep
from sanjeh.core.probing.contracts import Finding, Outcome
from sanjeh.core.probing.verdicts import Observed
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


@pytest.fixture
def country_with_a_way(client: Client) -> Client:
    """Return a reader of a round in which every address of a body led to another site."""
    country.start_round(1)
    away = reached("visit.load", document=OTHER, way=[f"page {HERE}"])
    for address in round_queries.addresses(country.ROUND):
        outcomes = country.SPREAD["body-1"]
        scans.begin(address=address.key, now=country.NOW)
        scans.keep_seen(
            address=address.key,
            captures=[country.capture(look, address.target, outcomes) for look in ("http", "visit")],
            findings=[*map(country.found, country.CHECKS, outcomes), away],
            now=country.NOW,
        )
    country.publish()
    return client


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
