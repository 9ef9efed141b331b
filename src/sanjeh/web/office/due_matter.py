"""A matter of the office that is under way, before anybody looks at it."""

from dataclasses import dataclass
from datetime import datetime

from sanjeh.core.text.numerals import in_digits
from sanjeh.core.workflow.moves import Move
from sanjeh.web.templatetags.persian import language


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter before anybody looks at it: its reference, what is shown, and the moves that lead it on.

    `is_own`: the reader alone is waited for, whatever else the table asks beside the role.
    """

    reference: str
    title: str
    url: str
    state: str
    since: datetime | None
    moves: tuple[Move, ...]
    seated: frozenset[int] = frozenset()
    until: datetime | None = None
    is_own: bool = False


def counted(number: int) -> str:
    return in_digits(number, language())
