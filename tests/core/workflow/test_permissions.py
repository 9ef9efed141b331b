"""The table of permissions says what the matrix of the tests says, and its bars hold."""

from itertools import combinations

import pytest

from sanjeh.core.workflow.complaints import ComplaintMove
from sanjeh.core.workflow.moves import (
    MACHINE_OF,
    MACHINE_WORDS,
    MethodologyMove,
    PeopleMove,
    RoundAct,
    key_of,
)
from sanjeh.core.workflow.permission_row import CONDITION_WORDS, Condition, Permission, System
from sanjeh.core.workflow.permissions import (
    BY_KEY,
    PERMISSIONS,
    Asker,
    NotPermitted,
    Why,
    open_to,
    permission,
    refusal,
)
from sanjeh.core.workflow.roles import ROLE_WORDS, Role
from sanjeh.core.workflow.rounds import RoundMove
from tests.permission_matrix import COLUMNS, EXPECTED


def test_each_move_is_for_the_roles_of_the_matrix() -> None:
    assert {row.key: row.roles for row in PERMISSIONS} == EXPECTED


def test_every_move_of_every_machine_has_exactly_one_row() -> None:
    moves = [f"{machine}.{move.value}" for kind, machine in MACHINE_OF.items() for move in kind]

    assert sorted(moves) == sorted(row.key for row in PERMISSIONS)
    assert len(BY_KEY) == len(PERMISSIONS)


def test_every_role_machine_and_condition_has_words() -> None:
    assert set(ROLE_WORDS) == set(Role) == set(COLUMNS)
    assert set(MACHINE_WORDS) == set(MACHINE_OF.values())
    assert set(CONDITION_WORDS) == set(Condition)


def test_these_moves_need_four_eyes() -> None:
    apart = {row.key: tuple(key_of(move) for move in row.apart_from) for row in PERMISSIONS if row.apart_from}

    drafted_or_finished = ("round.draft", "round.change_draft", "round.make_final")
    judged = ("complaint.admit", "complaint.refuse", "complaint.hear")
    assert apart == {
        "round.publish": drafted_or_finished,
        "round.publish_erratum": drafted_or_finished,
        "methodology.put_in_force": ("methodology.load",),
        "agreement.confirm": ("agreement.load",),
        "agreement.put_in_force": ("agreement.load", "agreement.consult"),
        "archive.receive": ("archive.pack",),
        "provision.put_in_force": ("provision.load",),
        "calendar.confirm": ("calendar.enter",),
        "channel.authorise": ("channel.enter",),
        "faq.publish": ("faq.draft",),
        "clock.overturn": ("clock.pause",),
        "people.confirm_mandate": ("people.give_mandate", "people.hand_over"),
        "catalogue.apply": ("catalogue.prepare",),
        "complaint.propose": judged,
        "complaint.send_back": judged,
        "complaint.decide": judged,
        "complaint.let_outsiders": ("complaint.admit", "complaint.refuse"),
        "complaint.vote": (*judged, "complaint.propose", "complaint.decide"),
        "complaint.verify_remedy": ("complaint.do_remedy",),
        "complaint.close": judged,
        "complaint.lift_hold": ("complaint.hold",),
        "breach.verify": ("breach.remedy",),
        "breach.return": ("breach.remedy",),
        "breach.ask_excuse": ("breach.remedy",),
        "breach.excuse": ("breach.remedy", "breach.ask_excuse"),
        "breach.refuse_excuse": ("breach.remedy", "breach.ask_excuse"),
        "incident.confirm": ("incident.report", "incident.answer"),
        "incident.dismiss": ("incident.report", "incident.answer"),
    }


def test_the_system_itself_may_do_this_and_nothing_else() -> None:
    assert {row.key: row.system for row in PERMISSIONS if row.system is not System.NEVER} == {
        "complaint.admit": System.ALWAYS,
        "complaint.assign": System.ALWAYS,
        "complaint.unseat": System.ALWAYS,
        "complaint.hear": System.ALWAYS,
        "complaint.convene": System.ALWAYS,
        "complaint.uphold": System.ALWAYS,
        "complaint.quash": System.ALWAYS,
        "complaint.close": System.ALWAYS,
        "complaint.erase": System.ALWAYS,
        "courtesy.erase_incident": System.ALWAYS,
        "measurement.declare_maintenance": System.ALWAYS,
        "archive.pack": System.ALWAYS,
        "agreement.supersede": System.ALWAYS,
        "agreement.expire": System.ALWAYS,
        "authority.open": System.ALWAYS,
        "notice.tell": System.ALWAYS,
        "people.register": System.FIRST,
        "people.invite": System.FIRST,
        "people.give_mandate": System.FIRST,
    }


