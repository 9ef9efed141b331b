"""Rules between the parts of a methodology, which no single part can keep by itself."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction

from sanjeh.core.methodology.errors import Problem
from sanjeh.core.methodology.parts import POINTS_DIGITS, Axis, Cap, Digits, Grade, Indicator, Stage, Unit
from sanjeh.core.methodology.scale_values import value_problems
from sanjeh.core.methodology.scales import Relative
from sanjeh.core.methodology.weights import WHOLE, weight_text
from sanjeh.core.text.words import Translatable


@dataclass(frozen=True, slots=True)
class Parts:
    """All that the rules look at."""

    axes: tuple[Axis, ...]
    stages: tuple[Stage, ...]
    classes: tuple[Grade, ...]
    caps: tuple[Cap, ...]
    digits: Digits
    is_replication: bool = False

    def indicators(self) -> Iterator[Indicator]:
        for axis in self.axes:
            yield from axis.leaves()
            yield from axis.bonuses()


def cross_problems(parts: Parts, file: str, known_checks: Collection[str]) -> tuple[Problem, ...]:
    """Return every broken rule; an empty `known_checks` leaves the finding ids unchecked."""
    return (
        *_weights(parts.axes, file, "the whole"),
        *_twins(parts, file),
        *_unknown_indicators(parts, file),
        *_stages(parts, file),
        *_classes(parts, file),
        *_digits(parts, file),
        *_bounds(parts, file),
        *_relatives(parts, file),
        *(problem for indicator in parts.indicators() for problem in value_problems(indicator, file)),
        *(_unknown_checks(parts, file, known_checks) if known_checks else ()),
    )


def _weights(children: tuple[Axis | Indicator, ...], file: str, place: str) -> Iterator[Problem]:
    summed = sum((child.weight for child in children), Fraction(0))
    if summed != WHOLE:
        total = weight_text(summed)
        says = Translatable("جمع وزن‌ها {total} است و نه ۱۰۰.").filled(total=total)
        mend = Translatable("وزن‌ها را به ۱۰۰ برسانید.")
        yield Problem(file, place, says, mend)
    for child in children:
        if isinstance(child, Axis):
            yield from _weights(child.children, file, f"axis {child.code}")


def _twins(parts: Parts, file: str) -> Iterator[Problem]:
    codes = Counter(indicator.code for indicator in parts.indicators())
    codes.update(axis.code for top in parts.axes for axis in top.walk())
    for code, times in codes.items():
        if times > 1:
            says = Translatable("کد «{code}» {times} بار آمده است.").filled(code=code, times=times)
            mend = Translatable("به هرکدام کدی یکتا بدهید.")
            yield Problem(file, f"indicator {code}", says, mend)


def _unknown_indicators(parts: Parts, file: str) -> Iterator[Problem]:
    # A bonus stands outside the score: it can neither hold a class down nor carry a stage.
    known = {leaf.code for axis in parts.axes for leaf in axis.leaves()}
    named = [
        (f"stage {stage.number}", criterion.indicator)
        for stage in parts.stages
        for criterion in (*stage.service, *stage.body)
    ]
    for stage in parts.stages:
        yield from _not_of_services(parts, file, stage)
    named += [(f"cap on {cap.grade}", cap.indicator) for cap in parts.caps]
    for place, code in named:
        if code not in known:
            says = Translatable("شاخص «{code}» وجود ندارد.").filled(code=code)
            mend = Translatable("کد یکی از شاخص‌ها را بنویسید.")
            yield Problem(file, place, says, mend)


def _not_of_services(parts: Parts, file: str, stage: Stage) -> Iterator[Problem]:
    of_bodies = {i.code for i in parts.indicators() if i.unit is not Unit.SERVICE}
    for criterion in stage.service:
        if criterion.indicator in of_bodies:
            says = Translatable("«{indicator}» شاخص دستگاه است و نه خدمت.").filled(
                indicator=criterion.indicator
            )
            mend = Translatable("آن را به ملاک‌های دستگاه ببرید.")
            yield Problem(file, f"stage {stage.number} > service", says, mend)


def _stages(parts: Parts, file: str) -> Iterator[Problem]:
    numbers = [stage.number for stage in parts.stages]
    if numbers != list(range(1, len(numbers) + 1)):
        says = Translatable("شماره مرحله‌ها {numbers} است و پیاپی نیست.").filled(numbers=numbers)
        mend = Translatable("از ۱ و پیاپی شماره بزنید.")
        yield Problem(file, "stages", says, mend)
    for indicator in parts.indicators():
        if numbers and indicator.stage not in numbers:
            says = Translatable("مرحله {stage} وجود ندارد.").filled(stage=indicator.stage)
            mend = Translatable("شماره یکی از مرحله‌ها را بنویسید.")
            yield Problem(file, f"indicator {indicator.code} > stage", says, mend)


def _classes(parts: Parts, file: str) -> Iterator[Problem]:
    bounds = [grade.floor for grade in parts.classes]
    if bounds != sorted(set(bounds), reverse=True) or parts.classes[-1].at_least != 0:
        says = Translatable("کران رده‌ها {bounds} است.").filled(bounds=bounds)
        mend = Translatable("از بالا به پایین بنویسید، و برای آخرین رده at_least = 0.")
        yield Problem(file, "classes", says, mend)
    known = {grade.code for grade in parts.classes}
    for cap in parts.caps:
        if cap.grade not in known:
            says = Translatable("رده «{grade}» وجود ندارد.").filled(grade=cap.grade)
            mend = Translatable("کد یکی از رده‌ها را بنویسید.")
            yield Problem(file, f"cap on {cap.indicator}", says, mend)


def _digits(parts: Parts, file: str) -> Iterator[Problem]:
    """Refuse places and classes that no reader of the printed numbers could find again."""
    digits = parts.digits
    for key, decided in (("rank", digits.of_ranks), ("classes", digits.of_classes)):
        if decided > digits.score and not parts.is_replication:
            says = Translatable("با {decided} رقم تعیین می‌شود، ولی تنها {shown} رقم چاپ می‌شود.").filled(
                decided=decided, shown=digits.score
            )
            mend = Translatable("آن را دست‌بالا برابر score بنویسید.")
            yield Problem(file, f"digits > {key}", says, mend)


def _bounds(parts: Parts, file: str) -> Iterator[Problem]:
    """Refuse bounds with more digits than those on which they decide: nobody could stand just on them."""
    for place, bound, digits in _every_bound(parts):
        if round(bound, digits) != bound:
            says = Translatable("کران {bound} بیش از {digits} رقمی دارد که با آن تصمیم گرفته می‌شود.")
            mend = Translatable("آن را گرد بنویسید: {rounded}.").filled(rounded=repr(round(bound, digits)))
            yield Problem(file, place, says.filled(bound=repr(bound), digits=digits), mend)


def _every_bound(parts: Parts) -> Iterator[tuple[str, float, int]]:
    """Yield where each bound stands, the bound, and the digits on which it decides."""
    for grade in parts.classes:
        yield f"class {grade.code}", grade.floor, parts.digits.of_classes
    for cap in parts.caps:
        yield f"cap on {cap.grade}", cap.below, POINTS_DIGITS
    for stage in parts.stages:
        for criterion in (*stage.service, *stage.body):
            yield f"stage {stage.number}", criterion.at_least, POINTS_DIGITS


def _unknown_checks(parts: Parts, file: str, known: Collection[str]) -> Iterator[Problem]:
    for indicator in parts.indicators():
        for check in indicator.measure.reads if indicator.measure else ():
            if check not in known:
                says = Translatable("هیچ کاوشگری «{check}» را نمی‌سنجد.").filled(check=check)
                mend = Translatable("شناسه یکی از یافته‌ها را بنویسید.")
                yield Problem(file, f"indicator {indicator.code} > measure", says, mend)


def _relatives(parts: Parts, file: str) -> Iterator[Problem]:
    for indicator in parts.indicators():
        if not isinstance(indicator.scale, Relative):
            continue
        place = f"indicator {indicator.code} > scale"
        if not parts.is_replication:
            says = Translatable("با این مقیاس نمره هر دستگاه به دیگران بسته است.")
            mend = Translatable(
                "کران‌های ثابت بنویسید، یا در replicates بگویید کدام شاخص منتشرشده بازسازی می‌شود."
            )
            yield Problem(file, place, says, mend)
        if indicator.unit is Unit.SERVICE:
            says = Translatable("مقیاس نسبی تنها برای دستگاه است.")
            mend = Translatable("unit را body بگذارید.")
            yield Problem(file, place, says, mend)
