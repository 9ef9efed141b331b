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
# What comes next, for whoever reads it.
NEXT_WORDS = {
    BreachState.OPEN: Translatable(
        "صاحب وظیفه جبران توافق‌شده را می‌دهد و ثبت می‌کند؛ یا دو نفر بیرونی آن را موجه می‌دانند."
    ),
    BreachState.REMEDIED: Translatable(
        "کسی جز آن که جبران را داد می‌گوید که به راستی داده شده است، یا آن را بازمی‌گرداند."
    ),
    BreachState.VERIFIED: Translatable("کار پایان یافته است؛ نقض و جبران آن در تابلو می‌ماند."),
    BreachState.EXCUSE_ASKED: Translatable("نفر دومی که در آن دستی ندارد هم آن را موجه می‌داند یا نمی‌داند."),
    BreachState.EXCUSED: Translatable("کار پایان یافته است؛ نقض و دلیل موجه بودنش در تابلو می‌ماند."),
}
NOTHING_AGREED = Translatable(
    "این نسخه‌ی توافق‌نامه جبرانی برای آن ندارد: چیزی بدهکار نیستیم، ولی نقض باز می‌ماند "
    "تا دو نفر بیرونی آن را موجه بدانند. "
    "جبران در تعهدهای نسخه‌ی بعد نوشته می‌شود."
)
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
