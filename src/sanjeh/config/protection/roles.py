"""The two roles of the database: whose the tables are, and as whom pages and workers come."""

import psycopg
from psycopg import sql

OWNER, APP = "sanjeh_owner", "sanjeh_app"
# What stands in our schema and belongs to nobody's extension: its kind in ALTER, its name, its present owner.
OBJECTS = """
    SELECT CASE relkind WHEN 'S' THEN 'SEQUENCE' WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW'
        ELSE 'TABLE' END, oid::regclass::text
    FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'S', 'v', 'm')
    AND relowner <> %(owner)s::regrole AND NOT EXISTS (SELECT FROM pg_depend
        WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype IN ('a', 'i', 'e'))
    UNION ALL
    SELECT 'ROUTINE', oid::regprocedure::text FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace AND proowner <> %(owner)s::regrole
    AND NOT EXISTS (SELECT FROM pg_depend
        WHERE classid = 'pg_proc'::regclass AND objid = pg_proc.oid AND deptype = 'e')
    UNION ALL
    SELECT 'TYPE', oid::regtype::text FROM pg_type
    WHERE typnamespace = 'public'::regnamespace AND typtype IN ('e', 'd') AND typowner <> %(owner)s::regrole
    AND NOT EXISTS (SELECT FROM pg_depend
        WHERE classid = 'pg_type'::regclass AND objid = pg_type.oid AND deptype = 'e')
"""
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended('sanjeh roles', 0))"


def prepare(admin: psycopg.Connection, owner: str, app: str, passwords: dict[str, str] | None = None) -> None:
    """Make the two roles, and give this database with all that is in it to the first.

    `admin` may do so (a superuser). Asked again it changes nothing but what is not so yet.
    """
    with admin.transaction():
        admin.execute(ONE_AT_A_TIME)
        for role in (owner, app):
            make(admin, role, (passwords or {}).get(role, ""))
        give_database(admin, owner, app)
        give_objects(admin, owner, app)


def give_objects(admin: psycopg.Connection, owner: str, app: str) -> None:
    """Give the owner what an earlier release made; the application reads it until the next migration."""
    found = admin.execute(OBJECTS, {"owner": owner}).fetchall()
    for kind, name in found:  # both are the database's own words, quoted by itself
        admin.execute(
            sql.SQL("ALTER {} {} OWNER TO {}").format(sql.SQL(kind), sql.SQL(name), sql.Identifier(owner))
        )
    if found:
        role = sql.Identifier(app)
        admin.execute(sql.SQL("GRANT SELECT ON ALL TABLES IN SCHEMA public TO {}").format(role))


def make(admin: psycopg.Connection, role: str, password: str) -> None:
    """Make a role that may sign in and nothing more; give it the password, if there is one."""
    if not admin.execute("SELECT FROM pg_roles WHERE rolname = %s", [role]).rowcount:
        admin.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
    if password:
        admin.execute(
            sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), sql.Literal(password))
        )


def give_database(admin: psycopg.Connection, owner: str, app: str) -> None:
    """Give the database and its schema to the owner; let nobody else make anything in it.

    A temporary table could stand before one of ours, so nobody else makes these either.
    """
    [name] = admin.execute("SELECT current_database()").fetchone() or [""]
    named = {"db": sql.Identifier(name), "owner": sql.Identifier(owner), "app": sql.Identifier(app)}
    for statement in (
        "ALTER DATABASE {db} OWNER TO {owner}",
        "ALTER SCHEMA public OWNER TO {owner}",
        "REVOKE TEMPORARY, CREATE ON DATABASE {db} FROM PUBLIC, {app}",
        "GRANT CONNECT ON DATABASE {db} TO {app}",
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC, {app}",
    ):
        admin.execute(sql.SQL(statement).format(**named))
