"""How one row of the table of permissions is written."""

from dataclasses import dataclass
from enum import StrEnum

from sanjeh.core.text.words import Translatable
from sanjeh.core.workflow.moves import Move, key_of
from sanjeh.core.workflow.roles import Role


class System(StrEnum):
    """What the system itself may do where no person acts; `FIRST`: until somebody may."""

    NEVER = "never"
    FIRST = "first"
    ALWAYS = "always"


class Condition(StrEnum):
    """What is asked beside the role, of this person in this matter."""

    DRAWN = "drawn"
    OTHER_SIDE = "other_side"
    HAD_NO_PART = "had_no_part"
    HOLDS_THE_RECEIPT = "holds_the_receipt"
    NOT_ONESELF = "not_oneself"


CONDITION_WORDS = {
    Condition.DRAWN: Translatable("تنها کسی که قرعه به نامش افتاده است"),
    Condition.OTHER_SIDE: Translatable("تنها طرف دیگر شکایت، به قلم خود"),
    Condition.HAD_NO_PART: Translatable("کسی که در موضوع دست نداشته است"),
    Condition.HOLDS_THE_RECEIPT: Translatable("شاکی، با رسید خود"),
    Condition.NOT_ONESELF: Translatable("نه برای خود"),
}


@dataclass(frozen=True, slots=True)
class Permission:
    """One row: `event` is the journal's name of the move; `apart_from` are earlier moves about the same
    matter, whose maker may not make this one (four eyes).
    """

    move: Move
    title: Translatable
    event: str
    roles: frozenset[Role]
    apart_from: tuple[Move, ...] = ()
    condition: Condition | None = None
    system: System = System.NEVER

    @property
    def key(self) -> str:
        return key_of(self.move)
