"""Progress is drawn where somebody watches, and told in plain lines where nothing can be redrawn."""

import io

import pytest
from rich.console import Console

from sanjeh.cli.progress import progress
from sanjeh.core.probing.contracts import Target
from sanjeh.engine.scan import Step

URL = "https://a.test/"


def told(console: Console, *steps: Step) -> None:
    with progress((URL,), 2, console, "en") as tell:
        for step in steps:
            tell(Target(url=URL), "http", step)


def test_a_line_stands_for_every_look_that_ended_and_for_none_that_began() -> None:
    page = io.StringIO()

    told(Console(file=page), "waiting", "looking", "done", "failed")

    assert page.getvalue().splitlines() == [
        f"{URL}  Web server's answers: done",
        f"{URL}  Web server's answers: Could not be looked at",
    ]


@pytest.mark.parametrize("step", ["waiting", "looking", "done", "failed"])
def test_on_a_terminal_it_is_drawn_and_leaves_nothing_behind(step: Step) -> None:
    page = io.StringIO()
    console = Console(file=page, force_terminal=True, width=120, color_system=None)

    told(console, step)

    assert "\r" in page.getvalue()
    assert not page.getvalue().endswith("\n")
