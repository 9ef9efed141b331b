"""The one database engine, PostgreSQL: a server by DATABASE_URL, or one embedded in the data folder."""

from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import make_conninfo

from sanjeh.config import environment
from sanjeh.config.protection import roles

# What libpq is asked for behind the question mark, and the words it takes where these are few.
OPTIONS: dict[str, tuple[str, ...]] = {
    "host": (),
    "sslmode": ("disable", "allow", "prefer", "require", "verify-ca", "verify-full"),
    "sslrootcert": (),
    "sslcert": (),
    "sslkey": (),
    "channel_binding": ("disable", "prefer", "require"),
    "target_session_attrs": ("any", "read-write", "primary"),
}
NO_PORT = "its port is no number from 1 to 65535"
EXAMPLE = "Write postgresql://user:password@host:5432/name, or unset it to use the embedded one."


def settings_of(url: str) -> dict[str, object]:
    """Return Django's DATABASES entry for a postgresql:// URL (libpq form, `?host=` for a socket).

    Raise ImproperlyConfigured for what is no such URL; nothing of it is repeated, for it may hold a password.
    """
    if "#" in url:
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read (write # as %23). {EXAMPLE}")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as problem:
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read ({reason_of(problem)}). {EXAMPLE}") from None
    if port == 0:
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read ({NO_PORT}). {EXAMPLE}")
    if parts.scheme not in ("postgresql", "postgres") or "://" not in url:
        raise ImproperlyConfigured(
            f"DATABASE_URL begins with {parts.scheme!r}: Sanjeh speaks PostgreSQL alone. {EXAMPLE}"
        )
    options = options_of(parts)
    socket_folder = options.pop("host", "")
    return {
        "ENGINE": "sanjeh.config.patient",
        "NAME": unquote(parts.path).lstrip("/") or "postgres",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": socket_folder or parts.hostname or "",
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def options_of(parts: SplitResult) -> dict[str, str]:
    """Return what stands behind the question mark; raise ImproperlyConfigured for what nobody would heed.

    A demand that is passed over is worse than one that is refused: whoever writes `sslmode` means it.
    """
    if not unquote(parts.path).isprintable() or "\ufffd" in unquote(parts.path):
        raise ImproperlyConfigured(
            f"DATABASE_URL cannot be read (its name holds signs that are no letters). {EXAMPLE}"
        )
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    for name, value in options.items():
        if name not in OPTIONS:
            known = ", ".join(OPTIONS)
            raise ImproperlyConfigured(
                f"DATABASE_URL asks for {name!r}, which is not known: write one of {known}, or leave it out."
            )
        if OPTIONS[name] and value not in OPTIONS[name]:
            known = ", ".join(OPTIONS[name])
            raise ImproperlyConfigured(f"DATABASE_URL says {name}={value!r}: write one of {known}.")
    return options


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
    given = {name: str(settings[key]) for name, key in names.items() if settings[key]}
    return make_conninfo(**given, **asked_of_the_driver(settings))


def asked_of_the_driver(settings: dict[str, object]) -> dict[str, str]:
    """Return what the address asks of the driver, as any other program that connects has to ask it too."""
    options = settings.get("OPTIONS")
    return {name: str(options[name]) for name in OPTIONS if isinstance(options, dict) and name in options}


def reason_of(problem: ValueError) -> str:
    """Return what is wrong without what was written: a password with a slash in it is read as a port."""
    return NO_PORT if "ort" in str(problem) else "an open bracket, or an odd host"
