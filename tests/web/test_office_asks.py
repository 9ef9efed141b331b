"""The page of a round says what a worker lacks, why the round has stopped, and that too much was not seen."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.publication import queries as publication
from sanjeh.apps.rounds import queries as rounds
from sanjeh.apps.scans import queries as scans
from sanjeh.apps.scans import worker_actions
from sanjeh.apps.scans.models import RoundStop
from sanjeh.core.probing.failures import Reason
from sanjeh.core.scheduling.fitness import Lack, Need
from sanjeh.core.workflow.rounds import RoundState
from tests import people
from tests.apps import trip
from tests.web.clients import signed_in

pytestmark = pytest.mark.django_db
ROUND = f"/office/rounds/{trip.ROUND}/"


def by(person: Person) -> Client:
    client = signed_in(person)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def shown(client: Client) -> HTMLParser:
    return HTMLParser(client.get(ROUND).content)


def titles(page: HTMLParser) -> list[str]:
    return [" ".join(one.text().split()) for one in page.css("section > h2")]


def judge(person: Person, move: str) -> int:
    return by(person).post(f"{ROUND}judgement/", {"move": move}).status_code


def test_a_worker_that_takes_nothing_is_named_with_what_it_lacks() -> None:
    trip.probing_round(1)
    lacks = [Lack(Need.BROWSER, {"detail": "browser_missing"}), Lack(Need.CLOCK, {"count": 7, "most": 5})]
    worker_actions.tell_of_worker(name="there:7", vantage="local", fonts="", lacks=lacks)
    worker_actions.tell_of_worker(name="here:8", vantage="local", fonts="", lacks=[])

    page = shown(by(people.secretariat()))

    assert [title for title in titles(page) if title.startswith("Worker")] == ["Worker there:7 takes nothing"]
    assert [one.text(strip=True) for one in page.css("section > h2 + ul:not(.findings) > li")][:2] == [
        "It has no browser, or its browser does not open: browser_missing",
        "Its clock and the database's are 7 s apart; more than 5 s are not accepted.",
    ]


def test_a_stopped_round_asks_and_goes_on_when_somebody_has_judged_it() -> None:
    trip.probing_round(1)
    RoundStop.objects.create(
        round=rounds.get(trip.ROUND), reason=Reason.PORT_REFUSED, count=11, of=12, began_at=timezone.now()
    )

    asked = "The round has stopped and asks" in titles(shown(by(people.secretariat())))
    statuses = [judge(people.approver(), "go_on"), judge(people.secretariat(), "go_on")]

    assert (asked, statuses, scans.stop_of(trip.ROUND)) == (True, [403, 302], None)


def test_too_much_unseen_is_told_with_the_figures_and_published_when_two_have_looked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(settings.SANJEH, "EDITIONS", tmp_path)
    trip.final_round(4, trip.Seen(unseen=("B1", "B2", "B3")))
    approver = by(people.approver())

    refused = HTMLParser(approver.post(f"{ROUND}moves/", {"move": "publish"}, follow=True).content)
    for person in (people.secretariat(), people.manager()):
        judge(person, "review_unseen")
    approver.post(f"{ROUND}moves/", {"move": "publish"})

    assert "Too many addresses were not seen" in titles(refused)
    assert "Not published: of 8 addresses 6 were not seen" in refused.text()
    assert (len(publication.editions()), rounds.round_page(trip.ROUND).row.state) == (1, RoundState.PUBLISHED)


def test_a_judgement_that_is_none_changes_nothing() -> None:
    trip.probing_round(1)

    assert judge(people.secretariat(), "publish") == 302
