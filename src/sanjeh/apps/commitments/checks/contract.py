"""How one line of the board is written down."""

import hashlib
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sanjeh.apps.commitments.kinds import Finding, Held
from sanjeh.core.text.words import Translatable


@dataclass(frozen=True, slots=True)
class Check:
    """One line: a query in SQL, a count in Python, or, with `lacking`, why nothing is measured yet.

    `violating` gives the `ref` of each row that violates it, `counted` the `hits` of a `whole` (for an
    invariant `whole` alone: how much was looked at). `ready` says in SQL whether there is anything to
    look at, `unready` what is said where there is not. All three may name the moment as `%(now)s`.
    `is_figure`: the figure alone keeps or breaks nothing, until a version holds a target for it.
    """

    code: str
    title: Translatable
    held: tuple[Held, ...] = (Held.NIGHTLY,)
    violating: str = ""
    counted: str = ""
    ready: str = ""
    unready: Translatable | None = None
    count: Callable[[datetime], Finding] | None = None
    lacking: Translatable | None = None
    rests_on: tuple[str, ...] = ()
    is_figure: bool = False

    @property
    def query(self) -> str:
        """Return what is asked, word for word: whoever runs it by hand gets the same."""
        if self.count:
            return inspect.getsource(self.count).strip()
        parts = [
            ("ready", self.ready), ("counted", self.counted), ("violating", self.violating),
        ]  # fmt: skip
        return "\n\n".join(f"-- {name}\n{text.strip()};" for name, text in parts if text)

    @property
    def query_sha256(self) -> str:
        return hashlib.sha256(self.query.encode()).hexdigest()
