"""The table of planted defects: what is wrong where, and what a look must therefore find."""

import tomllib
from fnmatch import fnmatchcase
from pathlib import Path

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass as checked

from sanjeh.cli.demo.shipped import demo_folder


@checked(frozen=True, slots=True)
class Defect:
    """`expects` names findings (`tls.dates`, or `http.*` for a family) and their outcomes."""

    title_fa: str
    title_en: str
    expects: dict[str, str]


@checked(frozen=True, slots=True)
class Planting:
    """Defects of one page, or of every page of a host when `path` is empty."""

    host: str
    defects: tuple[str, ...]
    path: str = ""

    def covers(self, host: str, path: str) -> bool:
        return self.host == host and self.path in ("", path)


@checked(frozen=True, slots=True)
class Defects:
    defects: dict[str, Defect]
    everywhere: tuple[str, ...]
    planted: tuple[Planting, ...]

    def at(self, host: str, path: str = "") -> frozenset[str]:
        """Return the defects of a page; those of the whole host when no path is given."""
        local = (key for spot in self.planted if spot.covers(host, path) for key in spot.defects)
        return frozenset(self.everywhere) | frozenset(local)

    def expected(self, host: str, path: str, finding_id: str) -> str:
        """Return the outcome that the planted defects give to a finding; "" when none touches it.

        An exact name says more than a family, and what hides a page says more than what is wrong with it.
        """
        rules = [rule for key in self.at(host, path) for rule in self.defects[key].expects.items()]
        fitting = [rule for rule in rules if fnmatchcase(finding_id, rule[0])]
        fitting.sort(key=lambda rule: (rule[1] in HIDING, len(rule[0]), rule[1]))
        return fitting[-1][1] if fitting else ""


HIDING = ("blocked", "error", "not_tested")


def read_defects(folder: Path | None = None) -> Defects:
    """Return the table that stands in `folder`, or the shipped one."""
    text = ((folder or demo_folder()) / "defects.toml").read_text(encoding="utf-8")
    return TypeAdapter(Defects).validate_python(tomllib.loads(text))
