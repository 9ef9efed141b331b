"""The states of a round and the moves between them.

A round in which people answer passes every state of the method. A round of the automatic
indicators alone leaves out those in which only people act, and says so by its scope.
"""

from enum import StrEnum
from itertools import pairwise

from sanjeh.core.text.words import Translatable
from sanjeh.core.workflow.machine import Machine, Transition


class Scope(StrEnum):
    """Whose answers a round asks for."""

    AUTOMATIC = "automatic"
    WHOLE = "whole"


class RoundState(StrEnum):
    """Where a round stands, in the order of its trip."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    REPRESENTATIVES = "representatives"
    SELF_DECLARATION = "self_declaration"
    PROBING = "probing"
    ASSESSMENT = "assessment"
    RECONCILIATION = "reconciliation"
    PRELIMINARY = "preliminary"
    OBJECTIONS = "objections"
    DECIDED = "decided"
    FINAL = "final"
    PUBLISHED = "published"
    FEEDBACK = "feedback"
    ARCHIVED = "archived"


class RoundMove(StrEnum):
    """What the secretariat does to a round; each leads into the state of the same position."""

    ANNOUNCE = "announce"
    APPOINT = "appoint"
    OPEN_DECLARATION = "open_declaration"
    START_PROBING = "start_probing"
    ASSESS = "assess"
    RECONCILE = "reconcile"
    GIVE_PRELIMINARY = "give_preliminary"
    HEAR_OBJECTIONS = "hear_objections"
    DECIDE = "decide"
    MAKE_FINAL = "make_final"
    PUBLISH = "publish"
    ASK_FEEDBACK = "ask_feedback"
    ARCHIVE = "archive"


NEEDS_PEOPLE = frozenset(
    {
        RoundState.REPRESENTATIVES,
        RoundState.SELF_DECLARATION,
        RoundState.ASSESSMENT,
        RoundState.RECONCILIATION,
        RoundState.OBJECTIONS,
        RoundState.DECIDED,
        RoundState.FEEDBACK,
    }
)

# From the first counting on, what was counted stands; from the final results on, these do too.
COUNTED = tuple(RoundState)[tuple(RoundState).index(RoundState.PRELIMINARY) :]
FINAL = COUNTED[COUNTED.index(RoundState.FINAL) :]

LEADS_TO = dict(zip(RoundMove, list(RoundState)[1:], strict=True))

PATHS = {
    Scope.WHOLE: tuple(RoundState),
    Scope.AUTOMATIC: tuple(state for state in RoundState if state not in NEEDS_PEOPLE),
}


def path_machine(name: str, path: tuple[RoundState, ...]) -> Machine[RoundState, RoundMove]:
    """Return the table that walks these states one after another."""
    move_into = {state: move for move, state in LEADS_TO.items()}
    transitions = (Transition(source, move_into[target], target) for source, target in pairwise(path))
    return Machine(name, path[0], tuple(transitions))


MACHINES = {scope: path_machine(f"round ({scope})", path) for scope, path in PATHS.items()}

STATE_WORDS = {
    RoundState.DRAFT: Translatable("پیش‌نویس"),
    RoundState.ANNOUNCED: Translatable("اعلام‌شده"),
    RoundState.REPRESENTATIVES: Translatable("معرفی نمایندگان"),
    RoundState.SELF_DECLARATION: Translatable("خوداظهاری"),
    RoundState.PROBING: Translatable("در حال سنجش خودکار"),
    RoundState.ASSESSMENT: Translatable("ارزیابی"),
    RoundState.RECONCILIATION: Translatable("هم‌سنجی ارزیابان"),
    RoundState.PRELIMINARY: Translatable("نتایج اولیه"),
    RoundState.OBJECTIONS: Translatable("رسیدگی به اعتراض‌ها"),
    RoundState.DECIDED: Translatable("اعتراض‌ها رسیدگی شد"),
    RoundState.FINAL: Translatable("نتایج نهایی"),
    RoundState.PUBLISHED: Translatable("منتشرشده"),
    RoundState.FEEDBACK: Translatable("بازخورد و آموزش"),
    RoundState.ARCHIVED: Translatable("بایگانی‌شده"),
}

MOVE_WORDS = {
    RoundMove.ANNOUNCE: Translatable("اعلام دوره"),
    RoundMove.APPOINT: Translatable("معرفی نمایندگان", key="move of a round"),
    RoundMove.OPEN_DECLARATION: Translatable("آغاز خوداظهاری"),
    RoundMove.START_PROBING: Translatable("آغاز سنجش", key="move of a round"),
    RoundMove.ASSESS: Translatable("آغاز ارزیابی"),
    RoundMove.RECONCILE: Translatable("هم‌سنجی ارزیابان", key="move of a round"),
    RoundMove.GIVE_PRELIMINARY: Translatable("محاسبه نتایج اولیه"),
    RoundMove.HEAR_OBJECTIONS: Translatable("گشودن فرصت اعتراض"),
    RoundMove.DECIDE: Translatable("پایان رسیدگی به اعتراض‌ها"),
    RoundMove.MAKE_FINAL: Translatable("نهایی‌کردن نتایج"),
    RoundMove.PUBLISH: Translatable("انتشار نتایج"),
    RoundMove.ASK_FEEDBACK: Translatable("آغاز بازخورد و آموزش"),
    RoundMove.ARCHIVE: Translatable("بایگانی"),
}
