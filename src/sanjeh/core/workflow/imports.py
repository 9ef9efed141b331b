"""The states of an import: a file is uploaded, checked, and then applied whole or discarded."""

from enum import StrEnum

from sanjeh.core.text.words import Translatable
from sanjeh.core.workflow.machine import Machine, Transition


class ImportState(StrEnum):
    UPLOADED = "uploaded"
    CHECKED = "checked"
    APPLIED = "applied"
    DISCARDED = "discarded"


class ImportMove(StrEnum):
    CHECK = "check"
    APPLY = "apply"
    DISCARD = "discard"


IMPORT_STATE_WORDS = {
    ImportState.UPLOADED: Translatable("رسید", key="state of an import"),
    ImportState.CHECKED: Translatable("وارسی شد"),
    ImportState.APPLIED: Translatable("به کار رفت"),
    ImportState.DISCARDED: Translatable("کنار گذاشته شد"),
}
# A list that has changed meanwhile is checked against once more.
IMPORT = Machine(
    "import",
    ImportState.UPLOADED,
    (
        Transition(ImportState.UPLOADED, ImportMove.CHECK, ImportState.CHECKED),
        Transition(ImportState.CHECKED, ImportMove.CHECK, ImportState.CHECKED),
        Transition(ImportState.CHECKED, ImportMove.APPLY, ImportState.APPLIED),
        Transition(ImportState.UPLOADED, ImportMove.DISCARD, ImportState.DISCARDED),
        Transition(ImportState.CHECKED, ImportMove.DISCARD, ImportState.DISCARDED),
    ),
)
