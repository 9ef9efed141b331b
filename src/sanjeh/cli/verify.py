"""`sanjeh verify EDITION`: count a published edition again, without a database or a network."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from sanjeh.cli.language import LANGUAGE, reader_language
from sanjeh.cli.problems import UsageProblem, told_to_the_reader
from sanjeh.cli.tell import tell
from sanjeh.cli.trusted_keys import KEY, trusted_keys
from sanjeh.core.text.legible import legible
from sanjeh.core.text.words import Translatable
from sanjeh.edition.archive import NotAnArchive, opened_archive
from sanjeh.edition.inventory import Difference
from sanjeh.edition.sign import SignatureCheck
from sanjeh.edition.verify import signature_of, verify_edition
from sanjeh.locale.catalogues import said

DIFFERENT, NOT_VOUCHED_FOR = 1, 3
ALL_RIGHT = Translatable("هر پرونده سالم است و هر رقم منتشرشده دوباره به دست آمد.")


@click.command()
@click.argument("edition", type=click.Path(exists=True, path_type=Path))
@KEY
@LANGUAGE
def verify(edition: Path, key_file: Path | None, lang: str | None) -> None:
    """Check every file of an EDITION (its folder, or its zip file) and recompute every published digit.

    Exit status: 0 all right, 1 a file or a digit differs, 2 usage, 3 the signature is not what it should be.
    """
    language = reader_language(lang)
    with told_to_the_reader():
        keys = trusted_keys(key_file, language) if key_file else ()
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
