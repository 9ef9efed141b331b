"""What an agreement announces and does not give: kinds of such gaps, and how far a proposal for one has come.

Nobody sets a state: it is worked out from the words of the versions, so that none is active by decree.
"""

from enum import StrEnum

from sanjeh.core.text.words import Translatable


class GapKind(StrEnum):
    PENALTY = "penalty"
    MONITORING = "monitoring"
    FIGURE = "figure"
    TERM = "term"
    WORDING = "wording"
    OUTDATED = "outdated"


class GapState(StrEnum):
    """`CONTAINED`: a version holds the proposed words and does not bind yet; `ACTIVE`: it binds."""

    OPEN = "open"
    PROPOSED = "proposed"
    CONTAINED = "contained"
    ACTIVE = "active"


GAP_WORDS = {
    GapKind.PENALTY: Translatable("جریمه‌ای که نام برده نشده است"),
    GapKind.MONITORING: Translatable("روش نظارتی که نیامده است"),
    GapKind.FIGURE: Translatable("کیفیتی که عدد ندارد"),
    GapKind.TERM: Translatable("مدت یا شرطی که نیامده است"),
    GapKind.WORDING: Translatable("عبارتی که به خطا رفته است"),
    GapKind.OUTDATED: Translatable("آنچه دیگر درست نیست"),
}
GAP_STATE_WORDS = {
    GapState.OPEN: Translatable("باز", key="state of a gap"),
    GapState.PROPOSED: Translatable("پیشنهادشده، بی‌اثر"),
    GapState.CONTAINED: Translatable("در نسخه‌ای آمده، هنوز بی‌اثر"),
    GapState.ACTIVE: Translatable("پذیرفته و در حال اجرا"),
}
