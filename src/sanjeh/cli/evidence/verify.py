"""`sanjeh evidence verify`: count the evidence in a folder again."""

import sys
from pathlib import Path

import click

from sanjeh.cli.language import LANGUAGE, reader_language
from sanjeh.cli.options import log_to_stderr
from sanjeh.cli.problems import evidence_problems_told, told_to_the_reader
from sanjeh.cli.tell import tell
from sanjeh.core.text.numerals import in_digits
from sanjeh.engine.evidence import EvidenceStore
from sanjeh.engine.evidence_inventory import Inventory, inventory
from sanjeh.report.words import say

NOT_WHOLE = 1


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@LANGUAGE
def verify(folder: Path, lang: str | None) -> None:
    """Count every digest of the evidence in DIR again, and name what is damaged, missing or extra.

    Exit status: 0 whole, 1 something is damaged or missing, 2 usage.
    """
    language = reader_language(lang)
    log_to_stderr()
    with told_to_the_reader(), evidence_problems_told(language):
        found = inventory(EvidenceStore(folder))
    for key in ("damaged", "missing", "extra"):
        for one in getattr(found, key):
            tell(say(f"verify_{key}", language, one=one))
    tell(_counted(found, language))
    if not found.is_whole:
        sys.exit(NOT_WHOLE)


def _counted(found: Inventory, language: str) -> str:
    counts = {
        "sound": found.sound,
        "damaged": len(found.damaged),
        "missing": len(found.missing),
        "extra": len(found.extra),
    }
    return say("verified", language, **{key: in_digits(count, language) for key, count in counts.items()})
