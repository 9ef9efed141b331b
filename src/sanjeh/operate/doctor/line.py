"""What one check says."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

SETTINGS = "settings"


class Status(StrEnum):
    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Line:
    """What was found, and where it is not as it should be, what mends it."""

    check: str
    status: Status
    says: str
    remedy: str = ""


def ok(check: str, says: str) -> Line:
    return Line(check, Status.OK, says)


def warn(check: str, says: str, remedy: str) -> Line:
    return Line(check, Status.WARN, says, remedy)


def fail(check: str, says: str, remedy: str) -> Line:
    return Line(check, Status.FAIL, says, remedy)


def exit_status(lines: Iterable[Line]) -> int:
    """Return 0 where nothing fails, 2 where a setting would stop the start, else 1; what warns can wait."""
    failing = {line.check for line in lines if line.status is Status.FAIL}
    return 2 if SETTINGS in failing else int(bool(failing))
