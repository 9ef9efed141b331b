"""Rules between the parts of a methodology, which no single part can keep by itself."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction

from sanjeh.core.methodology.errors import Problem
from sanjeh.core.methodology.parts import Axis, Cap, Grade, Indicator, Stage, Unit
from sanjeh.core.methodology.scale_values import value_problems
from sanjeh.core.methodology.scales import Relative
from sanjeh.core.methodology.weights import WHOLE, weight_text
from sanjeh.core.text.words import Words


@dataclass(frozen=True, slots=True)
class Parts:
    """All that the rules look at."""

    axes: tuple[Axis, ...]
    stages: tuple[Stage, ...]
    classes: tuple[Grade, ...]
    caps: tuple[Cap, ...]
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
        *_relatives(parts, file),
        *(problem for indicator in parts.indicators() for problem in value_problems(indicator, file)),
        *(_unknown_checks(parts, file, known_checks) if known_checks else ()),
    )


def _weights(children: tuple[Axis | Indicator, ...], file: str, place: str) -> Iterator[Problem]:
    summed = sum((child.weight for child in children), Fraction(0))
    if summed != WHOLE:
        total = weight_text(summed)
        says = Words(fa=f"جمع وزن‌ها {total} است و نه ۱۰۰.", en=f"The weights sum to {total} instead of 100.")
        mend = Words(fa="وزن‌ها را به ۱۰۰ برسانید.", en="Make them sum to 100.")
        yield Problem(file, place, says, mend)
    for child in children:
        if isinstance(child, Axis):
            yield from _weights(child.children, file, f"axis {child.code}")


def _twins(parts: Parts, file: str) -> Iterator[Problem]:
    codes = Counter(indicator.code for indicator in parts.indicators())
    codes.update(axis.code for axis in _all_axes(parts.axes))
    for code, times in codes.items():
        if times > 1:
            says = Words(
                fa=f"کد «{code}» {times} بار آمده است.", en=f"The code '{code}' is there {times} times."
            )
            mend = Words(fa="به هرکدام کدی یکتا بدهید.", en="Give each its own code.")
            yield Problem(file, f"indicator {code}", says, mend)


def _all_axes(axes: tuple[Axis, ...]) -> Iterator[Axis]:
    for axis in axes:
        yield axis
        yield from _all_axes(axis.axes)


def _unknown_indicators(parts: Parts, file: str) -> Iterator[Problem]:
    known = {indicator.code for indicator in parts.indicators()}
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
            says = Words(fa=f"شاخص «{code}» وجود ندارد.", en=f"There is no indicator '{code}'.")
            mend = Words(fa="کد یکی از شاخص‌ها را بنویسید.", en="Name an indicator of the tree.")
            yield Problem(file, place, says, mend)


def _not_of_services(parts: Parts, file: str, stage: Stage) -> Iterator[Problem]:
    of_bodies = {i.code for i in parts.indicators() if i.unit is not Unit.SERVICE}
    for criterion in stage.service:
        if criterion.indicator in of_bodies:
            says = Words(
                fa=f"«{criterion.indicator}» شاخص دستگاه است و نه خدمت.",
                en=f"'{criterion.indicator}' is asked of the body, not of its services.",
            )
            mend = Words(fa="آن را به ملاک‌های دستگاه ببرید.", en="Move it to the criteria of the body.")
            yield Problem(file, f"stage {stage.number} > service", says, mend)


def _stages(parts: Parts, file: str) -> Iterator[Problem]:
    numbers = [stage.number for stage in parts.stages]
    if numbers != list(range(1, len(numbers) + 1)):
        says = Words(
            fa=f"شماره مرحله‌ها {numbers} است و پیاپی نیست.", en=f"The stages are numbered {numbers}."
        )
        mend = Words(fa="از ۱ و پیاپی شماره بزنید.", en="Number them 1, 2, 3 and so on.")
        yield Problem(file, "stages", says, mend)
    for indicator in parts.indicators():
        if numbers and indicator.stage not in numbers:
            says = Words(
                fa=f"مرحله {indicator.stage} وجود ندارد.", en=f"There is no stage {indicator.stage}."
            )
            mend = Words(fa="شماره یکی از مرحله‌ها را بنویسید.", en="Name one of the stages.")
            yield Problem(file, f"indicator {indicator.code} > stage", says, mend)


def _classes(parts: Parts, file: str) -> Iterator[Problem]:
    bounds = [grade.at_least for grade in parts.classes]
    if bounds != sorted(set(bounds), reverse=True) or bounds[-1] != 0:
        says = Words(
            fa=f"کران رده‌ها {bounds} است.", en=f"The classes begin at {bounds}: a gap or an overlap."
        )
        mend = Words(fa="از بالا به پایین و تا ۰ بنویسید.", en="List them from the best down to 0.")
        yield Problem(file, "classes", says, mend)
    known = {grade.code for grade in parts.classes}
    for cap in parts.caps:
        if cap.grade not in known:
            says = Words(fa=f"رده «{cap.grade}» وجود ندارد.", en=f"There is no class '{cap.grade}'.")
            mend = Words(fa="کد یکی از رده‌ها را بنویسید.", en="Name one of the classes.")
            yield Problem(file, f"cap on {cap.indicator}", says, mend)


def _unknown_checks(parts: Parts, file: str, known: Collection[str]) -> Iterator[Problem]:
    for indicator in parts.indicators():
        for check in indicator.measure.reads if indicator.measure else ():
            if check not in known:
                says = Words(fa=f"هیچ کاوشگری «{check}» را نمی‌سنجد.", en=f"No probe checks '{check}'.")
                mend = Words(
                    fa="شناسه یکی از یافته‌ها را بنویسید.", en="Write a finding's id, such as 'http.hsts'."
                )
                yield Problem(file, f"indicator {indicator.code} > measure", says, mend)


def _relatives(parts: Parts, file: str) -> Iterator[Problem]:
    for indicator in parts.indicators():
        if not isinstance(indicator.scale, Relative):
            continue
        place = f"indicator {indicator.code} > scale"
        if not parts.is_replication:
            says = Words(
                fa="با این مقیاس نمره هر دستگاه به دیگران بسته است.",
                en="On this scale the points of a body hang on the others.",
            )
            mend = Words(
                fa="کران‌های ثابت بنویسید، یا در replicates بگویید کدام شاخص منتشرشده بازسازی می‌شود.",
                en="Write fixed goalposts, or say in 'replicates' which published index is made again.",
            )
            yield Problem(file, place, says, mend)
        if indicator.unit is Unit.SERVICE:
            says = Words(fa="مقیاس نسبی تنها برای دستگاه است.", en="A relative scale is for bodies only.")
            mend = Words(fa="unit را body بگذارید.", en="Make 'unit' body.")
            yield Problem(file, place, says, mend)
