"""The office reads of a round one sentence for each cause, walls among them, and below it every place."""

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from sanjeh.apps.rounds import queries as rounds
from sanjeh.apps.scans import actions
from sanjeh.core.probing.contracts import Finding, Outcome
from sanjeh.web.office.unseen import causes, hosts_of
from tests import people
from tests.apps import trip
from tests.web.clients import signed_in

pytestmark = pytest.mark.django_db


def probed() -> None:
    """Bring a round there in which a wall stood before one address and three others answered nothing."""
    trip.probing_round(2)
    walled, *silent = rounds.addresses(trip.ROUND)
    reach = Finding(id="http.reach", probe="http", outcome=Outcome.BLOCKED, reason="waf", standard="")
    actions.begin(address=walled.key, now=trip.NOW)
    seen = [trip.capture(walled, failed=False)]
    actions.keep_seen(address=walled.key, captures=seen, findings=[reach], now=trip.NOW)
    for one in silent:
        actions.begin(address=one.key, now=trip.NOW)
        failed = [trip.capture(one, failed=True)]
        actions.keep_seen(address=one.key, captures=failed, findings=[], now=trip.NOW)


def test_each_cause_is_told_once_the_commonest_first_and_a_wall_is_one() -> None:
    probed()

    assert [(one.reason, one.address_count, len(one.places)) for one in causes(trip.ROUND)] == [
        ("connect_refused", 3, 3),
        ("waf", 1, 1),
    ]


def test_the_page_of_the_round_has_a_sentence_for_each_cause_and_a_line_for_each_place() -> None:
    probed()

    page = HTMLParser(signed_in(people.secretariat()).get(f"/office/rounds/{trip.ROUND}/").content)

    assert (len(page.css(".findings > .finding")), len(page.css(".finding details li"))) == (2, 4)


@pytest.mark.parametrize(
    ("urls", "said"),
    [
        (["https://a.test/x", "https://a.test/y"], "a.test"),
        (["https://a.test/", "https://b.test/", "https://c.test/"], "a.test b.test c.test"),
        (
            ["https://a.test/", "https://b.test/", "https://c.test/", "https://d.test/"],
            "a.test b.test c.test …",
        ),
    ],
)
def test_the_hosts_of_a_cause_are_named_as_far_as_a_line_holds_them(urls: list[str], said: str) -> None:
    assert hosts_of(urls) == said
