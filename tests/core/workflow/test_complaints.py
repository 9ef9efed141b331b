from sanjeh.core.workflow.complaints import COMPLAINT, STATE_WORDS, ComplaintMove, ComplaintState


def test_every_state_is_reachable_and_has_words() -> None:
    assert COMPLAINT.reachable() == set(ComplaintState) == set(STATE_WORDS)


def test_only_a_withdrawal_and_a_closing_end_a_complaint_for_good() -> None:
    assert {state for state in ComplaintState if not COMPLAINT.moves(state)} == {
        ComplaintState.WITHDRAWN,
        ComplaintState.CLOSED,
    }


def test_a_refusal_can_be_appealed_and_nothing_else() -> None:
    assert COMPLAINT.moves(ComplaintState.REFUSED) == (ComplaintMove.APPEAL,)


def test_an_admitted_complaint_can_only_go_to_whom_the_draw_chooses_or_be_withdrawn() -> None:
    assert COMPLAINT.moves(ComplaintState.ADMITTED) == (ComplaintMove.ASSIGN, ComplaintMove.WITHDRAW)


def test_nothing_is_decided_before_the_other_side_was_heard_and_a_ruling_was_written() -> None:
    sources = {
        move: [one.source for one in COMPLAINT.transitions if one.move is move]
        for move in (ComplaintMove.PROPOSE, ComplaintMove.DECIDE)
    }

    assert sources == {
        ComplaintMove.PROPOSE: [ComplaintState.HEARD],
        ComplaintMove.DECIDE: [ComplaintState.PROPOSED],
    }


def test_whoever_is_unseated_or_quashed_sends_the_case_back_to_the_draw() -> None:
    back = {one.source for one in COMPLAINT.transitions if one.target is ComplaintState.ADMITTED}

    assert back == {
        ComplaintState.LODGED,
        ComplaintState.ASSIGNED,
        ComplaintState.HEARD,
        ComplaintState.PROPOSED,
        ComplaintState.CONVENED,
    }
