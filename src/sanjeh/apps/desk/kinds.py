"""What a complaint can be about, how each of its points can end, and by which ways it may come."""

from dataclasses import dataclass
from enum import StrEnum

from sanjeh.core.text.words import Translatable


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


class StatementKind(StrEnum):
    ADMISSION = "admission"
    REFUSAL = "refusal"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Channel:
    """A way by which a complaint may come; `route` names its page."""

    title: Translatable
    route: str


CHANNELS = (Channel(Translatable("همین وب‌گاه، با فرم شکایت"), "public:complaint-lodge"),)
