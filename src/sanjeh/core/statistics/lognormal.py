"""How good a measured time is: a falling curve with two known points, after a log-normal distribution."""

import math
from dataclasses import dataclass

GOOD, MIDDLING = 0.9, 0.5
# The argument at which erfc gives one fifth: it puts the curve through (p10, 0.9).
_INVERSE_ERFC_OF_ONE_FIFTH = 0.9061938024368232


@dataclass(frozen=True, slots=True)
class Curve:
    """`p10` is the value that scores 0.9 (a tenth of the web is better), `median` the one that scores 0.5.

    Less is better; raise ValueError unless 0 < p10 < median.
    """

    p10: float
    median: float

    def __post_init__(self) -> None:
        if not 0 < self.p10 < self.median:
            message = f"a curve needs 0 < p10 < median, not {self.p10} and {self.median}"
            raise ValueError(message)

    def score(self, value: float) -> float:
        """Return 0..1; a negative value counts as 0.

        Rounding errors never carry a value over one of the two points: the published limits are exact.
        """
        if value <= 0:
            return 1.0
        distance = (math.log(value) - math.log(self.median)) * _INVERSE_ERFC_OF_ONE_FIFTH
        share = math.erfc(distance / math.log(self.median / self.p10)) / 2
        if value <= self.p10:
            return max(GOOD, min(1.0, share))
        if value <= self.median:
            return max(MIDDLING, min(math.nextafter(GOOD, 0), share))
        return max(0.0, min(math.nextafter(MIDDLING, 0), share))
