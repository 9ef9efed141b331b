from sanjeh.core.workflow.complaints import COMPLAINT, STATE_WORDS, ComplaintMove, ComplaintState


def test_every_state_is_reachable_and_has_words() -> None:
    assert COMPLAINT.reachable() == set(ComplaintState) == set(STATE_WORDS)


def test_only_a_refusal_and_a_closing_end_a_complaint() -> None:
    assert {state for state in ComplaintState if not COMPLAINT.moves(state)} == {
        ComplaintState.REFUSED,
        ComplaintState.CLOSED,
    }


def test_an_admitted_complaint_can_only_go_to_whom_the_draw_chooses() -> None:
    assert COMPLAINT.moves(ComplaintState.ADMITTED) == (ComplaintMove.ASSIGN,)


def test_nothing_is_decided_before_the_other_side_was_heard() -> None:
    assert [
        transition.source for transition in COMPLAINT.transitions if transition.move is ComplaintMove.DECIDE
    ] == [ComplaintState.HEARD]
