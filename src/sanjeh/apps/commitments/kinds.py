"""The words of the board: sides, periods, remedies, what a check found, and where a promise is held."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from sanjeh.core.text.words import Translatable


class Side(StrEnum):
    """Who has promised it."""

    PROVIDER = "provider"
    BODY = "body"
    BOTH = "both"


class Period(StrEnum):
    """How often a promise is measured anew at the latest."""

    DAY = "day"
    ROUND = "round"


class Remedy(StrEnum):
    """What makes good what was not kept; none of them is money."""

    APOLOGY = "apology"
    CORRECTION = "correction"
    REEVALUATION = "reevaluation"
    TIME_CREDIT = "time_credit"


class Verdict(StrEnum):
    """What a check found. COUNTED: there is a figure, and nothing was agreed that it should reach.

    Neither that nor NOT_MEASURED is ever read as kept.
    """

    KEPT = "kept"
    COUNTED = "counted"
    BROKEN = "broken"
    NOT_MEASURED = "not_measured"


class Held(StrEnum):
    """Where an invariant is held before anybody looks for violations."""

    CONSTRAINT = "constraint"
    TRIGGER = "trigger"
    GUARD = "guard"
    NIGHTLY = "nightly"


SIDE_WORDS = {
    Side.PROVIDER: Translatable("مرجع ارزیابی"),
    Side.BODY: Translatable("دستگاه متقاضی"),
    Side.BOTH: Translatable("هر دو طرف"),
}
PERIOD_WORDS = {Period.DAY: Translatable("هر شب"), Period.ROUND: Translatable("هر شب، برای هر دوره")}
REMEDY_WORDS = {
    Remedy.APOLOGY: Translatable("پوزش رسمی"),
    Remedy.CORRECTION: Translatable("تصحیح"),
    Remedy.REEVALUATION: Translatable("ارزیابی دوباره به دست کسان دیگر"),
    Remedy.TIME_CREDIT: Translatable("افزودن زمان از دست‌رفته به مهلت"),
}
VERDICT_WORDS = {
    Verdict.KEPT: Translatable("برقرار"),
    Verdict.COUNTED: Translatable("شمرده شد؛ اندازه‌ای توافق نشده است"),
    Verdict.BROKEN: Translatable("نقض شده"),
    Verdict.NOT_MEASURED: Translatable("سنجیده نمی‌شود"),
}
HELD_WORDS = {
    Held.CONSTRAINT: Translatable("قید پایگاه داده"),
    Held.TRIGGER: Translatable("ماشه‌ی پایگاه داده"),
    Held.GUARD: Translatable("نگهبان در کار"),
    Held.NIGHTLY: Translatable("وارسی شبانه"),
}
# A day late is one run that failed; more is a method that does not run.
LONGEST = {Period.DAY: timedelta(days=2), Period.ROUND: timedelta(days=2)}


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found: `hits` of `whole`, and the references of what violates it.

    `hits` and `whole` are None where nothing was counted; `why` says why nothing was measured. A reference
    names a row (`complaint:7`), never a person.
    """

    verdict: Verdict
    hits: int | None = None
    whole: int | None = None
    refs: tuple[str, ...] = ()
    why: Translatable | None = None


def not_measured(why: Translatable) -> Finding:
    return Finding(Verdict.NOT_MEASURED, why=why)
