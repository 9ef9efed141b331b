"""The address of a database is read whole, or refused in a sentence that repeats no password."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from sanjeh.config import database
from sanjeh.operate.backup import dump


def test_a_database_address_becomes_settings() -> None:
    settings = database.settings_of("postgresql://ann:p%40ss@db.example:6543/sanjeh")

    assert {key: settings[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")} == {
        "NAME": "sanjeh",
        "USER": "ann",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "6543",
    }


def test_a_socket_folder_stands_in_the_query() -> None:
    assert database.settings_of("postgresql://postgres:@/postgres?host=/run/pg")["HOST"] == "/run/pg"


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("postgresql://a:secret@[::1/x", "an open bracket, or an odd host"),
        ("postgresql://h:secret/x", "its port is no number from 1 to 65535"),
        ("postgresql://a:secret@h:65536/x", "its port is no number from 1 to 65535"),
        ("postgresql://a:secret@h:-1/x", "its port is no number from 1 to 65535"),
        ("postgresql://a:secret@h:0/x", "its port is no number from 1 to 65535"),
        ("postgresql://a:sec#ret@h/x", "write # as %23"),
        ("postgresql://a:secret@h/%ff", "its name holds signs that are no letters"),
        ("postgresql://a:secret@h/x%00y", "its name holds signs that are no letters"),
    ],
)
def test_an_address_of_a_database_that_cannot_be_read_is_refused_without_its_password(
    url: str, why: str
) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        database.settings_of(url)

    assert str(refused.value) == f"DATABASE_URL cannot be read ({why}). {database.EXAMPLE}"


def test_what_is_asked_of_the_driver_reaches_it() -> None:
    settings = database.settings_of(
        "postgresql://ann@db.example/sanjeh?sslmode=verify-full&sslrootcert=/etc/own.pem"
    )

    assert settings["OPTIONS"] == {"sslmode": "verify-full", "sslrootcert": "/etc/own.pem"}
    assert database.conninfo(settings) == (
        "host=db.example dbname=sanjeh user=ann sslmode=verify-full sslrootcert=/etc/own.pem"
    )
    assert dump.surroundings(settings) == {
        "PGHOST": "db.example",
        "PGDATABASE": "sanjeh",
        "PGUSER": "ann",
        "PGSSLMODE": "verify-full",
        "PGSSLROOTCERT": "/etc/own.pem",
    }


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("sslmode=perhaps", "DATABASE_URL says sslmode='perhaps': write one of disable, allow, prefer, "),
        (
            "sslmod=require",
            "DATABASE_URL asks for 'sslmod', which is not known: write one of host, sslmode, ",
        ),
    ],
)
def test_what_the_driver_would_not_heed_is_refused(query: str, says: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        database.settings_of(f"postgresql://h/x?{query}")

    assert str(refused.value).startswith(says)


def test_another_database_engine_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match=r"Sanjeh speaks PostgreSQL alone"):
        database.settings_of("sqlite:///db.sqlite3")
