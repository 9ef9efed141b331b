"""What is done with a case beside leading it from state to state."""

from enum import StrEnum


class ComplaintAct(StrEnum):
    """What is done with the words of a complaint beside leading it on."""

    ERASE = "erase"
    HOLD = "hold"
    LIFT_HOLD = "lift_hold"
    ACKNOWLEDGE = "acknowledge"
    CHALLENGE = "challenge"
    DECIDE_CHALLENGE = "decide_challenge"
    DECLARE = "declare"
    LET_OUTSIDERS = "let_outsiders"
    RECUSE = "recuse"
    VOTE = "vote"
    REPRESENT = "represent"
    FOLLOW_UP = "follow_up"
    ORDER = "order"
    LIKEN = "liken"
    PLAN_REMEDY = "plan_remedy"
    DO_REMEDY = "do_remedy"
    VERIFY_REMEDY = "verify_remedy"
    CORRECT = "correct"


class TieMove(StrEnum):
    """What is said of who stands too close to whom."""

    DECLARE = "declare"
    END = "end"


class ClockMove(StrEnum):
    """What is done to the clocks of a complaint beside leading it on."""

    PAUSE = "pause"
    RESUME = "resume"
    CONTEST = "contest"
    OVERTURN = "overturn"
