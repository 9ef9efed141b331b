"""`sanjeh evidence export`: take the evidence of a round out of the installation."""

from pathlib import Path

import click

from sanjeh.apps.scans.evidence import export_round
from sanjeh.cli.language import LANGUAGE, reader_language
from sanjeh.cli.options import fresh_folder, log_to_stderr
from sanjeh.cli.problems import UsageProblem, evidence_problems_told, told_to_the_reader
from sanjeh.cli.rounds import unknown_round_told
from sanjeh.cli.tell import tell
from sanjeh.core.text.numerals import in_digits
from sanjeh.engine.evidence import EvidenceStore
from sanjeh.report.words import say


@click.command()
@click.option("--round", "round_code", required=True, metavar="CODE", help="The round of this installation.")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@LANGUAGE
def export(round_code: str, folder: Path, lang: str | None) -> None:
    """Write all that was seen in a round into a new folder DIR, for `sanjeh judge` and `sanjeh export`."""
    language = reader_language(lang)
    log_to_stderr()
    with told_to_the_reader(), evidence_problems_told(language):
        store = EvidenceStore(fresh_folder(folder, language))
        if store.is_used:
            raise UsageProblem(say("evidence_in_use", language, path=str(folder)))
        with unknown_round_told(round_code, language):
            addresses = export_round(round_code, store)
        tell(say("round_exported", language, addresses=in_digits(addresses, language), path=str(folder)))
