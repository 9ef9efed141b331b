"""A version is talked over, offered by a second, told of, put in force; the clock ends it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.agreements import actions, queries, settling_actions
from sanjeh.apps.agreements.models import AgreementVersion
from sanjeh.apps.journal import queries as journal
from sanjeh.apps.notices.actions import publish_notice
from sanjeh.apps.notices.kinds import Kind
from sanjeh.core.workflow.agreements import AGREEMENT, HELD, READABLE, STATE_WORDS, VersionState
from sanjeh.core.workflow.moves import AgreementMove
from sanjeh.core.workflow.permissions import NotPermitted, Why
from sanjeh.core.workflow.roles import Role
from tests import people, working
from tests.apps.agreements.test_own_agreement import (
    BEGINS,
    DRAFT,
    ENDS,
    NOW,
    SECOND,
    announce,
    confirmed,
    consulted,
    in_force,
)
from tests.apps.authorities.two import PROVINCE, announcement, officer, province
from tests.hands import refusal, thawed

pytestmark = pytest.mark.django_db
Act = Callable[[int, Person, datetime], object]
NO_STEPS = {AgreementMove.LOAD, AgreementMove.ACCEPT}
ACTS: dict[AgreementMove, tuple[Role, Act]] = {
    AgreementMove.CONSULT: (
        Role.SECRETARIAT,
        lambda number, by, now: actions.consult_on(number=number, by=by, now=now),
    ),
    AgreementMove.CONFIRM: (
        Role.APPROVER,
        lambda number, by, now: actions.confirm_agreement(number=number, by=by, now=now),
    ),
    AgreementMove.PUT_IN_FORCE: (
        Role.MANAGER,
        lambda number, by, now: actions.put_in_force(number=number, by=by, now=now),
    ),
    AgreementMove.WITHDRAW: (
        Role.SECRETARIAT,
        lambda number, by, now: actions.withdraw_agreement(number=number, by=by, now=now),
    ),
}


def state_of(number: int) -> VersionState:
    return queries.version(number).row.state


def put(number: int, state: VersionState) -> None:
    with thawed():
        AgreementVersion.objects.filter(number=number).update(state=state)


def test_every_state_has_words_and_every_move_has_its_way() -> None:
    assert set(STATE_WORDS) == set(VersionState) == AGREEMENT.reachable()
    assert {one.move for one in AGREEMENT.transitions} == set(AgreementMove) - NO_STEPS
    assert set(READABLE) == set(VersionState) - {VersionState.DRAFT, VersionState.WITHDRAWN}


@pytest.mark.parametrize("state", VersionState)
@pytest.mark.parametrize("move", ACTS)
def test_each_move_leads_on_from_its_own_states_alone(move: AgreementMove, state: VersionState) -> None:
    number = confirmed()
    announce(Kind.AGREEMENT, number, BEGINS)
    put(number, state)
    role, act = ACTS[move]

    if move in AGREEMENT.moves(state):
        act(number, people.holder(role), NOW)
        assert state_of(number) is AGREEMENT.next(state, move)
    else:
        with pytest.raises(actions.NotAwaited):
            act(number, people.holder(role), NOW)
        assert state_of(number) is state


@pytest.mark.parametrize("move", ACTS)
def test_a_version_that_there_is_not_goes_nowhere(move: AgreementMove) -> None:
    role, act = ACTS[move]

    with pytest.raises(actions.NotAwaited):
        act(9, people.holder(role), NOW)


def test_without_a_notice_of_its_own_no_version_is_put_in_force() -> None:
    number = confirmed()
    announce(Kind.FORM, number, BEGINS)
    announce(Kind.AGREEMENT, number + 1, BEGINS)
    province()
    publish_notice(
        hours=working.hours(NOW),
        announcement=replace(announcement(Kind.AGREEMENT, str(number)), effective_at=NOW + timedelta(days=1)),
        by=officer("sara", Role.SECRETARIAT),
        now=NOW,
    )

    with pytest.raises(actions.NotAnnounced):
        actions.put_in_force(number=number, by=people.approver(), now=NOW)

    assert (state_of(number), PROVINCE) == (VersionState.OFFERED, "zanjan")


def test_a_notice_from_before_it_was_loaded_tells_nothing_of_it() -> None:
    announce(Kind.AGREEMENT, 2, BEGINS, NOW - SECOND)
    number = confirmed()

    with pytest.raises(actions.NotAnnounced):
        actions.put_in_force(number=number, by=people.approver(), now=NOW)


@pytest.mark.parametrize("late", [timedelta(days=1), timedelta(0)])
def test_it_holds_from_the_effect_of_its_notice_and_not_a_day_before(late: timedelta) -> None:
    number = confirmed()
    told = announce(Kind.AGREEMENT, number, BEGINS + late)

    if late:
        with pytest.raises(actions.BeforeItsNotice):
            actions.put_in_force(number=number, by=people.approver(), now=NOW)
    else:
        actions.put_in_force(number=number, by=people.approver(), now=NOW)
        assert queries.version(number).row.notice == told


@pytest.mark.parametrize("own", ["load", "consult"])
def test_who_loaded_it_or_laid_it_before_others_does_not_put_it_in_force(own: str) -> None:
    both = people.registered("both", Role.SECRETARIAT, Role.APPROVER)
    loader, consulter = (both, people.secretariat()) if own == "load" else (people.secretariat(), both)
    number = actions.load_agreement(draft=DRAFT, by=loader, now=NOW)
    actions.consult_on(number=number, by=consulter, now=NOW)
    actions.confirm_agreement(number=number, by=people.approver(), now=NOW)
    announce(Kind.AGREEMENT, number, BEGINS)

    with pytest.raises(NotPermitted) as refused:
        actions.put_in_force(number=number, by=both, now=NOW)

    assert refused.value.why is Why.SAME_PERSON


@pytest.mark.parametrize(
    ("at", "state"), [(ENDS - SECOND, VersionState.IN_FORCE), (ENDS, VersionState.EXPIRED)]
)
def test_the_clock_ends_it_with_its_last_second(at: datetime, state: VersionState) -> None:
    number = in_force()

    settled = settling_actions.settle_versions(now=at)

    assert (settled, state_of(number)) == (int(state is VersionState.EXPIRED), state)


@pytest.mark.parametrize(
    ("at", "state"), [(BEGINS, VersionState.IN_FORCE), (BEGINS + SECOND, VersionState.SUPERSEDED)]
)
def test_the_clock_puts_its_successor_in_its_place_with_that_ones_first_second(
    at: datetime, state: VersionState
) -> None:
    number = in_force()
    newer = in_force(replace(DRAFT, valid_from=BEGINS + SECOND))

    settling_actions.settle_versions(now=at)

    assert (state_of(number), state_of(newer)) == (state, VersionState.IN_FORCE)


def test_what_is_over_held_in_its_days_and_the_journal_has_each_step_with_its_digest() -> None:
    number = in_force()

    settling_actions.settle_versions(now=ENDS)

    assert (queries.state(BEGINS).number, queries.state(BEGINS).in_force) == (number, True)
    assert [line.entry.what for line in journal.lines_about(f"agreement:{number}")] == [
        "agreement.loaded",
        "agreement.consulted",
        "agreement.confirmed",
        "notice.published",
        "agreement.put_in_force",
        "agreement.expired",
    ]


def test_only_what_was_laid_before_others_is_read_by_everybody() -> None:
    number = confirmed()

    read = []
    for state in VersionState:
        put(number, state)
        try:
            read.append(queries.agreed_version(number).row.state)
        except KeyError:
            continue

    assert (set(read), set(HELD) < set(READABLE)) == (set(READABLE), True)


def moving(number: int, state: VersionState, more: str = "") -> str:
    return f"UPDATE agreements_agreementversion SET state = '{state}'{more} WHERE number = {number}"  # noqa: S608


def test_the_database_takes_the_moves_of_the_table_and_no_other() -> None:
    number = confirmed()
    told = announce(Kind.AGREEMENT, number, BEGINS)

    for state in VersionState:
        put(number, state)
        taken = {to for to in VersionState if not refusal(moving(number, to, f", notice_id = {told}"))}
        assert taken - {state} == {one.target for one in AGREEMENT.transitions if one.source is state}


def test_the_database_puts_nothing_in_force_of_which_no_notice_has_told() -> None:
    number = confirmed()
    others = [
        announce(Kind.FORM, number, BEGINS),
        announce(Kind.AGREEMENT, number + 1, BEGINS),
        announce(Kind.AGREEMENT, number, BEGINS, NOW - SECOND),
        announce(Kind.AGREEMENT, number, BEGINS + timedelta(days=1)),
    ]
    right = announce(Kind.AGREEMENT, number, BEGINS)

    said = [
        refusal(moving(number, VersionState.IN_FORCE, f", notice_id = {one}")) for one in ("NULL", *others)
    ]

    assert ["no notice has told of this version" in one for one in said] == [True] * 5
    assert refusal(moving(number, VersionState.IN_FORCE, f", notice_id = {right}")) == ""


def test_the_database_offers_nothing_that_a_second_has_not_confirmed() -> None:
    number = consulted()

    assert "agreement_is_offered_by_two" in refusal(moving(number, VersionState.OFFERED))


@pytest.mark.parametrize("state", VersionState)
@pytest.mark.parametrize("by", ["NULL", "somebody"])
def test_the_database_takes_a_new_version_as_a_draft_of_somebody_alone(by: str, state: VersionState) -> None:
    by = str(people.secretariat().pk) if by == "somebody" else by

    columns = "authority_id, number, exact, sha256, reading_en, valid_until, until_fa, until_en, state"
    values = f"'default', 9, '', encode(sha256(''), 'hex'), '', '2199-01-01Z', '-', '-', '{state}', {by}"

    said = refusal(f"INSERT INTO agreements_agreementversion ({columns}, loaded_by_id) VALUES ({values})")  # noqa: S608

    assert bool(said) is not (state is VersionState.DRAFT and by != "NULL")
