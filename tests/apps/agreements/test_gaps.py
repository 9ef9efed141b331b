"""What the text announces and does not give; a proposal is active only in a version that both sides hold."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sanjeh.apps.agreements import gap_actions, gaps, queries
from sanjeh.apps.agreements.shipped import shipped_gaps
from sanjeh.apps.journal import queries as journal
from sanjeh.core.text.search import squeezed
from sanjeh.core.text.words import Words
from sanjeh.core.workflow.gaps import GAP_STATE_WORDS, GAP_WORDS, GapKind, GapState
from sanjeh.core.workflow.permissions import NotPermitted
from sanjeh.core.workflow.roles import Role
from tests import people
from tests.apps.agreements.test_acceptance import accept
from tests.apps.agreements.test_own_agreement import (
    BEGINS,
    DRAFT,
    ENDS,
    NOW,
    SECOND,
    confirmed,
    in_force,
    load,
)
from tests.hands import refusal
from tests.permission_matrix import EXPECTED

pytestmark = pytest.mark.django_db
PROPOSED = Words("جبران تخطی غیرمالی است", "A breach is remedied without money")
FOUND = gap_actions.Found(
    version=2,
    clause=2,
    kind=GapKind.TERM,
    sentence="يك\u200cسال",
    lacks=Words("آغاز سال نیامده است.", "When the year begins is not said."),
)
# The same words as in PROPOSED, from another keyboard and without a half-space.
HOLDING = replace(DRAFT, exact="الف\n۱) هدف\nجبران تخطي غير مالی  است\n۲) مدت\nیک سال\n".encode())


def registered() -> int:
    load()
    return gap_actions.register_gap(found=FOUND, by=people.secretariat(), now=NOW)


def proposed() -> int:
    number = registered()
    gap_actions.propose(gap=number, words=PROPOSED, by=people.approver(), now=NOW)
    return number


def state_of(number: int, at: object = NOW) -> GapState:
    return gaps.gap(number, at).state  # type: ignore[arg-type]


def test_every_kind_and_state_has_words() -> None:
    assert (set(GAP_WORDS), set(GAP_STATE_WORDS)) == (set(GapKind), set(GapState))


def test_the_first_agreement_has_its_gaps_and_each_names_a_sentence_of_its_clause() -> None:
    text = queries.version(1).fa
    rows = gaps.register(NOW)

    assert [row.number for row in rows] == [one.number for one in shipped_gaps()] == list(range(1, 12))
    for row in rows:
        clause = text.clauses[row.clause - 1]
        whole = " ".join((clause.title, *(one.text for one in clause.passages)))
        assert squeezed(row.sentence) in squeezed(whole), row.number
    assert {row.state for row in rows} == {GapState.PROPOSED}
    assert {rows[0].kind, rows[2].kind} == {GapKind.PENALTY, GapKind.MONITORING}


def test_a_gap_is_registered_with_words_of_its_clause_however_they_are_spelt() -> None:
    number = registered()

    row = gaps.gap(number, NOW)
    assert (row.number, row.version, row.clause, row.state) == (12, 2, 2, GapState.OPEN)
    line = journal.lines_about(f"gap:{number}")[-1].entry
    assert (line.what, line.about) == ("gap.registered", ("gap:12", "agreement:2", "authority:default"))


@pytest.mark.parametrize(
    "changes",
    [{"version": 3}, {"clause": 1}, {"clause": 3}, {"clause": 0}, {"sentence": "دو سال"}, {"sentence": " "}],
)
def test_a_sentence_that_is_not_in_its_clause_is_no_gap(changes: dict[str, int | str]) -> None:
    load()

    with pytest.raises(gap_actions.NotInTheText):
        gap_actions.register_gap(found=replace(FOUND, **changes), by=people.secretariat(), now=NOW)  # type: ignore[arg-type]

    assert len(gaps.register(NOW)) == 11


@pytest.mark.parametrize("role", Role)
def test_only_who_may_registers_and_proposes(role: Role) -> None:
    number, by = registered(), people.holder(role)

    for key, act in (
        ("gap.register", lambda: gap_actions.register_gap(found=FOUND, by=by, now=NOW)),
        ("gap.propose", lambda: gap_actions.propose(gap=number, words=PROPOSED, by=by, now=NOW)),
    ):
        if role in EXPECTED[key]:
            act()
        else:
            with pytest.raises(NotPermitted):
                act()


def test_nothing_is_proposed_for_a_gap_that_there_is_not() -> None:
    with pytest.raises(gaps.NoSuchGap):
        gap_actions.propose(gap=99, words=PROPOSED, by=people.approver(), now=NOW)


def test_a_proposal_stays_inactive_until_a_version_that_contains_it_is_accepted() -> None:
    number = proposed()
    steps = [state_of(number)]
    load(HOLDING)  # a draft that nobody else reads
    steps.append(state_of(number))
    newer = in_force(HOLDING)
    steps += [state_of(number), state_of(number, BEGINS)]
    accept(newer)

    steps += [state_of(number, BEGINS - SECOND), state_of(number, BEGINS)]
    steps += [state_of(number, ENDS - SECOND), state_of(number, ENDS)]
    assert steps == [
        GapState.PROPOSED,
        GapState.PROPOSED,
        GapState.CONTAINED,
        GapState.CONTAINED,
        GapState.CONTAINED,
        GapState.ACTIVE,
        GapState.ACTIVE,
        GapState.CONTAINED,
    ]


def test_an_accepted_version_without_the_very_words_activates_nothing() -> None:
    number = proposed()

    accept(in_force(replace(DRAFT, exact="الف\n۱) هدف\nجبران تخطی مالی است\n۲) مدت\nیک سال\n".encode())))

    assert state_of(number, BEGINS) is GapState.PROPOSED


def test_a_version_that_is_only_offered_activates_nothing_though_a_body_accepted_it() -> None:
    number = proposed()

    accept(confirmed(HOLDING))

    assert state_of(number, BEGINS + timedelta(days=1)) is GapState.CONTAINED


def test_the_database_keeps_gaps_and_proposals_as_they_were_written() -> None:
    number = proposed()
    unregistered = (
        "INSERT INTO agreements_gap (authority_id, number, version_id, clause, kind, sentence, lacks_fa,"
        " lacks_en) SELECT 'default', 99, id, 1, 'term', 'x', 'x', 'x' FROM agreements_agreementversion"
        " WHERE loaded_by_id IS NOT NULL"
    )
    row = f"(SELECT id FROM agreements_gap WHERE number = {number})"  # noqa: S608

    assert [
        refusal(one) == ""
        for one in (
            "UPDATE agreements_gap SET lacks_fa = 'x'",
            "DELETE FROM agreements_gapproposal",
            "UPDATE agreements_gapproposal SET words_fa = 'x'",
            f"INSERT INTO agreements_gapproposal (gap_id, words_fa, words_en) VALUES ({row}, 'x', 'x')",  # noqa: S608
            unregistered,
        )
    ] == [False] * 5
