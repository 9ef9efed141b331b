"""What the person at the terminal has to change before anything can be done."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

USAGE = 2


class UsageProblem(Exception):
    """One or several sentences, already in the reader's language."""

    def __init__(self, *sentences: str) -> None:
        super().__init__("\n".join(sentences))


@contextmanager
def told_to_the_reader() -> Iterator[None]:
    """End with exit status 2 and the sentences of the problem, not with a traceback."""
    try:
        yield
    except UsageProblem as problem:
        click.echo(str(problem), err=True)
        sys.exit(USAGE)
