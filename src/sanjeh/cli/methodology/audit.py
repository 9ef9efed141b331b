"""`sanjeh methodology audit FILE OBSERVATIONS`: how sound the index itself is."""

import sys
from pathlib import Path

import click

from sanjeh.cli.language import LANGUAGE, reader_language
from sanjeh.cli.problems import USAGE
from sanjeh.cli.tell import tell
from sanjeh.core.diagnostics.index_audit import audit as audited
from sanjeh.core.methodology.errors import MethodologyBroken
from sanjeh.core.methodology.methodology import restrict
from sanjeh.core.methodology.sources import Source as AnswerSource
from sanjeh.core.observations.errors import ObservationsBroken
from sanjeh.core.scoring.engine import score_table
from sanjeh.core.uncertainty.sample import Sample
from sanjeh.core.uncertainty.sample_builder import sample_of_scored
from sanjeh.engine import shipped
from sanjeh.engine.observation_files import read_observations
from sanjeh.locale.catalogues import speaker
from sanjeh.report.console import terminal
from sanjeh.report.index_audit.audit_report import AuditReport, AuditSource, audit_report
from sanjeh.report.index_audit.html import page
from sanjeh.report.index_audit.terminal import print_audit


@click.command()
@click.argument("code_or_file")
@click.argument("observations", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--html", type=click.Path(dir_okay=False, path_type=Path), default=None, help="Write the report page."
)
@click.option(
    "--source",
    "sources",
    multiple=True,
    type=click.Choice([source.value for source in AnswerSource]),
    help="Audit only what these can answer; may be repeated.",
)
@LANGUAGE
def audit(
    code_or_file: str, observations: Path, html: Path | None, sources: tuple[str, ...], lang: str | None
) -> None:
    """Audit a methodology by the answers bodies gave: what it counts twice, what decides, what is idle."""
    language = reader_language(lang)
    try:
        sample, apart = _sample(code_or_file, observations, sources)
    except (MethodologyBroken, ObservationsBroken) as broken:
        for problem in broken.problems:
            tell(problem.sentence(speaker(language)), err=True)
        sys.exit(USAGE)
    said = audit_report(audited(sample), AuditSource(sample.methodology, apart), language)
    print_audit(said, terminal())
    if html:
        _write(said, observations.name, html)


def _sample(code_or_file: str, observations: Path, sources: tuple[str, ...]) -> tuple[Sample, int]:
    """Return the ranked bodies, and how many others are listed apart."""
    methodology = shipped.load_methodology(code_or_file)
    table = read_observations(observations, methodology)
    asked = restrict(methodology, {AnswerSource(source) for source in sources}) if sources else methodology
    scored = score_table(asked, table)
    return sample_of_scored(scored), int((~scored.ranked).sum())


def _write(said: AuditReport, name: str, html: Path) -> None:
    try:
        html.write_text(page(said, name), encoding="utf-8")
    except OSError as problem:
        tell(f"{html}: {problem.strerror}", err=True)
        sys.exit(USAGE)
