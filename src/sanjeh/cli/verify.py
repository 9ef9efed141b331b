"""`sanjeh verify EDITION`: count a published edition again, without a database or a network."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from sanjeh.cli.language import LANGUAGE, reader_language
from sanjeh.cli.problems import UsageProblem, told_to_the_reader
from sanjeh.cli.tell import tell
from sanjeh.core.text.legible import legible
from sanjeh.core.text.words import Translatable
from sanjeh.edition.archive import NotAnArchive, opened_archive
from sanjeh.edition.inventory import Difference
from sanjeh.edition.sign import NotAKey, PublicKey, SignatureCheck, read_pem
from sanjeh.edition.verify import signature_of, verify_edition
from sanjeh.engine.foreign_files import UnfitFile, content_of
from sanjeh.locale.catalogues import said

MOST_KEY_BYTES = 1_000_000
DIFFERENT, NOT_VOUCHED_FOR = 1, 3
ALL_RIGHT = Translatable("هر پرونده سالم است و هر رقم منتشرشده دوباره به دست آمد.")
NO_KEY = Translatable("در {file} کلید عمومی Ed25519 نیست.")


@click.command()
@click.argument("edition", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--key",
    "key_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Public keys (PEM) of the publisher, one of which must have signed: /open-data/keys.pem.",
)
@LANGUAGE
def verify(edition: Path, key_file: Path | None, lang: str | None) -> None:
    """Check every file of an EDITION (its folder, or its zip file) and recompute every published digit.

    Exit status: 0 all right, 1 a file or a digit differs, 2 usage, 3 the signature is not what it should be.
    """
    language = reader_language(lang)
    with told_to_the_reader():
        keys = _keys(key_file, language) if key_file else ()
        with _folder_of(edition, language) as folder:
            signature, differences = signature_of(folder, keys), verify_edition(folder)
    _tell(signature, differences, language)
    if signature.is_refused:
        sys.exit(NOT_VOUCHED_FOR)
    sys.exit(DIFFERENT if differences else 0)


def _tell(signature: SignatureCheck, differences: tuple[Difference, ...], language: str) -> None:
    tell(said(signature.says, language), err=signature.is_refused)
    for one in differences:
        tell(f"{legible(one.file)}: {said(one.says, language)}", err=True)
    if not (differences or signature.is_refused):
        tell(said(ALL_RIGHT, language))


def _keys(file: Path, language: str) -> tuple[PublicKey, ...]:
    try:
        return read_pem(content_of(file, MOST_KEY_BYTES).decode())
    except (NotAKey, OSError, UnfitFile, UnicodeDecodeError):
        raise UsageProblem(said(NO_KEY.filled(file=str(file)), language)) from None


@contextmanager
def _folder_of(edition: Path, language: str) -> Iterator[Path]:
    """Give the edition's folder, unpacked for as long as it is needed."""
    if edition.is_dir():
        yield edition
        return
    try:
        with opened_archive(edition) as folder:
            yield folder
    except NotAnArchive as refusal:
        raise UsageProblem(said(refusal.says, language)) from None
