"""What the codes of the house are called on its pages."""

from sanjeh.core.methodology.sources import Source
from sanjeh.core.observations.model import State
from sanjeh.core.probing.contracts import Outcome
from sanjeh.core.scheduling.retry_policy import FailureStatus
from sanjeh.core.text.words import Words

STATES = {
    State.VALUE: Words("سنجیده شد", "Measured"),
    State.NOT_APPLICABLE: Words("مصداق ندارد", "Not applicable"),
    State.AUTOMATED: Words("خودکار انجام می‌شود", "Done automatically"),
    State.NO_RESPONSE: Words("پاسخی داده نشد", "No response"),
    State.FAILED_PROBE: Words("خدمت در دسترس نبود", "Service unreachable"),
    State.PROBE_ERROR: Words("نتوانستیم بسنجیم", "We could not measure"),
    State.BLOCKED: Words("راه سنجش بسته بود", "Measurement was blocked"),
    State.MISSING: Words("هنوز دیده نشده", "Not seen yet"),
    State.EXEMPT: Words("معاف", "Exempt"),
    State.DISPUTED: Words("در دست اعتراض", "Disputed"),
}

SOURCES = {
    Source.PROBE: Words("سنجش خودکار", "Automatic measurement"),
    Source.SELF_DECLARATION: Words("خوداظهاری", "Self-declaration"),
    Source.ASSESSOR: Words("ارزیاب", "Assessor"),
    Source.CITIZEN: Words("شهروندان", "Citizens"),
    Source.RECORD: Words("پرونده", "Records"),
}

OUTCOMES = {
    Outcome.PASS: Words("درست", "Pass"),
    Outcome.WARN: Words("هشدار", "Warning"),
    Outcome.FAIL: Words("نادرست", "Fail"),
    Outcome.INFO: Words("آگاهی", "Information"),
    Outcome.NOT_APPLICABLE: Words("مصداق ندارد", "Not applicable"),
    Outcome.NOT_TESTED: Words("آزموده نشد", "Not tested"),
    Outcome.BLOCKED: Words("راه بسته بود", "Blocked"),
    Outcome.ERROR: Words("نتوانستیم ببینیم", "Could not look"),
}
STANDINGS = {
    FailureStatus.PENDING: Words("باز هم دیده می‌شود", "To be looked at again"),
    FailureStatus.TOO_FEW: Words("قطعی نیست: سه تلاش در دو روز نشد", "Not sure: not three tries on two days"),
    FailureStatus.FINAL: Words("قطعی: سه تلاش در دو روز", "Sure: three tries on two days"),
}
OUTCOME_GRADES = {Outcome.PASS: "good", Outcome.WARN: "fair", Outcome.FAIL: "poor"}

CATEGORIES = {
    "main": Words("دستگاه‌های اصلی", "Main bodies"),
    "headquarters": Words("ستادها", "Headquarters"),
    "subsidiary": Words("زیرمجموعه‌ها", "Subsidiaries"),
    "high_volume": Words("پرخدمت", "High volume"),
    "high_audience": Words("پرمخاطب", "High audience"),
}


def category(code: str) -> Words:
    """Return the name of a category; one that the house does not know shows its code."""
    return CATEGORIES.get(code) or Words(code, code)


def points_grade(points: float | None) -> str:
    """Return which of the four shapes stands for so many points."""
    if points is None:
        return "unknown"
    return "good" if points >= 75 else "fair" if points >= 50 else "poor"
