"""Commands that are imported when they are called: help and a look start at once."""

import copy
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import update_wrapper
from importlib import import_module
from typing import Any

import click

OPENING = "sanjeh.operate.installation"
# SQLSTATE of a table, a column and a function that are not there, and of one not given to us yet.
TABLES_WAIT = ("42P01", "42703", "42883", "42501")


@dataclass(frozen=True, slots=True)
class Command:
    """What a command says in its first sentence; it is defined in the module of its name.

    One that `needs_installation` reads its tables: Django is set up before it is imported, and the
    database runs while it does. One that `needs_django` has the first alone.
    """

    says: str
    needs_installation: bool = False
    needs_django: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Commands under one word, in the package of its name."""

    says: str
    commands: Mapping[str, "Command | Group"]


class Misconfigured(click.ClickException):
    """A setting that stops the start; its sentence says what to write."""

    exit_code = 2


class LazyGroup(click.Group):
    """A group that lists its commands by what is written of them, and imports the one that is called."""

    def __init__(self, *args: Any, package: str, lazy: Mapping[str, Command | Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.package, self.lazy = package, lazy

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return sorted(self.lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        found, where = self.lazy.get(cmd_name), f"{self.package}.{cmd_name}"
        match found:
            case Group():
                return LazyGroup(cmd_name, help=found.says, package=where, lazy=found.commands)
            case Command():
                return imported(found, where, cmd_name)
        return None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, self.lazy[name].says) for name in self.list_commands(ctx)])


def imported(command: Command, module: str, name: str) -> click.Command:
    """Import a command; where we had to set Django up for it, it opens the database when it is called."""
    is_ours = (command.needs_installation or command.needs_django) and set_up_django()
    found: click.Command = getattr(import_module(module), name)
    return with_database(found) if is_ours and command.needs_installation else found


def set_up_django() -> bool:
    """Make tables importable; return False inside a running Django, whose database is there already."""
    import django  # noqa: PLC0415 -- slow, and most commands do without
    from django.apps import apps  # noqa: PLC0415 -- as above
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 -- as above

    if apps.ready:
        return False
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanjeh.config.settings")
    try:
        django.setup()
    except ImproperlyConfigured as problem:
        raise Misconfigured(str(problem)) from None
    return True


@contextmanager
def mistakes_told() -> Iterator[None]:
    """Tell a wrong setting, what holds the database, or that its tables wait, in one sentence."""
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 -- slow, most commands do without
    from django.db import ProgrammingError  # noqa: PLC0415 -- as above

    from sanjeh.config.embedded import DatabaseHeld  # noqa: PLC0415 -- as above

    try:
        yield
    except (ImproperlyConfigured, DatabaseHeld) as problem:
        raise Misconfigured(str(problem)) from None
    except ProgrammingError as problem:
        if getattr(problem.__cause__, "sqlstate", "") not in TABLES_WAIT:
            raise
        why = str(problem).partition("\n")[0]
        raise Misconfigured(
            f"The tables of this database are not those of this release ({why}). "
            "Start `sanjeh serve` once, or run `sanjeh manage migrate`."
        ) from None


def with_database(command: click.Command) -> click.Command:
    """Return the same command, with the installation's database running while it does."""
    opened, callback = copy.copy(command), command.callback
    if callback is None:
        raise TypeError(command.name)

    def run(*args: Any, **kwargs: Any) -> Any:
        installation = import_module(OPENING)
        with mistakes_told(), installation.database_running(installation.data_folder()):
            return callback(*args, **kwargs)

    opened.callback = update_wrapper(run, callback)
    return opened