def test_these_moves_ask_more_than_a_role() -> None:
    assert {row.key: row.condition for row in PERMISSIONS if row.condition} == {
        "complaint.admit": Condition.HAD_NO_PART,
        "complaint.acknowledge": Condition.HAD_NO_PART,
        "complaint.refuse": Condition.HAD_NO_PART,
        "complaint.hear": Condition.OTHER_SIDE,
        "complaint.propose": Condition.DRAWN,
        "complaint.send_back": Condition.DRAWN,
        "complaint.decide": Condition.DRAWN,
        "complaint.withdraw": Condition.HOLDS_THE_RECEIPT,
        "complaint.appeal": Condition.HOLDS_THE_RECEIPT,
        "complaint.challenge": Condition.HOLDS_THE_RECEIPT,
        "complaint.decide_challenge": Condition.HAD_NO_PART,
        "complaint.declare": Condition.DRAWN,
        "complaint.let_outsiders": Condition.HAD_NO_PART,
        "outside.register": Condition.NOT_ONESELF,
        "complaint.recuse": Condition.DRAWN,
        "complaint.vote": Condition.DRAWN,
        "complaint.represent": Condition.HOLDS_THE_RECEIPT,
        "complaint.follow_up": Condition.HOLDS_THE_RECEIPT,
        "complaint.order": Condition.HAD_NO_PART,
        "complaint.liken": Condition.HAD_NO_PART,
        "complaint.verify_remedy": Condition.HAD_NO_PART,
        "complaint.correct": Condition.DRAWN,
        "complaint.close": Condition.DRAWN,
        "complaint.serve": Condition.HOLDS_THE_RECEIPT,
        "complaint.erase": Condition.HAD_NO_PART,
        "clock.contest": Condition.HOLDS_THE_RECEIPT,
        "clock.overturn": Condition.HAD_NO_PART,
        "people.give_mandate": Condition.NOT_ONESELF,
        "people.confirm_mandate": Condition.NOT_ONESELF,
        "people.hand_over": Condition.NOT_ONESELF,
        **dict.fromkeys(
            (
                "breach.ask_excuse",
                "breach.excuse",
                "breach.refuse_excuse",
                "incident.confirm",
                "incident.dismiss",
            ),
            Condition.HAD_NO_PART,
        ),
    }


@pytest.mark.parametrize("row", PERMISSIONS, ids=lambda row: row.key)
def test_a_role_is_let_exactly_where_the_matrix_lets_it(row: Permission) -> None:
    let = {role for role in Role if refusal(row, Asker(frozenset({role}))) is None}

    assert let == EXPECTED[row.key]
    assert refusal(row, Asker(frozenset())) is not None


@pytest.mark.parametrize("row", PERMISSIONS, ids=lambda row: row.key)
def test_a_person_with_two_roles_may_what_either_may(row: Permission) -> None:
    for pair in combinations(Role, 2):
        is_let = refusal(row, Asker(frozenset(pair))) is None

        assert is_let == bool(set(pair) & EXPECTED[row.key])


@pytest.mark.parametrize("row", [row for row in PERMISSIONS if row.apart_from], ids=lambda row: row.key)
def test_whoever_made_one_of_the_earlier_moves_is_refused_whatever_the_roles(row: Permission) -> None:
    everything = frozenset(Role)
    bars = {bar.event for bar in map(permission, row.apart_from)}
    others = {one.event for one in PERMISSIONS} - bars

    assert {event for event in bars if refusal(row, Asker(everything, frozenset({event}))) is None} == set()
    assert refusal(row, Asker(everything, frozenset(others))) is None


def test_a_refusal_tells_the_move_that_bars_and_the_roles_that_may() -> None:
    row = permission(RoundMove.PUBLISH)

    wrong_role = refusal(row, Asker(frozenset({Role.HANDLER})))
    same_person = refusal(row, Asker(frozenset({Role.MANAGER}), frozenset({"round.final"})))

    assert [facts(wrong_role), facts(same_person)] == [
        (row, Why.ROLE, None),
        (row, Why.SAME_PERSON, permission(RoundMove.MAKE_FINAL)),
    ]
    assert str(same_person) == (
        "'round.publish' is for approver, manager: refused (same_person);"
        " who has made 'round.make_final' may not"
    )


def facts(refused: NotPermitted | None) -> tuple[object, ...]:
    assert refused is not None
    return refused.permission, refused.why, refused.earlier


def test_nobody_gives_a_role_to_themselves_but_may_end_their_own() -> None:
    manager = Asker(frozenset({Role.MANAGER}), is_oneself=True)

    given, ended = (
        refusal(permission(move), manager) for move in (PeopleMove.GIVE_MANDATE, PeopleMove.END_MANDATE)
    )

    assert (facts(given)[1], ended) == (Why.ONESELF, None)


def test_moves_of_one_name_in_two_machines_are_two_rows() -> None:
    assert permission(RoundMove.DECIDE).roles != permission(ComplaintMove.DECIDE).roles
    assert permission(MethodologyMove.LOAD).key == "methodology.load"
    assert permission(RoundAct.DRAFT).event == "round.drafted"


def test_what_is_open_to_several_roles_is_all_that_is_open_to_each() -> None:
    both = frozenset({Role.HANDLER, Role.OPERATOR})

    assert open_to(both) == open_to(frozenset({Role.HANDLER})) | open_to(frozenset({Role.OPERATOR}))
    assert open_to(both) == {key for key, roles in EXPECTED.items() if roles & both}
    assert open_to(frozenset()) == frozenset()
