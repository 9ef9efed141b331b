"""By what libraries, trackers and technologies are known, and their published flaws: data in `known`."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

_VERSION = r"v?(\d+(?:\.\d+)+(?:-[a-z]+[\d.]*)?)"
_VARIANTS = r"(?:[.-](?:slim|min|pack|bundle|core|prod|production|umd|global|esm|all|full|compat|legacy))*"


@dataclass(frozen=True, slots=True)
class Flaw:
    """Published flaws of the versions from `since` (empty: the first one) up to, not including, `below`."""

    since: str
    below: str
    severity: str
    ids: tuple[str, ...]

    def affects(self, version: str) -> bool:
        return _order(self.since or "0") <= _order(version) < _order(self.below)


@dataclass(frozen=True, slots=True)
class KnownLibrary:
    """One library: where it tells its version, what its files are called, and its flaws.

    Two libraries may answer in one place; `versions` is what its own look like there.
    """

    title: str
    globals: tuple[str, ...]
    versions: re.Pattern[str]
    files: re.Pattern[str]
    folders: re.Pattern[str]
    banner: re.Pattern[str]
    flaws: tuple[Flaw, ...]

    def version_in_address(self, url: str) -> str:
        """Return the version that the address of a script tells, empty when it tells none."""
        path = url.partition("?")[0].partition("#")[0]
        named = self.files.search(path)
        within = named and self.folders.search(path)
        return (named and named[1]) or (within and within[1]) or ""

    def is_unversioned_file(self, url: str) -> bool:
        """Tell whether this is the library's file and its address tells no version."""
        path = url.partition("?")[0]
        return bool(self.files.search(path)) and not self.version_in_address(url)


@dataclass(frozen=True, slots=True)
class Technology:
    """Something a page may be made with; `signs` are patterns by the place where they are looked for."""

    title: str
    kind: str
    signs: Mapping[str, re.Pattern[str]]
    selector: str


def version_in_banner(library: KnownLibrary, head: str) -> str:
    """Return the version that the head of a library's file tells, empty when it tells none."""
    found = library.banner.search(head)
    return found[1].rstrip(".") if found else ""


def _order(version: str) -> tuple[tuple[int, ...], bool]:
    """Return what versions are ordered by: their numbers; before a release come its previews."""
    release, is_preview, _ = version.lstrip("v").partition("-")
    # Pages tell their versions themselves: no number of a real one is longer.
    numbers = [int(part[:9]) for part in re.findall(r"[0-9]+", release)[:4]]
    return (*numbers, *[0] * (4 - len(numbers))), not is_preview


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("known", f"{name}.toml").read_text("utf-8"))


def _library(known: dict[str, Any]) -> KnownLibrary:
    names = "|".join(re.escape(name) for name in known.get("files", ())) or "(?!)"
    return KnownLibrary(
        title=known["title"],
        globals=tuple(known.get("globals", ())),
        versions=re.compile(known.get("versions", "")),
        files=re.compile(rf"(?:^|/)(?:{names})(?:[.-]{_VERSION})?{_VARIANTS}\.m?js$", re.IGNORECASE),
        folders=re.compile(rf"(?:^|[/@])(?:{names})(?:\.js)?[@/-]{_VERSION}/", re.IGNORECASE),
        banner=re.compile(known.get("banner", "(?!)()")),
        flaws=tuple(_flaw(each) for each in known["flaws"]),
    )


def _flaw(known: dict[str, Any]) -> Flaw:
    return Flaw(known.get("from", ""), known["below"], known["severity"], tuple(known["ids"]))


def _technology(known: dict[str, Any]) -> Technology:
    places = ("generator", "header", "address", "cookie")
    signs = {place: re.compile(known[place], re.IGNORECASE) for place in places if place in known}
    return Technology(known["title"], known["kind"], signs, known.get("selector", ""))


LIBRARIES = {name: _library(known) for name, known in _table("libraries").items()}
TECHNOLOGIES = {name: _technology(known) for name, known in _table("technologies").items()}
TRACKERS = {host: kind for kind, hosts in _table("trackers").items() for host in hosts}
