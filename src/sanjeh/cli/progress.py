"""Live progress on the terminal's error stream; plain lines where nothing can be redrawn."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from sanjeh.core.probing.contracts import Target
from sanjeh.engine.scan import OnStep, Step
from sanjeh.engine.texts import title
from sanjeh.locale.catalogues import said
from sanjeh.report.words import say

ENDED = frozenset({"done", "failed"})


@contextmanager
def progress(urls: tuple[str, ...], looks: int, console: Console, language: str) -> Iterator[OnStep]:
    """Give the function to tell of each step; `looks` is how many each address gets."""
    if not console.is_terminal:
        yield _plain(console, language)
        return
    columns = (SpinnerColumn(), BarColumn(20), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as live:
        tasks = {url: live.add_task(escape(url), total=looks) for url in urls}
        yield _live(live, tasks, language)


def _live(live: Progress, tasks: dict[str, TaskID], language: str) -> OnStep:
    def on_step(target: Target, look: str, step: Step) -> None:
        advance = 1 if step in ENDED else 0
        described = f"{escape(target.url)}  [dim]{said(title(look), language)}: {say(step, language)}[/dim]"
        live.update(tasks[target.url], description=described, advance=advance)

    return on_step


def _plain(console: Console, language: str) -> OnStep:
    def on_step(target: Target, look: str, step: Step) -> None:
        if step in ENDED:
            line = f"{target.url}  {said(title(look), language)}: {say(step, language)}"
            console.print(line, markup=False, highlight=False, soft_wrap=True)

    return on_step
