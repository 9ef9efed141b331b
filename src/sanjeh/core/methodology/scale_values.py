"""Whether the values that a methodology itself names are ones that its scales have."""

from collections.abc import Iterator

from sanjeh.core.methodology.errors import Problem
from sanjeh.core.methodology.measures import Graded, Observed, ShareOfChecks, StepwiseMeasure
from sanjeh.core.methodology.parts import Indicator
from sanjeh.core.methodology.scale_domain import has_value
from sanjeh.core.methodology.scales import Share
from sanjeh.core.text.words import Translatable


def value_problems(indicator: Indicator, file: str) -> Iterator[Problem]:
    """Yield one problem for each value that could be given and would have no points."""
    for key, number in _named(indicator):
        if not has_value(indicator.scale, number):
            says = Translatable("مقدار {number} می‌تواند پیش آید، ولی مقیاس آن را ندارد.").filled(
                number=f"{number:g}"
            )
            mend = Translatable("مقدار را درست کنید یا سطحی برای آن بنویسید.")
            yield Problem(file, f"indicator {indicator.code} > {key}", says, mend)


def _named(indicator: Indicator) -> Iterator[tuple[str, float]]:
    match indicator.measure:
        case StepwiseMeasure(rungs=rungs):
            yield from (("measure", float(height)) for height in range(len(rungs) + 1))
        case Graded(outcomes=outcomes, reasons=reasons):
            yield from (("measure", grade) for grade in (*outcomes.values(), *reasons.values()))
        case Observed(reasons=reasons):
            yield from (("measure", grade) for grade in reasons.values())
        case ShareOfChecks() if not isinstance(indicator.scale, Share):
            # A share lies anywhere between its ends; a scale of levels has only some of them.
            yield from (("measure", share) for share in (0.0, 0.25, 1.0))
    if indicator.questions:
        rows = indicator.questions.rows
        yield from (("questions", row.value) for row in rows)
        if not rows:
            yield from (("questions", share) for share in (0.0, 0.25, 1.0))
    if indicator.survey:
        yield "survey", indicator.survey.prior
    yield from (("examples", example.value) for example in indicator.examples)
