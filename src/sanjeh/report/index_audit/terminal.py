"""The audit on a terminal: doubts first, then the figures they stand on."""

from collections.abc import Iterable
from dataclasses import replace

from rich.console import Console
from rich.table import Table
from rich.text import Text

from sanjeh.report.index_audit.audit_report import AuditReport, AuditRow, DoubtLine
from sanjeh.report.index_audit.words import say

MARKS = {"fail": ("✗", "red"), "warn": ("!", "yellow")}
AXES = ("stated", "effective", "decides", "alpha", "with_total", "shift")
# A terminal is narrow; the page shows all eleven.
INDICATORS = {
    0: "seen",
    1: "mean",
    5: "with_axis",
    6: "with_total",
    7: "stated",
    9: "decides",
    10: "shift",
}
LADDERS = ("climbers", "reproducibility", "by_chance", "met")


def print_audit(report: AuditReport, console: Console) -> None:
    """Print the whole audit."""
    language = report.language
    console.print(Text(f"{say('title', language)} {report.code}", style="bold underline"))
    console.print(Text(report.method))
    for line in (*report.sizes, say("about", language)):
        console.print(Text(line, style="dim"))
    _print_title(say("doubts", language), console)
    for doubt in report.doubts:
        _print_doubt(doubt, console)
    if not report.doubts:
        console.print(Text(say("no_doubts", language), style="green"))
    _print_table(say("axes", language), AXES, report.axes, report, console)
    indicators = (_narrowed(row) for group in report.groups for row in group.rows)
    _print_table(say("indicators", language), INDICATORS.values(), indicators, report, console)
    _print_table(say("pairs", language), ("correlation",), report.pairs, report, console)
    _print_table(say("ladders", language), LADDERS, report.ladders, report, console)
    for key in ("legend_stated", "legend_shift", "legend_ladder", "legend_cause"):
        console.print(Text(say(key, language), style="dim"))


def _narrowed(row: AuditRow) -> AuditRow:
    return replace(row, cells=tuple(row.cells[at] for at in INDICATORS))


def _print_doubt(doubt: DoubtLine, console: Console) -> None:
    sign, colour = MARKS[doubt.mark]
    console.print(Text.assemble((f"{sign} ", colour), (doubt.title, "bold"), f"  {doubt.mend}"))
    console.print(Text(f"  {doubt.why}", style="dim"))
    for says in doubt.says:
        console.print(Text(f"  {says}"))


def _print_table(
    title: str, columns: Iterable[str], rows: Iterable[AuditRow], report: AuditReport, console: Console
) -> None:
    listed = list(rows)
    if not listed:
        return
    _print_title(title, console)
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column(say("part", report.language), overflow="fold")
    for column in columns:
        table.add_column(say(column, report.language), justify="right", overflow="fold")
    for row in listed:
        mark = "!" if row.doubtful else " "
        table.add_row(f"{mark} {row.code or row.title}", *row.cells)
    console.print(table)


def _print_title(title: str, console: Console) -> None:
    console.print()
    console.print(Text(title, style="bold"))
