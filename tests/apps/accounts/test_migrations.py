"""Every role and membership of old is a mandate with its days, and back again."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import StateApps

from sanjeh.apps.accounts import queries
from sanjeh.apps.accounts.models import Mandate
from sanjeh.core.workflow.roles import Role

pytestmark = [pytest.mark.acceptance, pytest.mark.usefixtures("database_of_its_own")]
BEFORE = ("accounts", "0002_roles_are_named_by_the_table_of_permissions")
SINCE = datetime(2026, 1, 1, tzinfo=UTC)
ENDED, LATER = SINCE + timedelta(days=5), SINCE + timedelta(days=9)


def migrated(*targets: tuple[str, str]) -> StateApps:
    executor = MigrationExecutor(connection)
    executor.migrate(list(targets) or executor.loader.graph.leaf_nodes())
    return MigrationExecutor(connection).loader.project_state(list(targets) or None).apps


def as_it_was() -> None:
    """Fill the tables of the release before: roles that run, ended, were void, and a membership of each."""
    old = migrated(BEFORE)
    person = old.get_model("accounts", "Person").objects.create(
        username="mina", display_name="مینا", password="!", joined_at=SINCE
    )
    role, member = old.get_model("accounts", "RoleHeld"), old.get_model("accounts", "Membership")
    role.objects.create(person=person, role="handler", since=SINCE, until=LATER)
    role.objects.create(person=person, role="handler", since=ENDED, until=None)
    role.objects.create(person=person, role="auditor", since=SINCE, until=SINCE)
    member.objects.create(person=person, body="NAZ", since=SINCE, until=ENDED)
    member.objects.create(person=person, body="VAZ", since=SINCE, until=None)


def test_every_row_is_carried_over_means_what_it_meant_and_finds_its_way_back() -> None:
    as_it_was()

    migrated()

    every_row_means_what_it_meant()
    the_way_back_leads_to_roles_and_memberships(migrated(BEFORE))


def every_row_means_what_it_meant() -> None:
    mina = queries.person("mina")
    rows = Mandate.objects.order_by("since", "role", "body").values_list("role", "body", "since", "ended_at")
    assert list(rows) == [
        ("auditor", "", SINCE, SINCE),
        ("handler", "", SINCE, LATER),
        ("member", "NAZ", SINCE, ENDED),
        ("member", "VAZ", SINCE, None),
        ("handler", "", LATER, None),
    ]
    assert queries.roles_of(mina, SINCE) == {Role.HANDLER, Role.MEMBER}
    assert queries.roles_of(mina, LATER) == {Role.HANDLER, Role.MEMBER}
    assert queries.ever_members(["NAZ"]) == {mina.reference}


def the_way_back_leads_to_roles_and_memberships(old: StateApps) -> None:
    roles = old.get_model("accounts", "RoleHeld").objects.order_by("since", "role")
    members = old.get_model("accounts", "Membership").objects.order_by("body")
    assert list(roles.values_list("role", "since", "until")) == [
        ("auditor", SINCE, SINCE),
        ("handler", SINCE, LATER),
        ("handler", LATER, None),
    ]
    assert list(members.values_list("body", "since", "until")) == [
        ("NAZ", SINCE, ENDED),
        ("VAZ", SINCE, None),
    ]
