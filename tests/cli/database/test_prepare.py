"""An administrator makes the two roles of a server of one's own, and hands over what one role had made."""

import secrets
from collections.abc import Iterator

import psycopg
import pytest
from click.testing import CliRunner, Result
from psycopg.sql import SQL, Identifier

from sanjeh.cli.main import main
from sanjeh.config import embedded

NAMES = ("prepared_owner", "prepared_app")


@pytest.fixture
def server(database_server: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The place of the server; the settings name a database and two roles that are not there yet."""
    place = database_server.partition("?")[2]
    name, password = f"prepared_{secrets.token_hex(4)}", secrets.token_hex(8)
    for variable, role in zip(("DATABASE_OWNER_URL", "DATABASE_URL"), NAMES, strict=True):
        monkeypatch.setenv(variable, f"postgresql://{role}:{password}@/{name}?{place}")
    yield f"postgresql://{{role}}:@/{{name}}?{place}"
    with psycopg.connect(
        f"postgresql://{embedded.SUPERUSER}@/postgres?{place}", autocommit=True
    ) as administrator:
        administrator.execute(SQL("DROP DATABASE IF EXISTS {}").format(Identifier(name)))
        for role in NAMES:
            administrator.execute(SQL("DROP ROLE IF EXISTS {}").format(Identifier(role)))


def prepare(server: str, role: str = embedded.SUPERUSER) -> Result:
    url = server.format(role=role, name="postgres")
    return CliRunner().invoke(main, ["database", "prepare", "--as", url])


def connected(server: str, role: str, result: Result) -> psycopg.Connection:
    name = result.output.split(" of ", 1)[1].split(" ", 1)[0]
    return psycopg.connect(server.format(role=role, name=name), autocommit=True)


def test_the_two_roles_and_the_database_are_made_once_and_asked_again_stay(server: str) -> None:
    first, again = prepare(server), prepare(server)

    assert (first.exit_code, first.output) == (again.exit_code, again.output)
    assert first.output.endswith(" belong to prepared_owner; pages and workers come as prepared_app.\n")
    with connected(server, "prepared_owner", first) as owner:
        owner.execute("CREATE TABLE kept (one int)")
    with (
        connected(server, "prepared_app", first) as app,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        app.execute("CREATE TABLE mine (one int)")


def test_what_one_role_had_made_is_handed_over(server: str) -> None:
    made = prepare(server)
    with connected(server, embedded.SUPERUSER, made) as former:
        former.execute("CREATE TABLE kept (one int)")

    prepare(server)

    with connected(server, "prepared_app", made) as app:
        [owner] = app.execute("SELECT tableowner FROM pg_tables WHERE tablename = 'kept'").fetchone() or ()
    assert owner == "prepared_owner"


@pytest.mark.parametrize(
    ("variable", "url", "says"),
    [
        ("DATABASE_OWNER_URL", "", "Error: DATABASE_OWNER_URL is not set."),
        ("DATABASE_URL", "", "Error: DATABASE_URL is not set."),
        (
            "DATABASE_OWNER_URL",
            "postgresql://one@db/other",
            "Error: DATABASE_URL and DATABASE_OWNER_URL have",
        ),
        ("DATABASE_URL", "mysql://one@db/other", "Error: DATABASE_URL begins with 'mysql'"),
    ],
)
def test_what_the_settings_lack_is_told_before_anything_is_made(
    server: str, monkeypatch: pytest.MonkeyPatch, variable: str, url: str, says: str
) -> None:
    monkeypatch.setenv(variable, url)

    result = prepare(server)

    assert (result.exit_code, result.output.startswith(says)) == (2, True)


def test_one_who_may_not_make_roles_is_told_so(server: str) -> None:
    made = prepare(server)

    result = prepare(server, "prepared_app")

    assert (made.exit_code, result.exit_code) == (0, 2)
    assert result.output.startswith("Error: The administrator could not do it: ")
