"""The journal of this installation."""

from collections.abc import Iterator

import click

from sanjeh.apps.journal import queries
from sanjeh.core.integrity import hash_chain as chain
from sanjeh.operate import installation


def kept_lines() -> Iterator[chain.Line]:
    """Return its lines; raise UsageError where nothing was ever kept."""
    if not queries.is_kept():
        raise click.UsageError(
            f"{installation.data_folder()} holds no journal yet: call `make run`, or name a --file."
        )
    return queries.lines()
