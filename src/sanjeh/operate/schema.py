"""The tables brought to this version by their owner, and protected from everybody else."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from sanjeh.config import database
from sanjeh.config.protection import grants, triggers
from sanjeh.config.protection.frozen import FROZEN
from sanjeh.config.protection.frozen_row import Frozen

SAYS_SO = {"options": f"-c {triggers.MIGRATING}=yes"}
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended('sanjeh protection', 0))"
NAME_THE_OWNER = "Write DATABASE_OWNER_URL for this start, or migrate with it: sanjeh manage migrate"
ONE_ROLE = (
    "The role {role} of the database owns the tables and is the application's too, so nothing keeps a fault "
    "of the pages from changing what is frozen. Give them roles of their own: sanjeh database prepare "
    "(docs/operations.md)."
)


def bring_up_to_date() -> None:
    """Migrate as the owner, and protect what is there; tell in one sentence where one role does it all.

    Who is not told of the owner starts only where nothing is to be done: raise ImproperlyConfigured else.
    """
    if not may_change_tables():
        refuse_waiting_migrations()
        return
    as_owner(lambda: call_command("migrate", verbosity=0))
    if is_one_role():
        click.echo(ONE_ROLE.format(role=application()), err=True)


def knows_owner() -> bool:
    """Return whether we can come as another role than the application's."""
    settings = connection.settings_dict
    return bool(database.owner_settings(settings)["USER"] != settings["USER"])


def may_change_tables() -> bool:
    """Return whether we can come as the owner, or are that, or could make the first tables."""
    if knows_owner():
        return True
    if has_tables():
        return is_one_role()
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_schema_privilege('public', 'CREATE')")
        return bool(cursor.fetchone()[0])


def refuse_waiting_migrations() -> None:
    """Raise ImproperlyConfigured where the tables are not those of this release."""
    if waiting := waiting_migrations():
        raise ImproperlyConfigured(
            f"{len(waiting)} migrations wait, the first is {waiting[0]}, and the owner of the tables is not "
            f"named. {NAME_THE_OWNER}"
        )


def waiting_migrations() -> list[str]:
    """Return what is still to be done to the tables, in its order."""
    executor = MigrationExecutor(connection)
    return [str(one) for one, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]


def as_owner(change: Callable[[], object]) -> None:
    """Change tables as their owner, then make triggers and grants anew for what is there now.

    Raise ImproperlyConfigured where we are told of nobody who may.
    """
    if not may_change_tables():
        raise ImproperlyConfigured(f"The owner of the tables is not named. {NAME_THE_OWNER}")
    app = application()
    with connected_as_owner():
        change()
        protect(app)


@contextmanager
def connected_as_owner() -> Iterator[None]:
    """Let the one connection be the owner's for a while, in a session that says that it migrates."""
    settings, before = connection.settings_dict, dict(connection.settings_dict)
    connection.close()
    settings.update(database.owner_settings(before), OPTIONS=before.get("OPTIONS", {}) | SAYS_SO)
    try:
        yield
    finally:
        connection.close()
        settings.update(before)


def application() -> str:
    """Return the role as which pages and workers come."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return str(cursor.fetchone()[0])


def is_one_role() -> bool:
    """Return whether the application's role could change or drop a table of ours."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT bool_or(pg_has_role(tableowner, 'MEMBER')) FROM pg_tables WHERE schemaname = 'public'"
        )
        return bool(cursor.fetchone()[0])


def has_tables() -> bool:
    """Return whether anything was made in this database yet."""
    return bool(connection.introspection.table_names())


@transaction.atomic
def protect(app: str) -> None:
    """Make the triggers of what is frozen, and give the application what it may do; both are told anew."""
    with connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME)
        cursor.execute("SELECT current_user")
        [owner] = cursor.fetchone()
        found = connection.introspection.get_table_list(cursor)
    tables, views = ([one.name for one in found if one.type == kind] for kind in ("t", "v"))
    for frozen in FROZEN:
        if frozen.table in tables:  # an earlier release, to which somebody has gone back, has others
            keep_frozen(frozen)
    if app != owner:
        with connection.cursor() as cursor:
            for statement in grants.statements(tables, views, FROZEN, app):
                cursor.execute(statement)


def keep_frozen(frozen: Frozen) -> None:
    """Make the triggers of a table; one that is there and switched on is not made again, for that locks."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgenabled = 'O'", [frozen.table]
        )
        there = {name for (name,) in cursor.fetchall()}
        for trigger, function, making in triggers.statements(frozen):
            cursor.execute(function)
            if trigger not in there:
                cursor.execute(making)
                cursor.execute(f"ALTER TABLE {frozen.table} ENABLE TRIGGER {trigger}")
