"""What a complaint can be about, and how each of its points can end."""

from dataclasses import dataclass
from enum import StrEnum

from sanjeh.core.text.words import Translatable
from sanjeh.core.workflow.roles import Role


class ComplaintKind(StrEnum):
    RESULT = "result"
    CONDUCT = "conduct"
    NOTICE = "notice"
    OTHER = "other"


KINDS = {
    ComplaintKind.RESULT: Translatable("نتیجه یا روند ارزیابی"),
    ComplaintKind.CONDUCT: Translatable("رفتار کارشناسان"),
    ComplaintKind.NOTICE: Translatable("اطلاع‌رسانی تغییرها"),
    ComplaintKind.OTHER: Translatable("موضوع دیگر"),
}


class SeatRole(StrEnum):
    """In which part somebody was drawn for a complaint."""

    HANDLER = "handler"
    READER = "reader"
    PANEL = "panel"
    RESCORER = "rescorer"


@dataclass(frozen=True, slots=True)
class Pool:
    """From whom how many are drawn."""

    title: Translatable
    role: Role
    places: int


POOLS = {
    SeatRole.HANDLER: Pool(Translatable("رسیدگی‌کننده"), Role.HANDLER, 1),
    SeatRole.READER: Pool(Translatable("خواننده‌ی دوم"), Role.SECOND_READER, 1),
    SeatRole.PANEL: Pool(Translatable("هیئت سه‌نفره"), Role.PANEL_MEMBER, 3),
    SeatRole.RESCORER: Pool(Translatable("بازنمره‌دهنده"), Role.SENIOR_ASSESSOR, 1),
}


class EndOfSeat(StrEnum):
    CHALLENGED = "challenged"
    CONFLICT = "conflict"
    RECUSED = "recused"
    DECLARED = "declared"
    QUASHED = "quashed"


ENDS_OF_SEATS = {
    EndOfSeat.CHALLENGED: Translatable("ایراد شاکی وارد بود"),
    EndOfSeat.CONFLICT: Translatable("پس از قرعه در موضوع دست پیدا کرد"),
    EndOfSeat.RECUSED: Translatable("خود کنار رفت"),
    EndOfSeat.DECLARED: Translatable("پیش از گشودن پرونده گفت که بی‌طرف نیست"),
    EndOfSeat.QUASHED: Translatable("هیئت رأی را شکست"),
}


class RemedyKind(StrEnum):
    """What the house may promise: nothing of it is money."""

    APOLOGY = "apology"
    CORRECTION = "correction"
    REASSESSMENT = "reassessment"
    TIME = "time"
    CHANGE = "change"


REMEDIES = {
    RemedyKind.APOLOGY: Translatable("پوزش"),
    RemedyKind.CORRECTION: Translatable("اصلاح"),
    RemedyKind.REASSESSMENT: Translatable("ارزیابی دوباره به دست دیگران"),
    RemedyKind.TIME: Translatable("مهلت بیشتر"),
    RemedyKind.CHANGE: Translatable("دگرگون کردن روند کار"),
}


class TieKind(StrEnum):
    """Why two people of the house stand too close."""

    SUPERVISES = "supervises"
    KIN = "kin"


TIES = {
    TieKind.SUPERVISES: Translatable("سرپرست"),
    TieKind.KIN: Translatable("خویشاوند"),
}


class Verdict(StrEnum):
    UPHELD = "upheld"
    PARTLY = "partly"
    NOT_UPHELD = "not_upheld"


VERDICTS = {
    Verdict.UPHELD: Translatable("وارد است"),
    Verdict.PARTLY: Translatable("بخشی وارد است"),
    Verdict.NOT_UPHELD: Translatable("وارد نیست"),
}


# From the worst to the best for whoever complained.
IN_FAVOUR = (Verdict.NOT_UPHELD, Verdict.PARTLY, Verdict.UPHELD)


class StatementKind(StrEnum):
    ACKNOWLEDGEMENT = "acknowledgement"
    ADMISSION = "admission"
    REFUSAL = "refusal"
    ANSWER = "answer"
    SILENCE = "silence"
    PROPOSAL = "proposal"
    SENT_BACK = "sent_back"
    WITHDRAWAL = "withdrawal"
    APPEAL = "appeal"
    ORDER = "order"
    RECUSAL = "recusal"
    FOLLOW_UP = "follow_up"
