"""Whether a worker can see what a round needs: proven before its first look, or it takes nothing. Pure.

A worker that cannot see would say of every address that it cannot be seen, and a ranking of the others would
follow. What it lacks is said in one sentence each, to the operator and on the page of the round.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sanjeh.core.probing.failures import NAME_FAILED, Reason
from sanjeh.core.text.words import Translatable

# Clocks of workers and database agree within this (NTP keeps them within a tenth of a second).
MOST_OFFSET_S = 5.0
# Of the addresses that are tried: more that the gate refuses, or whose names fail, are the worker's own lack.
MOST_REFUSED_SHARE, MOST_NAMELESS_SHARE = 0.1, 0.5
# What a worker refuses or lacks by itself: another one may see it.
OF_THE_WORKER = frozenset({Reason.PORT_REFUSED, Reason.ADDRESS_REFUSED, Reason.BROWSER_MISSING})
_REFUSED = frozenset({Reason.PORT_REFUSED, Reason.ADDRESS_REFUSED})


class Need(StrEnum):
    """What every worker of a round must be able to do."""

    APPROVALS = "approvals"
    NAMES = "names"
    REACH = "reach"
    BROWSER = "browser"
    FONTS = "fonts"
    EVIDENCE = "evidence"
    CLOCK = "clock"


NEED_WORDS = {
    Need.APPROVALS: Translatable(
        "تأیید نشانی‌ها (SANJEH_ALLOW) را ندارد: از {tried} نشانی آزموده‌ی دوره "
        "{count} تا را نمی‌تواند ببیند؛ نخستین: {detail}"
    ),
    Need.NAMES: Translatable(
        "کارسازهای نام به او پاسخ نمی‌دهند: از {tried} نشانی آزموده‌ی دوره "
        "نام {count} تا پیدا نشد؛ نخستین: {detail}"
    ),
    Need.REACH: Translatable("به شبکه راه ندارد: هیچ‌یک از نشانی‌های خودمان (SANJEH_SELF_TEST) پاسخ نداد."),
    Need.BROWSER: Translatable("مرورگر ندارد یا مرورگرش باز نمی‌شود: {detail}"),
    Need.FONTS: Translatable("قلم‌هایش همان قلم‌های کارگرهای دیگر نیست یا حروف فارسی ندارد: {detail}"),
    Need.EVIDENCE: Translatable("در پوشه‌ی شواهد نمی‌تواند بنویسد: {detail}"),
    Need.CLOCK: Translatable(
        "ساعتش با ساعت پایگاه داده {count} ثانیه فاصله دارد؛ بیش از {most} ثانیه پذیرفته نیست."
    ),
}


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that a worker cannot do; `facts` fill the holes of its sentence."""

    need: Need
    facts: Mapping[str, int | str]

    @property
    def says(self) -> Translatable:
        return NEED_WORDS[self.need].filled(**self.facts)


@dataclass(frozen=True, slots=True)
class Trial:
    """An address of the round that a worker has tried to admit; `reason` is why it could not, or None."""

    place: str
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Abilities:
    """What a worker has found out of itself; empty texts mean that nothing is wrong.

    `clock_offset_s` is the database's time less its own; `fonts` are its faces, `fonts_of_others` those
    of the workers that are at it; `draws_persian` is None where the machine cannot say.
    """

    clock_offset_s: float = 0.0
    trials: Sequence[Trial] = ()
    is_connected: bool = True
    browser_problem: str = ""
    evidence_problem: str = ""
    fonts: str = ""
    fonts_of_others: frozenset[str] = frozenset()
    draws_persian: bool | None = None


def lacks(found: Abilities) -> tuple[Lack, ...]:
    """Return what the worker lacks, in the order of the needs; nothing when it may look."""
    told = (
        share_of(Need.APPROVALS, found.trials, _REFUSED, MOST_REFUSED_SHARE),
        share_of(Need.NAMES, found.trials, NAME_FAILED, MOST_NAMELESS_SHARE),
        None if found.is_connected else Lack(Need.REACH, {}),
        problem(Need.BROWSER, found.browser_problem),
        problem(Need.FONTS, font_problem(found)),
        problem(Need.EVIDENCE, found.evidence_problem),
        clock(found.clock_offset_s),
    )
    return tuple(filter(None, told))


def share_of(need: Need, trials: Sequence[Trial], reasons: frozenset[Reason], most: float) -> Lack | None:
    """Return the lack of which more than a share of the trials tell, None when they do not."""
    hit = [one for one in trials if one.reason in reasons]
    if len(hit) <= most * len(trials):
        return None
    return Lack(need, {"tried": len(trials), "count": len(hit), "detail": hit[0].place})


def problem(need: Need, detail: str) -> Lack | None:
    return Lack(need, {"detail": detail}) if detail else None


def font_problem(found: Abilities) -> str:
    """Return what is wrong with the fonts: none for Persian, or others than everybody else has."""
    if found.draws_persian is False:
        return found.fonts
    differing = sorted(found.fonts_of_others - {found.fonts})
    return f"{found.fonts} ≠ {differing[0]}" if differing else ""


def clock(offset_s: float) -> Lack | None:
    if abs(offset_s) <= MOST_OFFSET_S:
        return None
    return Lack(Need.CLOCK, {"count": round(abs(offset_s)), "most": round(MOST_OFFSET_S)})
