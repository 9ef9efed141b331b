"""The one database engine, PostgreSQL: a server by DATABASE_URL, or one embedded in the data folder."""

from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import make_conninfo

from sanjeh.config import environment
from sanjeh.config.protection import roles

EXAMPLE = "Write postgresql://user:password@host:5432/name, or unset it to use the embedded one."


def settings_of(url: str) -> dict[str, object]:
    """Return Django's DATABASES entry for a postgresql:// URL (libpq form, `?host=` for a socket).

    Raise ImproperlyConfigured for what is no such URL; nothing of it is repeated, for it may hold a password.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as problem:
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read ({reason_of(problem)}). {EXAMPLE}") from None
    if parts.scheme not in ("postgresql", "postgres"):
        raise ImproperlyConfigured(
            f"DATABASE_URL begins with {parts.scheme!r}: Sanjeh speaks PostgreSQL alone. {EXAMPLE}"
        )
    socket_folder = parse_qs(parts.query).get("host", [""])[0]
    return {
        "ENGINE": "sanjeh.config.patient",
        "NAME": parts.path.lstrip("/") or "postgres",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": socket_folder or parts.hostname or "",
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def owner_settings(app: dict[str, object]) -> dict[str, object]:
    """Return the entry of the role that owns the tables, by DATABASE_OWNER_URL; `app` is the application's.

    In the data folder both roles need no password. Whoever names one role alone has no other.
    """
    if url := environment.hidden("DATABASE_OWNER_URL"):
        return settings_of(url)
    is_embedded = app["USER"] == roles.APP and not app["PASSWORD"] and str(app["HOST"]).startswith("/")
    return app | {"USER": roles.OWNER} if is_embedded else app


def conninfo(settings: dict[str, object]) -> str:
    """Return the same as the driver takes it; what is not given is left to the driver."""
    names = {"host": "HOST", "port": "PORT", "dbname": "NAME", "user": "USER", "password": "PASSWORD"}
    return make_conninfo(**{name: str(settings[key]) for name, key in names.items() if settings[key]})


def reason_of(problem: ValueError) -> str:
    """Return what is wrong without what was written: a password with a slash in it is read as a port."""
    return (
        "its port is no number from 1 to 65535"
        if "ort" in str(problem)
        else "an open bracket, or an odd host"
    )
