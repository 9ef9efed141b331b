"""How a command speaks: its lines may hold words of others, and none of those steers the terminal."""

import click

from sanjeh.core.text.legible import harmless, unmasked


def tell(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Print a sentence or a table."""
    click.echo(harmless(text), err=err, nl=nl)


def tell_json(text: str) -> None:
    """Print a document; what cannot be seen is written out, and the values stay the same."""
    click.echo(unmasked(text))
