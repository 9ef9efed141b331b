"""A reason as a sentence."""

from sanjeh.core.text.numerals import in_digits
from sanjeh.report.ranking.result import Gain, Reason
from sanjeh.report.ranking.words import say

# These facts are codes, which keep their own digits.
CODES = frozenset({"code", "indicator", "grade", "criteria", "unit", "sources"})


def sentence(reason: Reason, language: str) -> str:
    """Return the reason in words, with the digits of the language."""
    told = reason.facts.items()
    facts = {name: fact if name in CODES else in_digits(fact, language) for name, fact in told}
    said = say(reason.code, language, **facts)
    return say("of_services", language, said=said) if "*" in facts.get("criteria", "") else said


def step(gain: Gain, language: str) -> str:
    """Return what full marks in one indicator would win."""
    facts = {"indicator": gain.indicator, "points": in_digits(f"+{gain.points}", language)}
    if not gain.places:
        return say("step", language, **facts)
    if gain.places == 1:
        return say("step_place", language, **facts)
    return say("step_places", language, places=in_digits(gain.places, language), **facts)
