"""The public keys that somebody trusts, from a file that the publisher gave out."""

from pathlib import Path

import click

from sanjeh.cli.problems import UsageProblem
from sanjeh.core.text.words import Translatable
from sanjeh.edition.sign import NotAKey, PublicKey, read_pem
from sanjeh.engine.foreign_files import UnfitFile, content_of
from sanjeh.locale.catalogues import said

MOST_KEY_BYTES = 1_000_000
NO_KEY = Translatable("در {file} کلید عمومی Ed25519 نیست.")
KEY = click.option(
    "--key",
    "key_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Public keys (PEM) of the publisher, one of which must have signed: /open-data/keys.pem.",
)


def trusted_keys(file: Path, language: str) -> tuple[PublicKey, ...]:
    """Return the keys of a file; raise UsageProblem where it holds none."""
    try:
        return read_pem(content_of(file, MOST_KEY_BYTES).decode())
    except (NotAKey, OSError, UnfitFile, UnicodeDecodeError):
        raise UsageProblem(said(NO_KEY.filled(file=str(file)), language)) from None
