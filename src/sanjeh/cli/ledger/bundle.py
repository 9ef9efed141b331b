"""`sanjeh ledger bundle`: all that proves this installation, in one file for any other machine."""

from pathlib import Path

import click

from sanjeh.apps.publication.proofs import proof_bundle
from sanjeh.cli.language import LANGUAGE, reader_language
from sanjeh.cli.problems import UsageProblem, told_to_the_reader
from sanjeh.cli.tell import tell
from sanjeh.core.text.words import Translatable
from sanjeh.ledger.bundle import write_bundle
from sanjeh.locale.catalogues import said

STANDS_ALREADY = Translatable("{file} هست و رویش نوشته نمی‌شود؛ نام دیگری بدهید.")
CANNOT_WRITE = Translatable("{file} نوشته نشد: {detail}.")
WRITTEN = Translatable("{file} نوشته شد؛ با این فرمان و کلید منتشرشده روی هر دستگاهی سنجیده می‌شود: {command}")


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@LANGUAGE
def bundle(file: Path, lang: str | None) -> None:
    """Write all that proves this installation into a new FILE, for `sanjeh ledger check`.

    It holds journal, roots, keys, agreements, acceptances and the manifests of editions. Who reads it learns
    who acted when; it is for auditors. Exit status: 0 written, 2 usage.
    """
    language = reader_language(lang)
    with told_to_the_reader():
        written(file, language)
    command = f"sanjeh ledger check {file} --key keys.pem"
    tell(said(WRITTEN.filled(file=str(file), command=command), language))


def written(file: Path, language: str) -> None:
    try:
        with file.open("xb") as target:
            write_bundle(proof_bundle(), target)
    except FileExistsError:
        raise UsageProblem(said(STANDS_ALREADY.filled(file=str(file)), language)) from None
    except OSError as problem:
        file.unlink(missing_ok=True)
        told = CANNOT_WRITE.filled(file=str(file), detail=problem.strerror or str(problem))
        raise UsageProblem(said(told, language)) from None
