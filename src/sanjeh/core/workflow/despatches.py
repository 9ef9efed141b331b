"""What becomes of one message on one way: sent is not delivered, and delivered is not acknowledged."""

from enum import StrEnum

from sanjeh.core.text.words import Translatable
from sanjeh.core.workflow.machine import Machine, Transition


class Channel(StrEnum):
    """The ways by which a message reaches a person."""

    INBOX = "inbox"
    EMAIL = "email"
    SMS = "sms"
    LETTER = "letter"


class DespatchState(StrEnum):
    """`sent`: another server or the post has it; `failed`: nobody took it, however often it was tried."""

    QUEUED = "queued"
    SENT = "sent"
    DELIVERED = "delivered"
    BOUNCED = "bounced"
    FAILED = "failed"
    ACKNOWLEDGED = "acknowledged"


class DespatchMove(StrEnum):
    SEND = "send"
    DELIVER = "deliver"
    BOUNCE = "bounce"
    GIVE_UP = "give_up"
    TRY_AGAIN = "try_again"
    ACKNOWLEDGE = "acknowledge"


CHANNEL_WORDS = {
    Channel.INBOX: Translatable("صندوق پیام"),
    Channel.EMAIL: Translatable("ایمیل"),
    Channel.SMS: Translatable("پیامک"),
    Channel.LETTER: Translatable("نامه"),
}
STATE_WORDS = {
    DespatchState.QUEUED: Translatable("در نوبت فرستادن"),
    DespatchState.SENT: Translatable("فرستاده شد"),
    DespatchState.DELIVERED: Translatable("رسید", key="state of a despatch"),
    DespatchState.BOUNCED: Translatable("برگشت خورد"),
    DespatchState.FAILED: Translatable("فرستاده نشد"),
    DespatchState.ACKNOWLEDGED: Translatable("گیرنده دید"),
}
_S, _M = DespatchState, DespatchMove
DESPATCH = Machine(
    "despatch",
    DespatchState.QUEUED,
    (
        Transition(_S.QUEUED, _M.SEND, _S.SENT),
        Transition(_S.QUEUED, _M.DELIVER, _S.DELIVERED),
        Transition(_S.QUEUED, _M.BOUNCE, _S.BOUNCED),
        Transition(_S.QUEUED, _M.GIVE_UP, _S.FAILED),
        Transition(_S.SENT, _M.DELIVER, _S.DELIVERED),
        Transition(_S.SENT, _M.BOUNCE, _S.BOUNCED),
        Transition(_S.SENT, _M.ACKNOWLEDGE, _S.ACKNOWLEDGED),
        Transition(_S.DELIVERED, _M.BOUNCE, _S.BOUNCED),
        Transition(_S.DELIVERED, _M.ACKNOWLEDGE, _S.ACKNOWLEDGED),
        Transition(_S.FAILED, _M.TRY_AGAIN, _S.QUEUED),
        Transition(_S.BOUNCED, _M.TRY_AGAIN, _S.QUEUED),
    ),
)
