"""`sanjeh evaluate`: look at addresses, judge and score what was seen, and print a report card."""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import Any

import click

from sanjeh.cli.language import LANGUAGE, reader_language
from sanjeh.cli.options import (
    allowed_hosts,
    check_files,
    fresh_folder,
    given_address,
    load_methodology,
    log_to_stderr,
    name_servers,
    probe_names,
)
from sanjeh.cli.problems import UsageProblem, told_to_the_reader
from sanjeh.cli.progress import progress
from sanjeh.cli.rulesets import TLS_RULESET, chosen_ruleset
from sanjeh.cli.tell import tell
from sanjeh.engine.collectors import collectors_for
from sanjeh.engine.evaluation import EvaluationPlan, carry_out
from sanjeh.engine.evidence import EvidenceStore
from sanjeh.engine.registry import PROBES, probes_named
from sanjeh.report.console import terminal
from sanjeh.report.scorecard import explanation
from sanjeh.report.words import say

NOTHING_SEEN = 3
DEFAULT_METHODOLOGY = "iran-1405-1"
JUDGING = "sanjeh.cli.output"
USUAL = tuple(probe.name for probe in PROBES if not probe.is_sampled)
SAMPLED = tuple(probe.name for probe in PROBES if probe.is_sampled)


@dataclass(frozen=True, slots=True)
class Options:
    """The command line as it was given."""

    urls: tuple[str, ...]
    methodology: str
    as_json: bool
    html: Path | None
    pdf: Path | None
    probes: str
    allow: tuple[str, ...]
    nameserver: tuple[str, ...]
    lang: str | None
    evidence: Path | None
    tls_ruleset: str
    explain: str | None

    @property
    def language(self) -> str:
        return reader_language(self.lang)


@click.command()
@click.argument("urls", nargs=-1, metavar="URL…")
@click.option(
    "--methodology", default=DEFAULT_METHODOLOGY, show_default=True, help="A shipped code, or a file."
)
@click.option("--json", "as_json", is_flag=True, help="Print the documented JSON instead of the card.")
@click.option("--html", type=click.Path(path_type=Path), help="Write the card as one self-contained page.")
@click.option("--pdf", type=click.Path(path_type=Path), help="Write the card as PDF.")
@click.option(
    "--probes",
    default="",
    help=f"Only these, such as http,tls. Known: {', '.join(USUAL)}; {', '.join(SAMPLED)} only when named.",
)
@click.option(
    "--allow", multiple=True, metavar="HOST|CIDR", help="Permit a loopback or private target. Repeatable."
)
@click.option("--nameserver", multiple=True, metavar="IP[:PORT]", help="Ask this name server. Repeatable.")
@LANGUAGE
@TLS_RULESET
@click.option(
    "--explain",
    type=click.Choice(["content"]),
    help="Instead of a card, tell how the page was read; URL may also be an HTML file.",
)
@click.option("--evidence", type=click.Path(path_type=Path), metavar="DIR", help="Keep the evidence here.")
def evaluate(**given: Any) -> None:
    """Look at addresses, judge and score what is seen, and print a report card.

    Exit status: 0 looked, 2 usage, 3 nothing could be looked at.
    """
    options = Options(**given)
    log_to_stderr()
    with told_to_the_reader():
        is_seen = _explain(options) if options.explain else _evaluate(options)
    if not is_seen:
        tell(say("nothing_seen", options.language), err=True)
        sys.exit(NOTHING_SEEN)


def _evaluate(options: Options) -> bool:
    """Do everything that was asked for; return whether anything could be looked at."""
    plan = _plan(options)
    with _evidence_folder(options) as folder:
        store = EvidenceStore(folder)
        console = terminal(stderr=True)
        with (
            _loading(JUDGING),
            progress(plan.urls, len(plan.collectors), console, options.language) as on_step,
        ):
            carry_out(plan, store, on_step)
        from sanjeh.cli.output import Judges, Wanted, judge_and_write  # noqa: PLC0415 -- loaded by now

        wanted = Wanted(options.language, as_json=options.as_json, html=options.html, pdf=options.pdf)
        document = judge_and_write(store, Judges(plan.probes, plan.methodology), wanted)
    return any(target.outcome != "failed" for target in document.targets)


def _explain(options: Options) -> bool:
    """Tell how pages were read, of which those on disk need no network; return whether any could be."""
    files = tuple(text for text in options.urls if Path(text).is_file())
    told = [_explain_file(Path(text), options.language) for text in files]
    urls = tuple(text for text in options.urls if text not in files)
    if urls or not told:
        plan = _plan(replace(options, urls=urls, probes="content"))
        with _evidence_folder(options) as folder:
            store = EvidenceStore(folder)
            console = terminal(stderr=True)
            with progress(plan.urls, len(plan.collectors), console, options.language) as on_step:
                carry_out(plan, store, on_step)
            told += explanation.explain_captures(store)
    explanation.write(told, options.language, as_json=options.as_json)
    return any(page.explanation for page in told)


def _explain_file(path: Path, language: str) -> explanation.Explained:
    try:
        return explanation.explain_file(path)
    except OSError as problem:
        why = problem.strerror or str(problem)
        raise UsageProblem(say("not_a_file", language, place=str(path), why=why)) from None


def _plan(options: Options) -> EvaluationPlan:
    """Read the options; raise UsageProblem for the first that cannot be used."""
    urls = tuple(dict.fromkeys(map(given_address, options.urls)))
    if not urls:
        raise UsageProblem(say("no_url", options.language))
    names = probe_names(
        options.probes or ",".join(USUAL), tuple(probe.name for probe in PROBES), options.language
    )
    ruleset = chosen_ruleset(options.tls_ruleset, options.language)
    probes = ruleset.judging(probes_named(names))
    methodology, text = load_methodology(options.methodology, options.language)
    check_files((options.html, options.pdf), options.language)
    return EvaluationPlan(
        urls=urls,
        probes=probes,
        collectors=collectors_for(probes),
        methodology=methodology,
        methodology_text=text,
        ruleset=ruleset,
        hosts=allowed_hosts(options.allow, options.language),
        nameservers=name_servers(options.nameserver, options.language),
        now=datetime.now(UTC),
    )


@contextmanager
def _loading(module: str) -> Iterator[None]:
    """Load what is needed after the look while the look waits for the browser and the network."""
    thread = Thread(target=import_module, args=(module,), daemon=True)
    thread.start()
    yield
    thread.join()


@contextmanager
def _evidence_folder(options: Options) -> Iterator[Path]:
    """Give the folder that was asked for, or one that is removed at the end."""
    if options.evidence is None:
        with tempfile.TemporaryDirectory(prefix="sanjeh-") as temporary:
            yield Path(temporary)
        return
    folder = fresh_folder(options.evidence, options.language)
    if EvidenceStore(folder).is_used:
        raise UsageProblem(say("evidence_in_use", options.language, path=str(folder)))
    yield folder
