"""What keeps a package from being written, told in one sentence."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sanjeh.apps.retention import actions
from sanjeh.apps.retention.packing import EditionDamaged
from sanjeh.apps.rounds.queries import NoSuchRound
from sanjeh.apps.scans.evidence import EvidenceLost
from sanjeh.cli.problems import UsageProblem, told_to_the_reader
from sanjeh.core.text.words import Translatable
from sanjeh.edition.bag import BagExists, BagNotWritten
from sanjeh.locale.catalogues import said
from sanjeh.report import archive_words as words

TOLD: dict[type[Exception], Callable[[Any], Translatable]] = {
    NoSuchRound: lambda _: words.NO_ROUND,
    actions.RoundNotOver: lambda _: words.NOT_OVER,
    actions.NothingToHandOver: lambda _: words.NOTHING,
    actions.UnderHold: lambda held: words.HELD.filled(numbers=str(held)),
    actions.AlreadyPacked: lambda packed: words.PACKED.filled(folder=packed.folder),
    EditionDamaged: lambda damaged: words.DAMAGED.filled(file=damaged.file),
    EvidenceLost: lambda lost: words.GONE.filled(digest=lost.digest),
    BagExists: lambda there: words.EXISTS.filled(folder=str(there)),
    BagNotWritten: lambda broken: words.NOT_WRITTEN.filled(folder=str(broken.folder), detail=broken.detail),
}


@contextmanager
def refusals_told(language: str) -> Iterator[None]:
    """End with exit status 2 and one sentence."""
    with told_to_the_reader():
        try:
            yield
        except tuple(TOLD) as refused:
            raise UsageProblem(said(TOLD[type(refused)](refused), language)) from None
