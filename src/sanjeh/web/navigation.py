"""An entry of a menu, on the public pages and in the office."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NavigationEntry:
    """One entry of a menu."""

    url: str
    title: str
    is_current: bool
