"""`sanjeh manage …`: Django's own commands, with the database of the installation running."""

import os
from collections.abc import Callable
from functools import partial

import click

from sanjeh.cli.lazy import mistakes_told
from sanjeh.operate import installation, schema

# The one command that does; every other comes as the application, like pages and workers.
CHANGES_TABLES = "migrate"


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Run one of Django's management commands (migrate, createsuperuser, shell …)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanjeh.config.settings")
    with mistakes_told(), installation.database_running(installation.data_folder()):
        from django.core.management import execute_from_command_line  # noqa: PLC0415 -- needs the database

        command = partial(execute_from_command_line, ["sanjeh manage", *arguments])
        as_owner(command) if arguments[:1] == (CHANGES_TABLES,) else command()


def as_owner(command: Callable[[], None]) -> None:
    """Run what changes tables as their owner."""
    import django  # noqa: PLC0415 -- needs the database

    django.setup()
    schema.as_owner(command)
