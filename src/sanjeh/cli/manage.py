"""`sanjeh manage …`: Django's own commands, with the database of the installation running."""

import os

import click

from sanjeh.cli.lazy import mistakes_told
from sanjeh.operate import installation


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Run one of Django's management commands (migrate, createsuperuser, shell …)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanjeh.config.settings")
    with mistakes_told(), installation.database_running(installation.data_folder()):
        from django.core.management import execute_from_command_line  # noqa: PLC0415 -- needs the database

        execute_from_command_line(["sanjeh manage", *arguments])
