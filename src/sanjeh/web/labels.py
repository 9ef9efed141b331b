"""What the codes of the house are called on its pages."""

from sanjeh.core.methodology.sources import Source
from sanjeh.core.observations.model import State
from sanjeh.core.probing.contracts import Outcome
from sanjeh.core.scheduling.retry_policy import FailureStatus
from sanjeh.core.text.words import Translatable, Wording, Words

STATES = {
    State.VALUE: Translatable("سنجیده شد"),
    State.NOT_APPLICABLE: Translatable("مصداق ندارد"),
    State.AUTOMATED: Translatable("خودکار انجام می‌شود"),
    State.NO_RESPONSE: Translatable("پاسخی داده نشد"),
    State.FAILED_PROBE: Translatable("خدمت در دسترس نبود"),
    State.PROBE_ERROR: Translatable("نتوانستیم بسنجیم"),
    State.BLOCKED: Translatable("راه سنجش بسته بود"),
    State.MISSING: Translatable("هنوز دیده نشده"),
    State.EXEMPT: Translatable("معاف"),
    State.DISPUTED: Translatable("در دست اعتراض"),
}

SOURCES = {
    Source.PROBE: Translatable("سنجش خودکار"),
    Source.SELF_DECLARATION: Translatable("خوداظهاری"),
    Source.ASSESSOR: Translatable("ارزیاب"),
    Source.CITIZEN: Translatable("شهروندان"),
    Source.RECORD: Translatable("پرونده", key="source of an observation"),
}

OUTCOMES = {
    Outcome.PASS: Translatable("درست"),
    Outcome.WARN: Translatable("هشدار"),
    Outcome.FAIL: Translatable("نادرست"),
    Outcome.INFO: Translatable("آگاهی"),
    Outcome.NOT_APPLICABLE: Translatable("مصداق ندارد"),
    Outcome.NOT_TESTED: Translatable("آزموده نشد"),
    Outcome.BLOCKED: Translatable("راه بسته بود"),
    Outcome.ERROR: Translatable("نتوانستیم ببینیم"),
}
STANDINGS = {
    FailureStatus.PENDING: Translatable("باز هم دیده می‌شود"),
    FailureStatus.TOO_FEW: Translatable("قطعی نیست: سه تلاش در دو روز نشد"),
    FailureStatus.FINAL: Translatable("قطعی: سه تلاش در دو روز"),
}
OUTCOME_GRADES = {Outcome.PASS: "good", Outcome.WARN: "fair", Outcome.FAIL: "poor"}

CATEGORIES = {
    "main": Translatable("دستگاه‌های اصلی"),
    "headquarters": Translatable("ستادها"),
    "subsidiary": Translatable("زیرمجموعه‌ها"),
    "high_volume": Translatable("پرخدمت"),
    "high_audience": Translatable("پرمخاطب"),
}


def category(code: str) -> Wording:
    """Return the name of a category; one that the house does not know shows its code."""
    return CATEGORIES.get(code) or Words(code, code)


def points_grade(points: float | None) -> str:
    """Return which of the four shapes stands for so many points."""
    if points is None:
        return "unknown"
    return "good" if points >= 75 else "fair" if points >= 50 else "poor"
