"""Says where two answers differ: numbers beyond the ninth digit are the noise of the order of summing."""

import math
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

NOISE = 1e-9


def differences(one: object, other: object, where: str = "") -> Iterator[str]:
    """Yield every field in which two values differ, with both."""
    if is_dataclass(one) and type(one) is type(other):
        for field in fields(one):
            yield from differences(
                getattr(one, field.name), getattr(other, field.name), f"{where}.{field.name}"
            )
    elif isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        for place, (left, right) in enumerate(zip(one, other, strict=True)):
            yield from differences(left, right, f"{where}[{place}]")
    elif type(one) is not type(other) or not _is_alike(one, other):
        yield f"{where}: {one!r} is not {other!r}"


def _is_alike(one: object, other: object) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        if one == other == 0:
            # A zero with a sign would be published as "-0.0".
            return math.copysign(1, one) == math.copysign(1, other)
        return math.isclose(one, other, rel_tol=NOISE, abs_tol=NOISE)
    return one == other
