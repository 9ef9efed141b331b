"""`sanjeh methodology schema`: what an editor needs to know of a methodology file."""

import json

import click

from sanjeh.core.methodology.schema import methodology_schema


@click.command()
def schema() -> None:
    """Print the JSON Schema of a methodology file, for editors."""
    click.echo(json.dumps(methodology_schema(), ensure_ascii=False, indent=2))
