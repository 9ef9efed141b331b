"""`sanjeh ledger check`: whether an installation can prove what it says, from its one file alone."""

import sys
from pathlib import Path

import click

from sanjeh.cli.language import LANGUAGE, reader_language
from sanjeh.cli.problems import told_to_the_reader
from sanjeh.cli.tell import tell
from sanjeh.cli.trusted_keys import KEY, trusted_keys
from sanjeh.ledger.bundle_check import check_bundle
from sanjeh.ledger.bundle_file import NotABundle, read_bundle
from sanjeh.locale.catalogues import said


@click.command()
@click.argument("bundle", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@KEY
@LANGUAGE
def check(bundle: Path, key_file: Path | None, lang: str | None) -> None:
    """Hold journal, roots, agreements, acceptances, draws and editions of a BUNDLE to one another.

    Exit status: 0 all right, 1 something does not hold (each is named), 2 usage.
    """
    if key_file is None:
        raise click.UsageError("Name the publisher's public keys: --key keys.pem (from /open-data/keys.pem).")
    language = reader_language(lang)
    with told_to_the_reader():
        keys = trusted_keys(key_file, language)
    try:
        report = check_bundle(read_bundle(bundle), keys)
    except NotABundle as unfit:
        tell(said(unfit.says, language), err=True)
        sys.exit(1)
    for fault in report.faults:
        tell(said(fault, language), err=True)
    if report.faults:
        sys.exit(1)
    tell(said(report.says, language))
