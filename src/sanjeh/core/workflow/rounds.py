"""The states of a round and the moves between them.

A round in which people answer passes every state of the method. A round of the automatic
indicators alone leaves out those in which only people act, and says so by its scope.
"""

from enum import StrEnum
from itertools import pairwise

from sanjeh.core.text.words import Words
from sanjeh.core.workflow.machine import Machine, Step


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

LEADS_TO = dict(zip(RoundMove, list(RoundState)[1:], strict=True))

PATHS = {
    Scope.WHOLE: tuple(RoundState),
    Scope.AUTOMATIC: tuple(state for state in RoundState if state not in NEEDS_PEOPLE),
}


def path_machine(name: str, path: tuple[RoundState, ...]) -> Machine[RoundState, RoundMove]:
    """Return the table that walks these states one after another."""
    move_into = {state: move for move, state in LEADS_TO.items()}
    steps = (Step(source, move_into[target], target) for source, target in pairwise(path))
    return Machine(name, path[0], tuple(steps))


MACHINES = {scope: path_machine(f"round ({scope})", path) for scope, path in PATHS.items()}

STATE_WORDS = {
    RoundState.DRAFT: Words("پیش‌نویس", "Draft"),
    RoundState.ANNOUNCED: Words("اعلام‌شده", "Announced"),
    RoundState.REPRESENTATIVES: Words("معرفی نمایندگان", "Representatives appointed"),
    RoundState.SELF_DECLARATION: Words("خوداظهاری", "Self-declaration"),
    RoundState.PROBING: Words("در حال سنجش خودکار", "Being measured"),
    RoundState.ASSESSMENT: Words("ارزیابی", "Assessment"),
    RoundState.RECONCILIATION: Words("هم‌سنجی ارزیابان", "Reconciliation of assessors"),
    RoundState.PRELIMINARY: Words("نتایج اولیه", "Preliminary results"),
    RoundState.OBJECTIONS: Words("رسیدگی به اعتراض‌ها", "Objections"),
    RoundState.DECIDED: Words("اعتراض‌ها رسیدگی شد", "Objections decided"),
    RoundState.FINAL: Words("نتایج نهایی", "Final results"),
    RoundState.PUBLISHED: Words("منتشرشده", "Published"),
    RoundState.FEEDBACK: Words("بازخورد و آموزش", "Feedback and teaching"),
    RoundState.ARCHIVED: Words("بایگانی‌شده", "Archived"),
}

MOVE_WORDS = {
    RoundMove.ANNOUNCE: Words("اعلام دوره", "Announce the round"),
    RoundMove.APPOINT: Words("معرفی نمایندگان", "Appoint representatives"),
    RoundMove.OPEN_DECLARATION: Words("آغاز خوداظهاری", "Open self-declaration"),
    RoundMove.START_PROBING: Words("آغاز سنجش", "Start measuring"),
    RoundMove.ASSESS: Words("آغاز ارزیابی", "Start assessment"),
    RoundMove.RECONCILE: Words("هم‌سنجی ارزیابان", "Reconcile assessors"),
    RoundMove.GIVE_PRELIMINARY: Words("محاسبه نتایج اولیه", "Count preliminary results"),
    RoundMove.HEAR_OBJECTIONS: Words("گشودن فرصت اعتراض", "Open objections"),
    RoundMove.DECIDE: Words("پایان رسیدگی به اعتراض‌ها", "Close objections"),
    RoundMove.MAKE_FINAL: Words("نهایی‌کردن نتایج", "Make results final"),
    RoundMove.PUBLISH: Words("انتشار نتایج", "Publish"),
    RoundMove.ASK_FEEDBACK: Words("آغاز بازخورد و آموزش", "Start feedback and teaching"),
    RoundMove.ARCHIVE: Words("بایگانی", "Archive"),
}
