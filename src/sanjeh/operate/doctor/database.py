"""What the database says: whose its tables are, whether they are this release's, and what time it is."""

import time
from pathlib import Path

from django.db import connection

from sanjeh.apps.politeness import clock
from sanjeh.config.protection import triggers
from sanjeh.config.protection.frozen import FROZEN
from sanjeh.core.scheduling.fitness import MOST_OFFSET_S
from sanjeh.operate import schema
from sanjeh.operate.doctor.line import Line, fail, ok

SET_THE_CLOCK = "timedatectl set-ntp true"
PROOF = ".clock"


def answers() -> Line:
    """Say which server answers where."""
    version = ".".join(map(str, divmod(connection.cursor().connection.info.server_version, 10_000)))
    return ok("database", f"PostgreSQL {version}, {connection.settings_dict['NAME']}")


def migrations() -> Line:
    """Say whether the tables are those of this release."""
    if waiting := schema.waiting_migrations():
        names = f"{len(waiting)} wait, the first is {waiting[0]}"
        return fail("migrations", names, "sanjeh manage migrate, or start sanjeh serve")
    return ok("migrations", "the tables are those of this release")


def role() -> Line:
    """Say whether the application could change what is frozen."""
    name, remedy = schema.application(), "sanjeh database prepare (docs/operations.md)"
    if not schema.has_tables():
        return fail("role", "there are no tables yet", "sanjeh serve, or sanjeh manage migrate")
    if schema.is_one_role():
        return fail("role", f"{name} owns the tables: it could change what is frozen", remedy)
    if silent := silent_triggers():
        return fail("role", f"{', '.join(silent)} do not refuse", "sanjeh manage migrate")
    return ok("role", f"{name} owns no table, and {len(FROZEN)} tables keep what is frozen")


def silent_triggers() -> list[str]:
    """Return the tables of which a trigger is missing or switched off."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgenabled = 'O'")
        there = set(cursor.fetchall())
    return [
        row.table
        for row in FROZEN
        if any((row.table, name) not in there for name, _, _ in triggers.statements(row))
    ]


def clocks(folder: Path) -> Line:
    """Say how far apart the clocks of this machine, of its database and of its files are."""
    (folder / PROOF).touch()
    apart = {"database": abs(clock.offset_s())}
    apart["files"] = abs(time.time() - (folder / PROOF).stat().st_mtime)
    (folder / PROOF).unlink()
    says = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in apart.items())
    if max(apart.values()) > MOST_OFFSET_S:
        return fail("clock", f"apart from this machine's: {says}", SET_THE_CLOCK)
    return ok("clock", f"apart from this machine's: {says}")
