"""What is worked out of published results: once, of the newest editions, and true to what was published."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from asgiref.sync import async_to_sync
from procrastinate.contrib.django import app

from sanjeh.apps.analyses import actions, queries, tasks
from sanjeh.apps.analyses.models import FailedAnalysis
from sanjeh.apps.results import actions as results
from sanjeh.core.comparison.changes import Label
from tests import people
from tests.apps.analyses.comparing import NOW, compared, rounds
from tests.web import country

pytestmark = pytest.mark.django_db


def test_published_rounds_are_audited_and_compared_once() -> None:
    country.published_country()
    country.next_round(country.SPREAD_NEXT)

    made = [country.analyse() for _ in range(2)]

    assert made == [3, 0]


@pytest.mark.django_db(transaction=True)
def test_the_worker_does_so_by_itself_several_times_a_minute() -> None:
    country.published_country(1)
    periodic = {one.task.name: one.cron for one in app.periodic_registry.periodic_tasks.values()}

    with patch.object(actions, "MOST_ROWS", 8):
        async_to_sync(tasks.keep_missing.func)(timestamp=0)

    assert periodic[tasks.KEEP_MISSING] == "* * * * * */20"
    assert queries.audit_of(queries.published_round(country.ROUND)) is not None


def broken(*_: object, **__: object) -> None:
    raise MemoryError("no room in /srv/house")


def test_an_analysis_that_breaks_keeps_no_other_from_being_made(monkeypatch: pytest.MonkeyPatch) -> None:
    country.published_country()
    country.next_round(country.SPREAD_NEXT)
    monkeypatch.setattr(actions, "keep_audit", broken)

    made = country.analyse()

    before, after = rounds()
    assert (made, queries.audit_of(after), compared().count) == (1, None, 3)
    assert queries.failure(before) == queries.failure(after)
    assert queries.failure(after, before) is None


def test_what_broke_is_told_by_the_name_of_the_fault_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    country.published_country(1)
    monkeypatch.setattr(actions, "keep_audit", broken)

    actions.keep_missing(now=NOW)

    assert FailedAnalysis.objects.get().error == "MemoryError: no room in /srv/house"
    assert queries.failure(queries.published_round(country.ROUND)) == queries.BrokenAnalysis(
        "MemoryError", NOW, NOW + timedelta(hours=1)
    )


def test_what_broke_is_tried_again_after_an_hour_and_not_before(monkeypatch: pytest.MonkeyPatch) -> None:
    country.published_country(1)
    with monkeypatch.context() as patched:
        patched.setattr(actions, "keep_audit", broken)
        actions.keep_missing(now=NOW)
    monkeypatch.setattr(actions, "MOST_ROWS", 8)
    hour, moment = timedelta(hours=1), timedelta(microseconds=1)

    made = [actions.keep_missing(now=NOW + later) for later in (hour - moment, hour)]

    assert (made, queries.failure(queries.published_round(country.ROUND))) == ([0, 1], None)


def test_a_comparison_that_broke_is_told_of_these_two_rounds_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    country.published_country()
    country.next_round(country.SPREAD_NEXT)
    monkeypatch.setattr(actions, "keep_comparison", broken)

    made = country.analyse()

    before, after = rounds()
    assert (made, country.analyse(), queries.comparison(before, after)) == (2, 0, None)
    assert [queries.failure(after, before) is None, queries.failure(after)] == [False, None]


def test_nothing_is_worked_out_of_results_that_nobody_may_see() -> None:
    country.start_round(2)
    country.looked_at(country.SPREAD)
    results.give_preliminary(round_code=country.ROUND, by=people.secretariat(), now=country.NOW)

    assert country.analyse() == 0


@pytest.mark.parametrize(("bodies", "rows"), [(195, 512), (196, 510), (1562, 64), (1563, 64), (5000, 64)])
def test_more_bodies_get_fewer_rows_but_never_too_few(bodies: int, rows: int) -> None:
    assert actions.rows_for(bodies) == rows


def test_who_stays_as_he_was_neither_improved_nor_fell() -> None:
    country.published_country()
    country.next_round(country.SPREAD)
    country.analyse()

    found = compared()

    assert (found.count, found.improved, found.fell, found.best) == (4, 0, 0, ())


@pytest.mark.parametrize(("kept", "is_break"), [(60, False), (59, True)])
def test_below_sixty_percent_no_trend_is_told(kept: int, is_break: bool) -> None:  # noqa: FBT001
    country.published_country()
    country.next_round(
        country.SPREAD_NEXT,
        ("weight = 50\n", f"weight = {kept}\n"),
        ("weight = 50\n", f"weight = {100 - kept}\n"),
        ('"http.hsts", "http.nosniff"', '"http.hsts"'),
    )
    country.analyse()

    found = compared()

    assert {change.code: change.label for change in found.changes} == {
        "A1": Label.REWEIGHTED,
        "B1": Label.REDEFINED,
    }
    assert (found.share, found.is_break) == (kept / 100, is_break)
    assert {row.alike is None for row in found.rows} == {is_break}
    assert (found.best == (), found.improved == 0) == (is_break, is_break)


def test_a_method_names_the_rounds_in_which_it_was_audited() -> None:
    country.published_country()
    before = queries.audited_rounds("small")
    country.analyse()

    assert (before, [one.code for one in queries.audited_rounds("small")]) == ((), [country.ROUND])
