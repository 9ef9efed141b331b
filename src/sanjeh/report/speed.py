"""The runs of one measured page as a table, those that do not count included."""

from rich.table import Table
from rich.text import Text

from sanjeh.core.probing.artifacts.speed import SpeedArtifact, SpeedRun
from sanjeh.core.scheduling.run_validity import disturbance
from sanjeh.core.text.legible import legible
from sanjeh.core.text.words import Language
from sanjeh.engine.speed import SpeedResult
from sanjeh.engine.texts import finding_words
from sanjeh.locale.catalogues import said
from sanjeh.report.console import terminal

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


def show(found: SpeedResult, language: Language) -> None:
    """Print the runs as a table and the findings below it."""
    console = terminal(width=WIDTH)
    if found.is_measured:
        console.print(_table(SpeedArtifact.model_validate(found.capture.artifact)))
    for finding in found.findings:
        words = finding_words(finding)
        title, says = said(words.title, language), said(words.says, language)
        console.print(Text.assemble(f"{finding.outcome}  ", (title, "bold"), f"  {says}"))
    if found.capture.failure:
        console.print(legible(found.capture.failure.detail), markup=False)


def _table(artifact: SpeedArtifact) -> Table:
    table = Table(title=Text(f"{legible(artifact.final_url)} · {artifact.conditions.name}"), box=None)
    for name in ("run", *COLUMNS, "index", "others", "thrown out"):
        table.add_column(name, justify="right", no_wrap=True)
    for number, run in enumerate(artifact.runs, start=1):
        figures = (_shown(getattr(run, name)) for name in COLUMNS.values())
        table.add_row(str(number), *figures, *_calm(run), disturbance(run, artifact.runs) or "")
    return table


def _calm(run: SpeedRun) -> tuple[str, str]:
    """Return the machine's index before and after, and what others than us had of it."""
    if run.calm is None:
        return "–", "–"
    share = run.calm.foreign_share
    return f"{run.calm.index_before:g}/{run.calm.index_after:g}", "–" if share is None else f"{share:.0%}"


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:g}" if value < 1 else f"{value:.0f}"
