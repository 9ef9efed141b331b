"""What a database holds, in a few figures that two copies of it must share."""

from collections.abc import Iterator

import psycopg
from psycopg import sql
from pydantic import BaseModel, ConfigDict

from sanjeh.core.integrity import hash_chain

TABLES = (
    "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1"
)
# The order of rows counts for nothing, and none of them is held in memory.
COUNTED = "SELECT count(*), coalesce(sum(('x' || left(md5(one::text), 15))::bit(60)::bigint), 0) FROM {} one"
LINES = "SELECT number, at, by, what, about, facts, previous, digest FROM journal_journalline ORDER BY number"
EDITIONS = "SELECT folder, manifest_sha256 FROM publication_edition ORDER BY folder"


class Table(BaseModel):
    """How many rows a table has, and a sum over their digests."""

    model_config = ConfigDict(frozen=True)

    rows: int
    sum: str


class Figures(BaseModel):
    """The tables by name, the head of the journal, the digest of each edition's manifest by its folder."""

    model_config = ConfigDict(frozen=True)

    tables: dict[str, Table]
    journal_head: str
    editions: dict[str, str]


def figures_of(connection: psycopg.Connection) -> Figures:
    """Count all of a database; its journal's last line stands for those before it."""
    connection.execute("SET TIME ZONE 'UTC'")
    names = [str(name) for (name,) in connection.execute(TABLES)]
    tables = {name: table_of(connection, name) for name in names}
    last = hash_chain.START
    for line in lines(connection):
        last = line.digest
    kept = connection.execute(EDITIONS).fetchall() if "publication_edition" in names else []
    return Figures(tables=tables, journal_head=last, editions=dict(kept))


def table_of(connection: psycopg.Connection, name: str) -> Table:
    row = connection.execute(sql.SQL(COUNTED).format(sql.Identifier("public", name))).fetchone()
    count, total = row or (0, 0)
    return Table(rows=count, sum=str(total))


def lines(connection: psycopg.Connection) -> Iterator[hash_chain.Line]:
    """Yield the journal as it stands in this database; nothing where none is kept yet."""
    if connection.execute("SELECT to_regclass('journal_journalline')").fetchone() == (None,):
        return
    with connection.cursor(name="journal") as cursor:
        for number, at, by, what, about, facts, previous, digest in cursor.execute(LINES):
            plain = {key: tuple(one) if isinstance(one, list) else one for key, one in facts.items()}
            entry = hash_chain.Entry(at, by, what, tuple(about), plain)
            yield hash_chain.Line(number, entry, previous, digest)


def letters(connection: psycopg.Connection) -> tuple[str, ...]:
    """Return the digests of the letters that mandates and invitations name, in their order."""
    named = set[str]()
    for table in ("accounts_mandate", "accounts_invitation"):
        if connection.execute("SELECT to_regclass(%s)", [table]).fetchone() != (None,):
            asked = sql.SQL("SELECT DISTINCT letter_sha256 FROM {} WHERE letter_sha256 <> ''")
            named |= {
                str(one) for (one,) in connection.execute(asked.format(sql.Identifier("public", table)))
            }
    return tuple(sorted(named))


def differences(kept: Figures, found: Figures) -> Iterator[str]:
    """Yield a sentence for each figure that is not what was kept."""
    for name in sorted(kept.tables.keys() | found.tables.keys()):
        was, now = kept.tables.get(name), found.tables.get(name)
        if was != now:
            counts = [str(one.rows) if one else "no" for one in (was, now)]
            yield f"table {name}: {counts[0]} rows were kept, {counts[1]} are there, or they differ"
    if kept.journal_head != found.journal_head:
        yield f"the journal ended with {kept.journal_head}, and ends with {found.journal_head}"
    if kept.editions != found.editions:
        yield "the editions are not those that were kept"
