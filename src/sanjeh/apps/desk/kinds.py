"""What a complaint can be about, how each of its points can end, and by which ways it may come."""

from dataclasses import dataclass
from enum import StrEnum

from sanjeh.core.text.words import Words


class ComplaintKind(StrEnum):
    RESULT = "result"
    CONDUCT = "conduct"
    NOTICE = "notice"
    OTHER = "other"


KINDS = {
    ComplaintKind.RESULT: Words("نتیجه یا روند ارزیابی", "A result or the course of an evaluation"),
    ComplaintKind.CONDUCT: Words("رفتار کارشناسان", "The conduct of experts"),
    ComplaintKind.NOTICE: Words("اطلاع‌رسانی تغییرها", "The announcement of changes"),
    ComplaintKind.OTHER: Words("موضوع دیگر", "Something else"),
}


class Verdict(StrEnum):
    UPHELD = "upheld"
    PARTLY = "partly"
    NOT_UPHELD = "not_upheld"


VERDICTS = {
    Verdict.UPHELD: Words("وارد است", "Upheld"),
    Verdict.PARTLY: Words("بخشی وارد است", "Upheld in part"),
    Verdict.NOT_UPHELD: Words("وارد نیست", "Not upheld"),
}


class PaperKind(StrEnum):
    REFUSAL = "refusal"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Channel:
    """A way by which a complaint may come; `route` names its page."""

    title: Words
    route: str


CHANNELS = (
    Channel(Words("همین وب‌گاه، با فرم شکایت", "This site, by the complaint form"), "public:complaint-lodge"),
)
