"""All checks of an installation, one after another; none keeps another from being made."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from sanjeh.apps.conf import conf
from sanjeh.apps.scans import network_conf
from sanjeh.config.embedded import DatabaseHeld
from sanjeh.operate import installation
from sanjeh.operate.doctor import database, machine
from sanjeh.operate.doctor.line import SETTINGS, Line, fail, ok

Check = Callable[[], Line]


def examined(data: Path) -> Iterator[Line]:
    """Yield a line for each check; those of the database are made while it runs."""
    yield from map(made, of_machine(data).items())
    try:
        with installation.database_running(data):
            yield from map(made, of_database(data).items())
    except (ImproperlyConfigured, DatabaseHeld) as problem:
        yield fail("database", str(problem), "start it, or mend DATABASE_URL")


def of_machine(data: Path) -> dict[str, Check]:
    return {
        SETTINGS: right_settings,
        "disk": lambda: machine.disk(data),
        "keys": lambda: machine.keys(data),
        "browser": machine.browser,
        "fonts": machine.persian_fonts,
        "names": lambda: machine.name_servers(network_conf.nameservers()),
        "mail": lambda: machine.mail(conf()["SMTP_URL"]),
        "mailbox": lambda: machine.mailbox(conf()["MAIL_IN"]),
        "backup": lambda: machine.backups(data, datetime.now(UTC)),
    }


def of_database(data: Path) -> dict[str, Check]:
    return {
        "database": database.answers,
        "migrations": database.migrations,
        "role": database.role,
        "clock": lambda: database.clocks(data),
    }


def right_settings() -> Line:
    """Say whether every setting says something; one that does not stops the start."""
    network_conf.refuse_wrong_settings()
    hosts = ", ".join(settings.ALLOWED_HOSTS)
    return ok(SETTINGS, f"pages are given to {hosts}")


def made(named: tuple[str, Check]) -> Line:
    """Make a check; whatever breaks in it is told as its answer, for the others are still wanted."""
    name, check = named
    try:
        return check()
    except ImproperlyConfigured as problem:
        return fail(name, str(problem), "mend this setting")
    except Exception as problem:  # noqa: BLE001 -- a physician does not faint
        return fail(
            name, f"could not be found out: {type(problem).__name__}: {problem}", "docs/operations.md"
        )
