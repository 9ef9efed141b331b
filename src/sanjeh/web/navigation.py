"""An entry of a menu, on the public pages and in the office."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NavigationEntry:
    """One entry of a menu."""

    url: str
    title: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class NavigationGroup:
    """Entries under one title; without a title they stand in the row of the menu itself."""

    title: str
    entries: tuple[NavigationEntry, ...]

    @property
    def is_current(self) -> bool:
        return any(entry.is_current for entry in self.entries)
