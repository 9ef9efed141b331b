"""The page of the archive: what can be handed over, what waits for its receipt, and what was refused."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from procrastinate.contrib.django.models import ProcrastinateJob

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.authorities.models import Authority
from sanjeh.apps.desk import erasure_actions as erasure
from sanjeh.apps.retention import queries, worker_actions
from sanjeh.core.workflow.retention import EXECUTED, Kept
from sanjeh.core.workflow.rounds import RoundState
from tests import people
from tests.apps import trip
from tests.apps.retention.handed import (
    AFTER,
    ROUND_PACKAGE,
    ended_round,
    it_hands_over,
    one_closed,
    round_packed,
)
from tests.apps.standing import round_in
from tests.web.clients import signed_in, texts

pytestmark = pytest.mark.django_db
PAGE = "/office/archive/"
PACK, RECEIPT = f"{PAGE}rounds/{trip.ROUND}/", f"{PAGE}{ROUND_PACKAGE}/receipt/"


@pytest.fixture(autouse=True)
def folders_of_this_test(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.SANJEH, "EDITIONS", tmp_path / "editions")
    monkeypatch.setitem(settings.SANJEH, "ARCHIVES", tmp_path / "archives")


def asked_for() -> list[dict[str, object]]:
    return [job.args for job in ProcrastinateJob.objects.filter(task_name="retention.pack")]


def test_the_secretariat_asks_and_a_worker_gets_the_job_once() -> None:
    ended_round()
    client = signed_in(people.secretariat())

    first = client.post(PACK, follow=True)
    again = client.post(PACK, follow=True)

    assert asked_for() == [{"round_code": trip.ROUND, "by": people.secretariat().pk}]
    assert "کارگر بسته را می‌سازد" in first.content.decode()
    assert "در نوبت ساختن است" in again.content.decode()


def test_a_round_that_has_not_ended_is_refused_with_a_sentence() -> None:
    round_in(RoundState.PUBLISHED)

    page = signed_in(people.secretariat()).post(PACK, follow=True)

    assert (asked_for(), "هنوز بایگانی نشده است" in page.content.decode()) == ([], True)


def test_a_second_person_notes_the_receipt_and_the_page_shows_it() -> None:
    ended_round()
    round_packed()
    both = signed_in(people.approver())
    assert ROUND_PACKAGE in both.get(PAGE).content.decode()

    empty = both.post(RECEIPT, {"receipt": " "}, follow=True)
    noted = both.post(RECEIPT, {"receipt": "NA-7"}, follow=True)
    late = both.post(RECEIPT, {"receipt": "NA-8"}, follow=True)

    assert "شماره‌ی رسید بایگانی را بنویسید" in empty.content.decode()
    assert "NA-7" in noted.content.decode()
    assert "در انتظار رسید نیست" in late.content.decode()
    assert queries.received_rounds() == {trip.ROUND}
    assert signed_in(people.secretariat()).post(RECEIPT, {"receipt": "x"}).status_code == 403


def test_the_secretariat_says_that_a_package_was_lost_and_asks_for_another() -> None:
    ended_round()
    round_packed()
    client, approver = signed_in(people.secretariat()), signed_in(people.approver())
    assert approver.post(RECEIPT, {"lost": "yes"}).status_code == 403
    assert "در نوبت ساختن است" not in client.post(PACK, follow=True).content.decode()
    assert asked_for() == []

    noted = client.post(RECEIPT, {"lost": "yes"}, follow=True).content
    late = client.post(RECEIPT, {"lost": "yes"}, follow=True).content
    client.post(PACK)

    assert "می‌توان آن را دوباره ساخت" in noted.decode()
    assert "در انتظار رسید نیست" in late.decode()
    assert len(texts(noted, "dt")) - len(texts(late, "dt")) == 0
    assert "گم شد" in texts(noted, "dt")
    assert len(asked_for()) == 1


@pytest.mark.parametrize(
    ("since", "until", "says"),
    [
        ("1405/01/01", "1405/12/29", "به دستور قانون نگه داشته شده‌اند"),
        ("1404/01/01", "1404/02/01", "شکایتی به پایان نرسیده است"),
        ("1405/12/29", "1405/01/01", "پیش از روز نخست است"),
    ],
)
def test_complaints_that_cannot_be_handed_over_are_told_and_nothing_typed_is_lost(
    since: str, until: str, says: str
) -> None:
    number = one_closed().number
    erasure.hold_complaint(number=number, reason="دادگاه", by=people.manager(), now=AFTER)

    page = signed_in(people.secretariat()).post(PAGE, {"since": since, "until": until}).content

    assert (says in page.decode(), f'value="{since}"' in page.decode(), asked_for()) == (True, True, [])


def test_words_over_their_time_are_due_while_an_archive_is_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one_closed()

    def due(person: Person) -> list[str]:
        rows = texts(signed_in(person).get("/office/").content, "#mine a")
        return [row for row in rows if "موعد پاک شدن" in row]

    rule = next(rule for rule in EXECUTED if rule.kept is Kept.COMPLAINTS)
    it_hands_over()
    young = due(people.secretariat())
    monkeypatch.setattr(queries, "EXECUTED", (replace(rule, after=timedelta(0)),))
    old = due(people.secretariat())
    Authority.objects.update(hands_over=False)

    assert (young, len(old), due(people.secretariat())) == ([], 1, [])


def test_why_the_last_package_was_not_made_stands_on_the_page() -> None:
    worker_actions.note_failure(about=f"archive:{ROUND_PACKAGE}", why="BagNotWritten: full", now=AFTER)

    page = signed_in(people.secretariat()).get(PAGE).content

    assert any("BagNotWritten: full" in text for text in texts(page, "[role=alert]"))
