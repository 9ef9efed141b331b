"""`sanjeh ledger export`: the whole journal, to be checked on any other machine."""

from typing import TextIO

import click

from sanjeh.cli.ledger.kept import kept_lines
from sanjeh.core.integrity import hash_chain as chain


@click.command()
@click.argument("target", type=click.File("w", encoding="utf-8"), default="-")
def export(target: TextIO) -> None:
    """Write the whole journal to TARGET (default: standard output), one JSON object a line."""
    target.writelines(chain.written(line) + "\n" for line in kept_lines())
