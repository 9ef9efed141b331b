"""How the HTTP Observatory reads several Content Security Policies into one. Pure.

Of each directive it keeps the sources that stand in all policies which name it; a browser reads them
otherwise, and `policy` does as browsers do. Written from its published behaviour.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import unquote

_SHORTEST = 6
_MAY_REPEAT = frozenset({"report-uri", "report-to"})
_NOTHING = "'none'"


class PolicyInvalid(ValueError):
    """The Observatory reads no policy out of this: one is empty, or says a directive twice."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What is left of all policies; `has_repeated_reports` tells of the one thing that may stand twice."""

    directives: dict[str, frozenset[str]]
    has_repeated_reports: bool = False

    def sources(self, *names: str) -> frozenset[str]:
        """Return the sources of the first of these directives that is there; without any, all are let in."""
        found = (self.directives[name] for name in names if name in self.directives)
        return next(found, frozenset("*"))


@dataclass(slots=True)
class _Source:
    text: str
    policy: int
    is_kept: bool


def merged(policies: Sequence[str]) -> Merged:
    """Return one policy for several; raise PolicyInvalid."""
    kept: dict[str, list[_Source]] = {}
    repeats = False
    for number, policy in enumerate(policies):
        if len(policy.strip()) < _SHORTEST:
            raise PolicyInvalid(policy)
        seen: set[str] = set()
        for name, *words in filter(None, (part.split() for part in policy.lower().split(";"))):
            if name in seen and name not in _MAY_REPEAT:
                raise PolicyInvalid(name)
            repeats = repeats or name in seen
            seen.add(name)
            values = words or ([_NOTHING] if name.endswith("-src") else [])
            kept[name] = _joined(kept.get(name, []) if number else [], values, number)
            for source in kept[name] if not number and len(policies) > 1 else ():
                source.is_kept = False
    return Merged({name: _left(sources) for name, sources in kept.items()}, repeats)


def _joined(before: list[_Source], values: Sequence[str], number: int) -> list[_Source]:
    """Return the sources that are left when a policy adds its own to those of the policies before it."""
    together = sorted((*before, *(_Source(value, number, not number) for value in values)), key=_text)
    for earlier, source in pairwise(together):
        if source.policy == earlier.policy:
            source.is_kept = source.is_kept and not source.text.startswith(earlier.text)
        elif _covers(earlier.text, source.text):
            source.is_kept = True
    return [source for source in together if source.is_kept]


def _text(source: _Source) -> str:
    return source.text


def _left(sources: list[_Source]) -> frozenset[str]:
    return frozenset(source.text for source in sources) or frozenset({_NOTHING})


def _covers(wide: str, narrow: str) -> bool:
    """Return whether one source holds the other by its path: the same, or below one that ends in a slash."""
    ours, theirs = wide.split("/"), narrow.split("/")
    if not wide.endswith("/"):
        return [*map(unquote, ours)] == [*map(unquote, theirs)]
    return len(ours) <= len(theirs) and all(
        unquote(one) == unquote(other) for one, other in zip(ours[:-1], theirs, strict=False)
    )
