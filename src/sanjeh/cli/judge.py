"""`sanjeh judge`: make the findings of stored evidence again, without any network."""

from pathlib import Path

import click

from sanjeh.cli.report.judging import judge_all
from sanjeh.cli.report.options import (
    check_files,
    load_methodology,
    log_to_stderr,
    probe_names,
    read_methodology,
    reader_language,
)
from sanjeh.cli.report.output import Wanted, write
from sanjeh.cli.report.problems import UsageProblem, told_to_the_reader
from sanjeh.cli.report.words import say
from sanjeh.core.methodology import Methodology
from sanjeh.engine.evidence import EvidenceDamaged, EvidenceStore
from sanjeh.engine.registry import probes_named


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option(
    "--methodology", default="", help="A shipped code or a file; else the one kept with the evidence."
)
@click.option("--probes", default="", help="Only these; else all for which the evidence was taken.")
@click.option("--json", "as_json", is_flag=True, help="Print the documented JSON instead of the card.")
@click.option("--html", type=click.Path(path_type=Path), help="Write the card as one self-contained page.")
@click.option("--pdf", type=click.Path(path_type=Path), help="Write the card as PDF.")
@click.option(
    "--lang", type=click.Choice(["fa", "en"]), help="Language of the card; else that of LC_ALL or LANG."
)
def judge(  # noqa: PLR0913 - one parameter per option
    folder: Path,
    *,
    methodology: str,
    probes: str,
    as_json: bool,
    html: Path | None,
    pdf: Path | None,
    lang: str | None,
) -> None:
    """Judge stored evidence again; the same evidence gives the same findings, byte for byte.

    Exit status: 0 judged, 2 usage.
    """
    wanted = Wanted(lang or reader_language(), as_json=as_json, html=html, pdf=pdf)
    log_to_stderr()
    with told_to_the_reader():
        check_files((html, pdf), wanted.language)
        try:
            _judge(EvidenceStore(folder), methodology, probes, wanted)
        except EvidenceDamaged as damaged:
            raise UsageProblem(say("damaged_evidence", wanted.language, problem=str(damaged))) from None


def _judge(store: EvidenceStore, methodology: str, probes: str, wanted: Wanted) -> None:
    manifest = store.manifest()
    names = probe_names(probes, tuple(manifest.probes), wanted.language)
    method = (
        load_methodology(methodology, wanted.language)[0] if methodology else _kept(store, wanted.language)
    )
    write(judge_all(store, probes_named(names), method), wanted)


def _kept(store: EvidenceStore, language: str) -> Methodology:
    """Return the method that was kept with the evidence."""
    manifest = store.manifest()
    text = store.read(manifest.methodology_text).decode()
    return read_methodology(text, f"{manifest.methodology}.toml", language)
