"""The whole table of permissions on one page, drawn from the table itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from sanjeh.core.text.words import Translatable
from sanjeh.core.workflow.moves import MACHINE_OF, MACHINE_WORDS, Reading
from sanjeh.core.workflow.permission_row import CONDITION_WORDS, Permission, System
from sanjeh.core.workflow.permissions import PERMISSIONS, permission
from sanjeh.core.workflow.roles import ROLE_WORDS, Role
from sanjeh.web.office.access import OfficePage
from sanjeh.web.office.refusals import in_tongue, listed, roles_said

SHOWN = tuple(role for role in Role if any(role in row.roles for row in PERMISSIONS))


@dataclass(frozen=True, slots=True)
class RoleCell:
    role: Translatable
    is_allowed: bool


@dataclass(frozen=True, slots=True)
class PermissionRow:
    """One move: a cell for each role, and in sentences what is asked beside the role."""

    title: Translatable
    cells: tuple[RoleCell, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PermissionGroup:
    title: Translatable
    lines: tuple[PermissionRow, ...]


class PermissionTable(OfficePage):
    """Every move with the roles that may make it; whoever works in the office may see it."""

    reads = Reading.PERMISSIONS

    def get(self, request: HttpRequest) -> HttpResponse:
        shown = {
            "roles": [ROLE_WORDS[role] for role in SHOWN],
            "columns": len(SHOWN) + 2,
            "groups": groups(),
            "others": roles_said(frozenset(Role) - frozenset(SHOWN)),
        }
        return render(request, "office/permissions.html", shown)


def groups() -> list[PermissionGroup]:
    by_machine = groupby(PERMISSIONS, key=lambda row: MACHINE_OF[type(row.move)])
    return [
        PermissionGroup(MACHINE_WORDS[machine], tuple(map(permission_row, rows)))
        for machine, rows in by_machine
    ]


def permission_row(row: Permission) -> PermissionRow:
    cells = tuple(RoleCell(ROLE_WORDS[role], role in row.roles) for role in SHOWN)
    return PermissionRow(row.title, cells, tuple(notes(row)))


def notes(row: Permission) -> Iterator[str]:
    if row.condition:
        yield in_tongue(CONDITION_WORDS[row.condition])
    if row.apart_from:
        earlier = listed(in_tongue(permission(move).title) for move in row.apart_from)
        yield gettext("نه کسی که این را انجام داده است: %(earlier)s") % {"earlier": earlier}
    if row.system is System.ALWAYS:
        yield gettext("و خود سامانه")
    if row.system is System.FIRST:
        yield gettext("نخستین بار خود سامانه، تا کسی این نقش را داشته باشد")
