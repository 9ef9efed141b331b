"""What follows when a promise was not kept: a remedy that another verifies, or two outsiders excuse it."""

from enum import StrEnum

from sanjeh.core.text.words import Translatable
from sanjeh.core.workflow.machine import Machine, Transition


class BreachState(StrEnum):
    OPEN = "open"
    REMEDIED = "remedied"
    VERIFIED = "verified"
    EXCUSE_ASKED = "excuse_asked"
    EXCUSED = "excused"


class BreachMove(StrEnum):
    """`ask_excuse` is the first outsider's word, `excuse` the second's."""

    REMEDY = "remedy"
    VERIFY = "verify"
    RETURN = "return"
    ASK_EXCUSE = "ask_excuse"
    EXCUSE = "excuse"
    REFUSE_EXCUSE = "refuse_excuse"


STATE_WORDS = {
    BreachState.OPEN: Translatable("باز", key="state of a breach"),
    BreachState.REMEDIED: Translatable("جبران شد، در انتظار تأیید دیگری"),
    BreachState.VERIFIED: Translatable("جبران آن تأیید شد"),
    BreachState.EXCUSE_ASKED: Translatable("یک نفر بیرونی آن را موجه دانست، در انتظار نفر دوم"),
    BreachState.EXCUSED: Translatable("دو نفر بیرونی آن را موجه دانستند"),
}
MOVE_WORDS = {
    BreachMove.REMEDY: Translatable("ثبت جبران"),
    BreachMove.VERIFY: Translatable("تأیید جبران"),
    BreachMove.RETURN: Translatable("بازگرداندن جبران"),
    BreachMove.ASK_EXCUSE: Translatable("موجه دانستن نقض، نفر نخست"),
    BreachMove.EXCUSE: Translatable("موجه دانستن نقض، نفر دوم"),
    BreachMove.REFUSE_EXCUSE: Translatable("موجه ندانستن نقض"),
}
EVENTS = {
    BreachMove.REMEDY: "breach.remedied",
    BreachMove.VERIFY: "breach.verified",
    BreachMove.RETURN: "breach.returned",
    BreachMove.ASK_EXCUSE: "breach.excuse_asked",
    BreachMove.EXCUSE: "breach.excused",
    BreachMove.REFUSE_EXCUSE: "breach.excuse_refused",
}
_S, _M = BreachState, BreachMove
BREACH = Machine(
    "breach",
    _S.OPEN,
    (
        Transition(_S.OPEN, _M.REMEDY, _S.REMEDIED),
        Transition(_S.REMEDIED, _M.VERIFY, _S.VERIFIED),
        Transition(_S.REMEDIED, _M.RETURN, _S.OPEN),
        Transition(_S.OPEN, _M.ASK_EXCUSE, _S.EXCUSE_ASKED),
        Transition(_S.EXCUSE_ASKED, _M.EXCUSE, _S.EXCUSED),
        Transition(_S.EXCUSE_ASKED, _M.REFUSE_EXCUSE, _S.OPEN),
    ),
)
