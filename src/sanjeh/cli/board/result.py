"""One line of the board on the terminal."""

import dataclasses
import json
import sys
from collections.abc import Iterable

from sanjeh.cli.tell import tell

BROKEN = 1


@dataclasses.dataclass(frozen=True, slots=True)
class Result:
    """One line: its code, what was found, the figure, what violates it, and what it says."""

    code: str
    verdict: str
    hits: int | None
    whole: int | None
    violations: int
    refs: tuple[str, ...]
    says: str


def tell_all(results: Iterable[Result], codes: tuple[str, ...], *, as_json: bool) -> None:
    """Tell the lines (of these codes), and end with 1 where one is violated, else with 0."""
    asked = [one for one in results if not codes or one.code in codes]
    for one in asked:
        tell(json.dumps(dataclasses.asdict(one), ensure_ascii=False) if as_json else written(one))
    sys.exit(BROKEN if any(one.verdict == "broken" for one in asked) else 0)


def written(one: Result) -> str:
    """Return a line as it is read: `kept          I6    12       …`."""
    figure = "/".join(str(part) for part in (one.hits, one.whole) if part is not None)
    violating = f"\n{'':24}-> {one.violations}: {', '.join(one.refs[:10])}" if one.refs else ""
    return f"{one.verdict:<13} {one.code:<4} {figure:>9}  {one.says}{violating}".rstrip()
