"""Time that was given back to whoever waited, case by case."""

from dataclasses import dataclass

from sanjeh.apps.desk.models import TimeCredit


@dataclass(frozen=True, slots=True)
class CreditRow:
    """So many working seconds were added to the complainant's deadline in this case."""

    complaint: int
    seconds: int


def credits_of(breach: int) -> tuple[CreditRow, ...]:
    """Return the time that was given back because of a breach, case by case."""
    given = TimeCredit.objects.filter(breach=breach).values_list("complaint__number", "seconds")
    return tuple(CreditRow(number, seconds) for number, seconds in given)
