"""`sanjeh database prepare`: the two roles and the database, made once by an administrator of the server."""

import click
import psycopg
from django.core.exceptions import ImproperlyConfigured
from psycopg import sql

from sanjeh.cli.lazy import mistakes_told
from sanjeh.config import database, environment
from sanjeh.config.protection import roles
from sanjeh.config.reach import sentence_of


@click.command()
@click.option(
    "--as",
    "administrator",
    envvar="DATABASE_ADMIN_URL",
    required=True,
    metavar="URL",
    help="An administrator of the server, who may make roles and databases: postgresql://postgres@host/postgres",
)
def prepare(administrator: str) -> None:
    """Make the database and its two roles, as DATABASE_URL and DATABASE_OWNER_URL name them.

    What an earlier release made as one role goes over to the owner. Asked again it changes nothing else.
    """
    with mistakes_told():
        app, owner = the_two()
        admin = database.settings_of(administrator)
        try:
            make_database(admin, str(app["NAME"]))
            hand_over(admin | {"NAME": app["NAME"]}, app, owner)
        except psycopg.Error as problem:
            message = f"The administrator could not do it: {sentence_of(problem)}."
            raise ImproperlyConfigured(message) from None
    click.echo(
        f"The tables of {app['NAME']} belong to {owner['USER']}; pages and workers come as {app['USER']}."
    )


def the_two() -> tuple[dict[str, object], dict[str, object]]:
    """Return the entries of the application and of the owner; raise ImproperlyConfigured without both."""
    given = {name: environment.hidden(name) for name in ("DATABASE_URL", "DATABASE_OWNER_URL")}
    if missing := [name for name, url in given.items() if not url]:
        raise ImproperlyConfigured(f"{missing[0]} is not set. {database.EXAMPLE}")
    app, owner = map(database.settings_of, given.values())
    if app["NAME"] != owner["NAME"] or app["USER"] == owner["USER"]:
        raise ImproperlyConfigured(
            "DATABASE_URL and DATABASE_OWNER_URL have to name one database and two roles: the owner of the "
            "tables, and another as whom pages and workers come."
        )
    return app, owner


def make_database(admin: dict[str, object], name: str) -> None:
    with psycopg.connect(database.conninfo(admin), autocommit=True) as connection:
        if not connection.execute("SELECT FROM pg_database WHERE datname = %s", [name]).rowcount:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))


def hand_over(admin: dict[str, object], app: dict[str, object], owner: dict[str, object]) -> None:
    passwords = {str(one["USER"]): str(one["PASSWORD"]) for one in (app, owner)}
    with psycopg.connect(database.conninfo(admin)) as connection:
        roles.prepare(connection, str(owner["USER"]), str(app["USER"]), passwords)
