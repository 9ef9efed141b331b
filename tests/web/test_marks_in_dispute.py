"""The page of a round says what holds its edition, and lists whom a correction has moved."""

from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from sanjeh.apps.publication import queries as publication
from sanjeh.apps.results import actions as results
from sanjeh.apps.results import dispute_actions, recount_actions
from sanjeh.core.probing.contracts import Outcome
from tests import people
from tests.apps import trip
from tests.web.clients import cells, signed_in

pytestmark = pytest.mark.django_db
PAGE = f"/office/rounds/{trip.ROUND}/"
SEEN = trip.Seen(
    of={
        "B1": (Outcome.WARN, Outcome.FAIL, Outcome.PASS),
        "B2": (Outcome.PASS, Outcome.FAIL, Outcome.PASS),
    }
)


@pytest.fixture(autouse=True)
def final(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.SANJEH, "EDITIONS", tmp_path)
    trip.final_round(2, SEEN)


def disputed() -> None:
    dispute_actions.dispute_marks(
        round_codes=[trip.ROUND], unit="B1", indicators=["A2"], opened_in="complaint:7", now=trip.NOW
    )


def test_the_page_says_which_appeal_holds_the_edition_and_letting_it_be_shown_publishes() -> None:
    disputed()
    approver, office = signed_in(people.approver()), signed_in(people.secretariat())

    before = approver.get(PAGE).content.decode()
    held = approver.post(f"{PAGE}moves/", {"move": "publish"}, follow=True).content.decode()
    refused = approver.post(f"{PAGE}judgement/", {"move": "show_disputed"}).status_code
    office.post(f"{PAGE}judgement/", {"move": "show_disputed"})
    again = office.post(f"{PAGE}judgement/", {"move": "show_disputed"}, follow=True).content.decode()
    approver.post(f"{PAGE}moves/", {"move": "publish"})

    assert "انتشار را نگه می‌دارد" in before
    assert "منتشر نشد: اعتراضی به این نمره‌ها در جریان است (B1/A2)" in held
    assert refused == 403
    assert "اعتراض به آن در جریان باشد و نشان داده نشود" in again
    assert len(publication.editions(trip.ROUND)) == 1
    card = Client().get("/bodies/B1/").content.decode()
    assert "اعتراضی به این نمره‌ها در جریان است و شاید عوض شوند" in card


def test_whom_a_correction_moved_stands_in_a_list_and_the_erratum_is_published_there() -> None:
    approver = signed_in(people.approver())
    approver.post(f"{PAGE}moves/", {"move": "publish"})
    mark = results.OrderedMark("B1", "A2", Decimal(1))
    later = trip.NOW.replace(microsecond=9)
    results.take_correction(round_code=trip.ROUND, mark=mark, ordered_in="complaint:7", now=later)
    recount_actions.recount_corrected(now=later)

    led = approver.get(PAGE).content.decode()
    listed = approver.get(f"{PAGE}moved/").content
    unsaid = approver.post(f"{PAGE}moved/", {"reason": " "}, follow=True).content.decode()
    approver.post(f"{PAGE}moved/", {"reason": "نمره‌ی A2 نادرست بود."})
    refused = signed_in(people.secretariat()).post(f"{PAGE}moved/", {"reason": "x"}).status_code

    assert f"{PAGE}moved/" in led
    assert len(cells(listed, "tbody tr")) == 2
    assert "بنویسید چه چیز در ویراست پیشین نادرست بود." in unsaid
    assert [one.number for one in publication.editions(trip.ROUND)] in ([1, 2], [2, 1])
    assert refused == 403


def test_before_an_edition_there_is_no_erratum() -> None:
    page = signed_in(people.approver()).post(f"{PAGE}moved/", {"reason": "x"}, follow=True).content.decode()

    assert "این دوره هنوز منتشر نشده است" in page
