"""`sanjeh judge`: make the findings of stored evidence again, without any network."""

import sys
from dataclasses import dataclass
from pathlib import Path

import click

from sanjeh.cli.language import LANGUAGE, reader_language
from sanjeh.cli.options import (
    check_files,
    load_methodology,
    log_to_stderr,
    probe_names,
    read_methodology,
)
from sanjeh.cli.output import Judges, Wanted, judge_and_write
from sanjeh.cli.problems import UsageProblem, evidence_problems_told, told_to_the_reader
from sanjeh.cli.rulesets import TLS_RULESET, chosen_ruleset, kept_ruleset
from sanjeh.core.methodology.methodology import Methodology
from sanjeh.engine.evidence import EvidenceStore
from sanjeh.engine.registry import PROBES, AnyProbe, probes_named
from sanjeh.operate.installation import opened
from sanjeh.report.words import say

DIFFERENT = 1


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="[DIR]", required=False)
@click.option("--round", "round_code", metavar="CODE", help="A round of this installation instead of a DIR.")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="So many processes; else as many as help.")
@click.option(
    "--methodology", default="", help="A shipped code or a file; else the one kept with the evidence."
)
@TLS_RULESET
@click.option("--probes", default="", help="Only these; else all for which the evidence was taken.")
@click.option("--json", "as_json", is_flag=True, help="Print the documented JSON instead of the card.")
@click.option("--html", type=click.Path(path_type=Path), help="Write the card as one self-contained page.")
@click.option("--pdf", type=click.Path(path_type=Path), help="Write the card as PDF.")
@LANGUAGE
def judge(  # noqa: PLR0913 - one parameter per option
    folder: Path | None,
    *,
    round_code: str | None,
    jobs: int | None,
    methodology: str,
    tls_ruleset: str,
    probes: str,
    as_json: bool,
    html: Path | None,
    pdf: Path | None,
    lang: str | None,
) -> None:
    """Judge stored evidence again; the same evidence gives the same findings, byte for byte.

    With --round, compare what is found now with what was found then. Exit status: 0 judged, 1 a round's
    findings differ, 2 usage.
    """
    wanted = Wanted(reader_language(lang), as_json=as_json, html=html, pdf=pdf)
    log_to_stderr()
    with told_to_the_reader():
        check_files((html, pdf), wanted.language)
        if bool(folder) == bool(round_code):
            raise UsageProblem(say("folder_or_round", wanted.language))
        with evidence_problems_told(wanted.language):
            if folder:
                asked = _Asked(methodology, tls_ruleset, probes)
                _judge(EvidenceStore(folder), asked, jobs, wanted)
            elif not _judge_round(round_code or "", tls_ruleset, jobs, wanted):
                sys.exit(DIFFERENT)


@dataclass(frozen=True, slots=True)
class _Asked:
    """By what a folder is to be judged, as it was given; what is empty was kept with the evidence."""

    methodology: str
    tls_ruleset: str
    probes: str

    def judges(self, store: EvidenceStore, language: str) -> tuple[AnyProbe, ...]:
        manifest = store.manifest()
        given = bool(self.tls_ruleset)
        ruleset = (
            chosen_ruleset(self.tls_ruleset, language) if given else kept_ruleset(manifest, store, language)
        )
        return ruleset.judging(probes_named(probe_names(self.probes, tuple(manifest.probes), language)))

    def method(self, store: EvidenceStore, language: str) -> Methodology:
        if self.methodology:
            return load_methodology(self.methodology, language)[0]
        return _kept(store, language)


def _judge(store: EvidenceStore, asked: _Asked, jobs: int | None, wanted: Wanted) -> None:
    by = Judges(asked.judges(store, wanted.language), asked.method(store, wanted.language))
    judge_and_write(store, by, wanted, jobs)


def _judge_round(round_code: str, tls_ruleset: str, jobs: int | None, wanted: Wanted) -> bool:
    """Judge a round again and say what differs; return whether nothing does."""
    probes = chosen_ruleset(tls_ruleset, wanted.language).judging(PROBES)
    with opened():
        from sanjeh.cli import rounds  # noqa: PLC0415 -- needs Django set up

        with rounds.unknown_round_told(round_code, wanted.language):
            return rounds.judged_again(round_code, probes, jobs, wanted)


def _kept(store: EvidenceStore, language: str) -> Methodology:
    """Return the method that was kept with the evidence."""
    manifest = store.manifest()
    text = store.read(manifest.methodology_text).decode()
    return read_methodology(text, f"{manifest.methodology}.toml", language)
