"""Speed of one page from the command line: every run is shown, those that do not count included."""

import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pydantic import JsonValue
from rich.console import Console
from rich.table import Table

from sanjeh.core.probing.artifacts.speed import SpeedArtifact, SpeedRun
from sanjeh.core.probing.contracts import Capture, Finding, Target
from sanjeh.core.scheduling.run_validity import disturbance
from sanjeh.core.text.words import Language
from sanjeh.engine.evaluation import APPROVER, VANTAGE
from sanjeh.engine.evidence import EvidenceStore
from sanjeh.engine.registry import probes_named
from sanjeh.engine.runner import judge, look_at
from sanjeh.engine.texts import finding_words
from sanjeh.net.gate import Allow
from sanjeh.net.network import open_network
from sanjeh.probes.speed.capture import look

# Times in milliseconds.
COLUMNS = {
    "TTFB": "ttfb_ms",
    "FCP": "fcp_ms",
    "LCP": "lcp_ms",
    "TBT": "tbt_ms",
    "CLS": "cls",
    "load": "load_ms",
    "asked": "requests",
    "bytes": "received_bytes",
}
WIDTH = 110  # so that no figure is cut off, however narrow the terminal


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured and what it means; without a sight the capture says why."""

    capture: Capture
    findings: tuple[Finding, ...]

    @property
    def is_measured(self) -> bool:
        return self.capture.failure is None

    def document(self) -> JsonValue:
        findings: list[JsonValue] = [finding.model_dump(mode="json") for finding in self.findings]
        return {"capture": self.capture.model_dump(mode="json"), "findings": findings}


async def measured(
    url: str, ruleset: str, runs: int, hosts: tuple[str, ...], nameservers: tuple[str, ...]
) -> Measured:
    """Measure one address under the conditions of a ruleset; what is kept of it is only what is returned."""
    allow = [Allow(host=host, approver=APPROVER) for host in hosts]
    with tempfile.TemporaryDirectory(prefix="sanjeh-") as folder:
        store = EvidenceStore(Path(folder))
        async with open_network(allow=allow, nameservers=nameservers or None) as network:
            [capture] = await look_at(
                Target(url=url),
                looks=[look(ruleset, runs)],
                network=network,
                evidence=store,
                now=datetime.now(UTC),
                vantage=VANTAGE,
            )
        return Measured(capture, judge([capture], store, probes_named({capture.look})))


def show(found: Measured, language: Language) -> None:
    """Print the runs as a table and the findings below it."""
    console = Console(width=WIDTH)
    if found.is_measured:
        console.print(_table(SpeedArtifact.model_validate(found.capture.sight)))
    for finding in found.findings:
        words = finding_words(finding)
        title, says = words.title.in_language(language), words.says.in_language(language)
        console.print(f"{finding.outcome}  [bold]{title}[/bold]  {says}", highlight=False)
    if found.capture.failure:
        console.print(found.capture.failure.detail, markup=False)


def _table(sight: SpeedArtifact) -> Table:
    table = Table(title=f"{sight.final_url} · {sight.conditions.name}", box=None)
    for name in ("run", *COLUMNS, "index", "others", "thrown out"):
        table.add_column(name, justify="right", no_wrap=True)
    for number, run in enumerate(sight.runs, start=1):
        figures = (_shown(getattr(run, name)) for name in COLUMNS.values())
        table.add_row(str(number), *figures, *_calm(run), disturbance(run, sight.runs) or "")
    return table


def _calm(run: SpeedRun) -> tuple[str, str]:
    """Return the machine's index before and after, and what others than us had of it."""
    if run.calm is None:
        return "–", "–"
    share = run.calm.foreign_share
    return f"{run.calm.index_before:g}/{run.calm.index_after:g}", "–" if share is None else f"{share:.0%}"


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:g}" if value < 1 else f"{value:.0f}"
