"""Every role, every move, every state of a round: done, refused or not now, as the matrix says."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.catalogue import actions as catalogue
from sanjeh.apps.journal import queries as journal
from sanjeh.apps.notices.kinds import Kind
from sanjeh.apps.publication import actions as publication
from sanjeh.apps.publication.models import Edition
from sanjeh.apps.results import actions as results
from sanjeh.apps.results import dispute_actions
from sanjeh.apps.results.queries import NoResults
from sanjeh.apps.rounds import actions as rounds
from sanjeh.apps.rounds import queries as round_queries
from sanjeh.apps.scans import worker_actions
from sanjeh.apps.scans.models import RoundStop
from sanjeh.core.text.words import Words
from sanjeh.core.workflow.moves import RoundAct
from sanjeh.core.workflow.permissions import NotPermitted, Why, permission
from sanjeh.core.workflow.roles import Role
from sanjeh.core.workflow.rounds import LEADS_TO, RoundMove, RoundState
from tests import people
from tests.apps import trip
from tests.apps.standing import SOME_STATES, each_state, expected, lead, leads_on, outcome, round_in
from tests.permission_matrix import ALONE, EXPECTED, OTHERS

pytestmark = pytest.mark.django_db
DRAFT = rounds.RoundDraft(
    "1406-1", Words("دوره", "Round"), trip.METHOD, trip.NOW, trip.NOW + (trip.NOW - people.SINCE)
)
# A round is drafted beside any other; what was not seen may be judged whenever somebody has looked at it.
ALWAYS = frozenset({RoundAct.DRAFT, RoundAct.GO_ON, RoundAct.REVIEW_UNSEEN})


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.SANJEH, "EDITIONS", tmp_path)


def act(move: RoundMove | RoundAct, by: Person | None) -> Callable[[], object]:  # noqa: PLR0911 -- one a move
    now = trip.NOW
    if move is RoundAct.DRAFT:
        return lambda: rounds.draft_round(draft=DRAFT, by=by, now=now)
    if move is RoundAct.CHANGE_DRAFT:
        return lambda: rounds.change_draft(draft=replace(DRAFT, code=trip.ROUND), by=by, now=now)
    if move is RoundAct.PUBLISH_ERRATUM:
        return lambda: publication.publish_erratum(round_code=trip.ROUND, reason="A title", by=by, now=now)
    if move is RoundAct.GO_ON:
        return lambda: worker_actions.go_on(round_code=trip.ROUND, by=by, now=now)
    if move is RoundAct.REVIEW_UNSEEN:
        return lambda: publication.review_unseen(round_code=trip.ROUND, by=by, now=now)
    if move is RoundAct.SHOW_DISPUTED:
        return lambda: dispute_actions.show_disputed(round_code=trip.ROUND, by=by, now=now)
    return lambda: publication.make_move(round_code=trip.ROUND, move=RoundMove(move), by=by, now=now)


def is_time(move: RoundMove | RoundAct, state: RoundState) -> bool:
    if move in ALWAYS:
        return True
    if isinstance(move, RoundMove):
        return leads_on(state, move)
    return state is {
        RoundAct.CHANGE_DRAFT: RoundState.DRAFT,
        RoundAct.PUBLISH_ERRATUM: RoundState.PUBLISHED,
    }.get(move)


def walked(who: dict[str, tuple[Person, frozenset[Role]]], state: RoundState) -> None:
    """Assert that each of these people may each move, in this state, as the matrix says."""
    moves, head = [*RoundMove, *RoundAct], journal.head()
    actors = {**who, "system": (None, frozenset[Role]())}

    seen = {(name, move.name): outcome(act(move, by)) for name, (by, _) in actors.items() for move in moves}

    assert seen == {
        (name, move.name): expected(bool(roles & EXPECTED[permission(move).key]), is_time(move, state))
        for name, (_, roles) in actors.items()
        for move in moves
    }
    assert journal.head() == head


@pytest.mark.parametrize("states", SOME_STATES, ids=("draft", "some", "others"))
def test_each_move_is_made_by_whom_the_matrix_lets_when_its_time_has_come(
    states: tuple[RoundState, ...],
) -> None:
    who = people.few(ALONE, OTHERS)

    for state in each_state(states):
        walked(who, state)


def test_every_single_role_is_let_or_refused_as_the_matrix_says() -> None:
    round_in(RoundState.FINAL)

    walked(people.each(), RoundState.FINAL)


def test_the_journal_calls_each_move_as_the_table_does() -> None:
    for state, move in {RoundState.DRAFT: RoundMove.ANNOUNCE, RoundState.FINAL: RoundMove.PUBLISH}.items():
        assert permission(move).event == f"round.{LEADS_TO[move]}"
        assert leads_on(state, move)
    round_in(RoundState.PUBLISHED)
    rounds.draft_round(draft=DRAFT, by=people.secretariat(), now=trip.NOW)
    rounds.change_draft(draft=DRAFT, by=people.secretariat(), now=trip.NOW)
    act(RoundAct.PUBLISH_ERRATUM, people.approver())()
    act(RoundAct.REVIEW_UNSEEN, people.approver())()
    RoundStop.objects.create(
        round=round_queries.get(trip.ROUND), reason="port_refused", count=7, of=12, began_at=trip.NOW
    )
    act(RoundAct.GO_ON, people.secretariat())()
    dispute_actions.dispute_marks(
        round_codes=[trip.ROUND], unit="B1", indicators=["A1"], opened_in="complaint:7", now=trip.NOW
    )
    act(RoundAct.SHOW_DISPUTED, people.secretariat())()

    written = {
        line.entry.what
        for matter in (f"round:{trip.ROUND}", f"round:{DRAFT.code}", f"methodology:{trip.METHOD}")
        for line in journal.lines_about(matter)
    }
    assert written >= {"methodology.loaded", "methodology.put_in_force", "notice.published"}
    assert written >= {permission(move).event for move in RoundAct}
    assert written >= {"round.announced", "round.probing", "round.final", "round.published"}


@pytest.mark.parametrize("did", ["draft", "change_draft", "make_final"])
def test_who_drafted_a_round_or_made_it_final_does_not_publish_it(did: str) -> None:
    both = people.holder(Role.SECRETARIAT, Role.APPROVER)
    led_by(both, did)

    for move in (RoundMove.PUBLISH, RoundAct.PUBLISH_ERRATUM):
        with pytest.raises(NotPermitted) as refused:
            act(move, both)()
        assert (refused.value.why, refused.value.earlier) == (Why.SAME_PERSON, permission(moves()[did]))
    act(RoundMove.PUBLISH, people.manager())()
    assert Edition.objects.get().published_by == people.manager()


def moves() -> dict[str, RoundMove | RoundAct]:
    return {move.value: move for move in (RoundAct.DRAFT, RoundAct.CHANGE_DRAFT, RoundMove.MAKE_FINAL)}


def led_by(person: Person, did: str) -> None:
    """Lead a round to its final results; of three steps, this person takes the one named."""
    step = {name: person if name == did else people.secretariat() for name in moves()}
    catalogue.load_catalogue(entries=trip.country(1), by=people.secretariat(), now=trip.NOW)
    trip.method_in_force()
    draft = replace(DRAFT, code=trip.ROUND, opens_at=trip.NOW)
    rounds.draft_round(draft=draft, by=step["draft"], now=trip.NOW)
    rounds.change_draft(draft=draft, by=step["change_draft"], now=trip.NOW)
    trip.announce(Kind.ROUND, trip.ROUND)
    for move in (RoundMove.ANNOUNCE, RoundMove.START_PROBING, RoundMove.GIVE_PRELIMINARY):
        lead(move)
    act(RoundMove.MAKE_FINAL, step["make_final"])()


def test_who_counts_a_published_round_again_does_not_publish_that_as_an_erratum() -> None:
    round_in(RoundState.PUBLISHED)
    results.count_again(round_code=trip.ROUND, by=people.manager(), now=trip.NOW)

    with pytest.raises(NotPermitted) as refused:
        act(RoundAct.PUBLISH_ERRATUM, people.manager())()
    act(RoundAct.PUBLISH_ERRATUM, people.approver())()

    assert (refused.value.why, refused.value.earlier) == (Why.SAME_PERSON, permission(RoundMove.MAKE_FINAL))


@pytest.mark.parametrize("state", [RoundState.PROBING, RoundState.PRELIMINARY])
def test_before_results_are_final_nobody_counts_them_again(state: RoundState) -> None:
    round_in(state)

    with pytest.raises(NoResults):
        results.count_again(round_code=trip.ROUND, by=people.secretariat(), now=trip.NOW)


def test_only_who_makes_results_final_counts_them_again() -> None:
    round_in(RoundState.PUBLISHED)

    done = {
        name: outcome(lambda by=by: results.count_again(round_code=trip.ROUND, by=by, now=trip.NOW))  # type: ignore[misc]
        for name, (by, _) in people.each().items()
    }

    assert {name for name, how in done.items() if how == "done"} == EXPECTED["round.make_final"]
    assert set(done.values()) == {"done", "refused"}


def edition_by_sql(person: Person | None) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO publication_edition"
            " (round_id, result_id, number, made_at, published_by_id, reason, folder, manifest_sha256, files)"
            " SELECT round_id, id, 1, %s, %s, '', '', '', '[]' FROM results_resultset"
            " ORDER BY id DESC LIMIT 1",
            [trip.NOW, person.pk if person else None],
        )


def is_taken(person: Person) -> bool:
    """Say whether the database takes an edition of this person; it is not kept."""
    try:
        with transaction.atomic():
            edition_by_sql(person)
            transaction.set_rollback(True)
    except IntegrityError:
        return False
    return True


def test_the_database_takes_an_edition_from_nobody_but_those_whom_the_table_lets() -> None:
    round_in(RoundState.FINAL)

    taken = {role for role in Role if is_taken(people.holder(role))}

    assert taken == EXPECTED["round.publish"] == EXPECTED["round.publish_erratum"]
    with pytest.raises(IntegrityError, match="published by an approver or a manager"):
        edition_by_sql(None)


@pytest.mark.parametrize("did", ["draft", "change_draft", "make_final"])
def test_the_database_refuses_the_edition_of_one_who_drafted_the_round_or_made_it_final(did: str) -> None:
    both = people.holder(Role.SECRETARIAT, Role.APPROVER)
    led_by(both, did)

    with pytest.raises(IntegrityError, match="does not publish it"):
        edition_by_sql(both)


def test_the_database_refuses_an_edition_of_one_whose_role_has_ended() -> None:
    round_in(RoundState.FINAL)
    people.end_role(person=people.approver(), role=Role.APPROVER, by=people.manager(), now=trip.NOW)

    with pytest.raises(IntegrityError, match="published by an approver or a manager"):
        edition_by_sql(people.approver())
