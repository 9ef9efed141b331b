"""What the words promise, the database holds, whoever asks in the application's name."""

import pytest
from django.db import connection

from sanjeh.config.protection import grants
from sanjeh.config.protection.frozen import FROZEN
from sanjeh.config.protection.frozen_row import Frozen
from tests import hands
from tests.hands import refusal

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("row", FROZEN, ids=lambda row: row.table)
def test_no_table_of_promises_is_emptied_dropped_altered_or_freed_of_its_triggers(row: Frozen) -> None:
    said = {
        statement: refusal(statement)
        for statement in (
            f"TRUNCATE {row.table} CASCADE",
            f"DROP TABLE {row.table} CASCADE",
            f"ALTER TABLE {row.table} DISABLE TRIGGER ALL",
            f"DROP TRIGGER z_frozen_kept ON {row.table}",
            f"ALTER TABLE {row.table} RENAME TO elsewhere",
            f"CREATE TRIGGER mine BEFORE UPDATE ON {row.table} EXECUTE FUNCTION {row.table}_kept()",
            f"CREATE OR REPLACE FUNCTION {row.table}_kept() RETURNS trigger LANGUAGE sql AS 'SELECT NULL'",
            f"DROP FUNCTION {row.table}_kept() CASCADE",
        )
    }

    owner, denied = f"must be owner of table {row.table}", f"permission denied for table {row.table}"
    assert list(said.values()) == [
        denied,
        owner,
        owner,
        f"must be owner of relation {row.table}",
        owner,
        denied,
        "permission denied for schema public",
        f"must be owner of function {row.table}_kept",
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "SET session_replication_role = replica",
        "CREATE TABLE mine ()",
        "CREATE TEMPORARY TABLE rounds_round (id bigint, state text)",
        "CREATE SCHEMA mine",
        "ALTER ROLE sanjeh_app SUPERUSER",
        "GRANT sanjeh_owner TO sanjeh_app",
        "SET ROLE sanjeh_owner",
        "UPDATE django_migrations SET name = 'x'",
    ],
)
def test_the_application_opens_no_way_around(statement: str) -> None:
    hands.tell("SET SESSION AUTHORIZATION sanjeh_app")

    assert refusal(statement) != ""

    hands.tell("RESET SESSION AUTHORIZATION", "SET ROLE sanjeh_app")


def test_every_table_of_the_house_is_granted_what_the_declaration_says_and_no_more() -> None:
    with connection.cursor() as cursor:
        found = connection.introspection.get_table_list(cursor)
        cursor.execute(
            "SELECT table_name, privilege_type FROM information_schema.role_table_grants"
            " WHERE grantee IN ('sanjeh_app', 'PUBLIC') AND table_schema = 'public'"
        )
        given: dict[str, set[str]] = {one.name: set() for one in found}
        for table, privilege in cursor.fetchall():
            given[table].add(privilege)

    assert given == {
        one.name: {"SELECT"} if one.type == "v" else set(grants.privileges(one.name, FROZEN)) for one in found
    }
    assert given["accounts_roleheld"] == {"SELECT"}
    assert given["journal_journalline"] == {"SELECT", "INSERT"}
    assert given["procrastinate_jobs"] == {"SELECT", "INSERT", "UPDATE", "DELETE"}


def test_every_row_names_a_table_and_columns_that_are_there() -> None:
    columns = {
        table: {
            one.name for one in connection.introspection.get_table_description(connection.cursor(), table)
        }
        for table in connection.introspection.table_names()
    }

    lost = [
        (row.table, name)
        for row in FROZEN
        for name in (*row.free, *row.once)
        if name not in columns.get(row.table, ())
    ]

    assert ({row.table for row in FROZEN} - set(columns), lost) == (set(), [])
