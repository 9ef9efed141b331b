"""`sanjeh keys`: the public keys by which editions of this installation can be checked."""

import click

from sanjeh.apps.publication.queries import public_keys
from sanjeh.edition.sign import as_pem


@click.command()
def keys() -> None:
    """Print the public keys of this installation, the present one first, for `sanjeh verify --key`."""
    click.echo(as_pem(public_keys()), nl=False)
