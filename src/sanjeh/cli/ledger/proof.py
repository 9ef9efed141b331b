"""`sanjeh ledger proof`: whether a line stood in a journal, answered on any machine, from one file."""

import sys
from pathlib import Path

import click

from sanjeh.cli.language import LANGUAGE, reader_language
from sanjeh.cli.tell import tell
from sanjeh.cli.trusted_keys import KEY, trusted_keys
from sanjeh.engine.foreign_files import UnfitFile, content_of
from sanjeh.ledger.line_proof import UNREADABLE, check_proof
from sanjeh.locale.catalogues import said

MOST_PROOF_BYTES = 2_000_000  # one line of a journal, and 64 hashes


@click.command()
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@KEY
@LANGUAGE
def proof(file: Path, key_file: Path | None, lang: str | None) -> None:
    """Say whether the line in FILE stood in the journal when its checkpoint was signed.

    Exit status: 0 it did, 1 nothing is proved, 2 usage.
    """
    language = reader_language(lang)
    if key_file is None:
        raise click.UsageError("Name the publisher's public keys: --key keys.pem (from /open-data/keys.pem).")
    keys = trusted_keys(key_file, language)
    try:
        holds, says = check_proof(content_of(file, MOST_PROOF_BYTES).decode(), keys)
    except UnfitFile as unfit:
        holds, says = False, unfit.says
    except UnicodeDecodeError:
        holds, says = False, UNREADABLE
    tell(said(says, language), err=not holds)
    sys.exit(0 if holds else 1)
