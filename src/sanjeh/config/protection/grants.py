"""What the application's role may do with each table: never own, alter, empty or drop one."""

from collections.abc import Iterable, Iterator

from psycopg import sql

from sanjeh.config.protection.frozen_row import Frozen

ORDINARY = ("SELECT", "INSERT", "UPDATE", "DELETE")
GROWS = ("SELECT", "INSERT")
SPECIAL = {
    "django_migrations": ("SELECT",),  # the owner alone writes it
    "sanjeh_messages_message": (*GROWS, "UPDATE"),  # to hold a row takes this right; the trigger refuses more
}


def privileges(table: str, frozen: Iterable[Frozen]) -> tuple[str, ...]:
    """Return what the application may do with a table; one that is nowhere named is an ordinary one."""
    whole = {row.table for row in frozen if row.is_kept_whole}
    return SPECIAL.get(table, GROWS if table in whole else ORDINARY)


def statements(
    tables: Iterable[str], views: Iterable[str], frozen: tuple[Frozen, ...], app: str
) -> Iterator[sql.Composable]:
    """Yield what gives the application its rights, and takes from it and from everybody any other.

    A view is read alone: what is written to it is written with its owner's rights.
    """
    role = sql.Identifier(app)
    yield sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {}").format(role)
    yield sql.SQL("REVOKE CREATE ON SCHEMA public FROM PUBLIC, {}").format(role)
    yield sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(role)
    rights = {**{table: privileges(table, frozen) for table in tables}, **dict.fromkeys(views, ("SELECT",))}
    for table, names in rights.items():
        given = sql.SQL(", ").join(map(sql.SQL, names))
        yield sql.SQL("GRANT {} ON {} TO {}").format(given, sql.Identifier("public", table), role)
    yield sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}").format(role)
    # A table that a migration makes is usable at once; its own rights come when the migration has ended.
    default = "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT {} TO {}"
    for what in (f"{', '.join(ORDINARY)} ON TABLES", "USAGE, SELECT ON SEQUENCES"):
        yield sql.SQL(default).format(sql.SQL(what), role)
