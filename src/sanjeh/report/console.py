"""The terminal, on which nothing from outside moves the cursor: the only way there for cards and rankings."""

from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, ConsoleRenderable, RenderableType, RenderHook, RenderResult
from rich.segment import Segment

from sanjeh.core.text.legible import harmless


class _Harmless(RenderHook):
    def process_renderables(self, renderables: list[ConsoleRenderable]) -> list[ConsoleRenderable]:
        return [_Escaped(one) for one in renderables]


class _Escaped:
    """What is drawn, its words made harmless; colours and cursor codes of our own stay."""

    def __init__(self, drawn: RenderableType) -> None:
        self._drawn = drawn

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield from _escaped(console.render(self._drawn, options))


def _escaped(segments: Iterable[Segment]) -> Iterable[Segment]:
    for text, style, control in segments:
        yield Segment(text if control else harmless(text), style, control)


def terminal(*, stderr: bool = False, width: int | None = None) -> Console:
    """Return standard output, or standard error."""
    console = Console(stderr=stderr, highlight=False, width=width)
    console.push_render_hook(_Harmless())
    return console
