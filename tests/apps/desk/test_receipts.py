"""A complaint belongs to whoever holds its receipt."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanjeh.apps.desk import actions, attempt_actions, queries, rate_limit
from sanjeh.apps.desk.models import Complaint
from sanjeh.apps.journal import queries as journal_queries
from sanjeh.core.integrity import hash_chain
from sanjeh.core.workflow.complaints import ComplaintState
from tests.apps.desk.country import LODGING, NOW, lodged

pytestmark = pytest.mark.django_db


def test_a_complaint_is_opened_by_its_number_and_receipt() -> None:
    receipt = lodged()

    page = queries.tracked(receipt.number, receipt.code.lower().replace("-", " "), NOW)

    assert (page.row.state, [allegation.text for allegation in page.allegations]) == (
        ComplaintState.LODGED,
        ["کارنامه کارمزد خدمت را ندیده است.", "پاسخ تلفنی تند بود."],
    )


def test_neither_a_wrong_receipt_nor_a_wrong_number_opens_anything() -> None:
    receipt = lodged()

    for number, code in ((receipt.number, "7XK3M-00000-00000-00000"), (404, receipt.code), (404, "nobody")):
        with pytest.raises(queries.NoSuchComplaint):
            queries.tracked(number, code, NOW)


def test_the_database_answers_a_wrong_receipt_as_it_answers_a_wrong_number() -> None:
    receipt = lodged()

    asked = []
    for number in (receipt.number, 404):
        with CaptureQueriesContext(connection) as queries_made, pytest.raises(queries.NoSuchComplaint):
            queries.opened_with(number, "7XK3M-00000-00000-00000")
        asked.append([one["sql"].removesuffix(f" = {number}") for one in queries_made])

    assert (len(asked[0]), asked[0]) == (1, asked[1])
    assert "salt" not in asked[0][0]


def test_the_receipt_is_kept_nowhere() -> None:
    receipt = lodged()

    row = str(Complaint.objects.filter(number=receipt.number).values().get())
    written = "".join(hash_chain.written(line) for line in journal_queries.lines())
    assert receipt.code not in row + written
    assert "شاکی" not in written
    assert "کارمزد" not in written


def test_a_complaint_without_an_allegation_is_refused() -> None:
    with pytest.raises(actions.NothingAlleged):
        actions.lodge_complaint(lodging=replace(LODGING, allegations=("  ",)), now=NOW)


def test_too_many_attempts_are_turned_away_until_the_time_is_over() -> None:
    for _ in range(rate_limit.TRACKING.limit):
        attempt_actions.count_attempt(rate_limit.TRACKING, "192.0.2.1", NOW)

    with pytest.raises(rate_limit.TooMany) as refused:
        attempt_actions.count_attempt(rate_limit.TRACKING, "192.0.2.1", NOW)
    attempt_actions.count_attempt(rate_limit.TRACKING, "192.0.2.2", NOW)
    attempt_actions.count_attempt(rate_limit.TRACKING, "192.0.2.1", NOW + timedelta(minutes=15, seconds=1))

    assert refused.value.after == NOW + timedelta(minutes=15)
