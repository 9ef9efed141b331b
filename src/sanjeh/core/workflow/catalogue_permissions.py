"""Who changes the list of bodies and services: a part of the table of permissions."""

from sanjeh.core.text.words import Translatable
from sanjeh.core.workflow.moves import CatalogueMove
from sanjeh.core.workflow.permission_row import Permission
from sanjeh.core.workflow.roles import Role

LEAD = frozenset({Role.SECRETARIAT})
PAUSING = LEAD | {Role.OPERATOR}
APPLYING = LEAD | {Role.APPROVER, Role.MANAGER}
CATALOGUE = (
    Permission(CatalogueMove.LOAD, Translatable("بارگذاری فهرست"), "catalogue.loaded", LEAD),
    Permission(
        CatalogueMove.PAUSE, Translatable("درنگ", key="permissions: catalogue"), "address.paused", PAUSING
    ),
    Permission(
        CatalogueMove.END_PAUSE,
        Translatable("پایان درنگ", key="permissions: catalogue"),
        "address.paused",
        PAUSING,
    ),
    Permission(CatalogueMove.PREPARE, Translatable("آماده‌کردن فهرست از پرونده"), "catalogue.prepared", LEAD),
    Permission(
        CatalogueMove.APPLY,
        Translatable("به کار بردن فهرستی که آماده شد"),
        "catalogue.applied",
        APPLYING,
        apart_from=(CatalogueMove.PREPARE,),
    ),
    Permission(
        CatalogueMove.DISCARD,
        Translatable("کنار گذاشتن فهرستی که آماده شد"),
        "catalogue.discarded",
        APPLYING,
    ),
    Permission(CatalogueMove.EDIT, Translatable("ویرایش فهرست"), "catalogue.edited", LEAD),
)
