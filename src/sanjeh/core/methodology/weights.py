"""Weights, kept exact: thirds and ninths sum to the whole, and the hash never sees how they were typed."""

from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

WHOLE = Fraction(100)
# Digits of a weight, on either side of the point.
LONGEST = 40


def fraction_of(written: object) -> Fraction:
    """Return percent: of `25` and `12.5` themselves, of the text "2/3" that part of 100."""
    try:
        percent = _percent(written)
    except (ValueError, ArithmeticError) as error:
        raise ValueError('a weight is a number such as 12.5, or a part of the whole such as "2/3"') from error
    if not 0 < percent <= WHOLE:
        raise ValueError("a weight is more than 0 and at most 100")
    return percent


def _percent(written: object) -> Fraction:
    match written:
        case float():
            return Fraction(repr(written))
        case str() if "/" in written and len(written) <= LONGEST:
            return Fraction(written) * WHOLE
        case int() | str() | Decimal() if not isinstance(written, bool):
            return Fraction(_short(Decimal(written)))
        case Fraction():
            return written
        case _:
            raise ValueError(written)


def _short(percent: Decimal) -> Decimal:
    """Return a percentage of not too many digits; 1e999999999 as a fraction would fill the memory."""
    if not percent.is_finite() or abs(percent.adjusted()) > LONGEST:
        raise ValueError(percent)
    return percent


def weight_text(percent: Fraction) -> str:
    """Return `25` for 25.0, `12.5`, and `2/3` for what has no last digit."""
    rest = percent.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return format(as_decimal(percent).normalize(), "f") if rest == 1 else str(percent / WHOLE)


def as_decimal(fraction: Fraction) -> Decimal:
    return Decimal(fraction.numerator) / Decimal(fraction.denominator)


Weight = Annotated[
    Fraction,
    PlainValidator(fraction_of),
    PlainSerializer(weight_text, return_type=str),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number", "exclusiveMinimum": 0, "maximum": 100},
                {"type": "string", "pattern": r"^[0-9]+(\.[0-9]+)?$|^[0-9]+/[0-9]+$"},
            ],
            "description": 'Percent of the parent, such as 12.5, or a part of it, such as "2/3".',
        }
    ),
]
