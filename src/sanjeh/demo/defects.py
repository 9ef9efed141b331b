"""The table of planted defects: what is wrong where, and what a look must therefore find."""

import tomllib
from fnmatch import fnmatchcase
from pathlib import Path

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass as checked

from sanjeh.demo.shipped import demo_folder

HIDING = ("blocked", "error", "not_tested")
SEVERITY = ("", "warn", "fail", *HIDING)


@checked(frozen=True, slots=True)
class Defect:
    """`expects` gives outcomes to findings (`tls.dates`) and to families of them (`visit.*`, `answer`)."""

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
    families: dict[str, tuple[str, ...]]
    planted: tuple[Planting, ...]

    def at(self, host: str, path: str = "") -> frozenset[str]:
        """Return the defects of a page; those of the whole host when no path is given."""
        local = (key for spot in self.planted if spot.covers(host, path) for key in spot.defects)
        return frozenset(self.everywhere) | frozenset(local)

    def expected(self, host: str, path: str, finding_id: str) -> str:
        """Return the outcome that the planted defects give to a finding; "" when none touches it.

        What hides a page says more than what is wrong with the page.
        """
        told = [self._outcome(key, finding_id) for key in sorted(self.at(host, path))]
        return next((one for one in told if one in HIDING), max(told, key=SEVERITY.index))

    def _outcome(self, key: str, finding_id: str) -> str:
        """Return what one defect makes of a finding: by its own name, else by its family's."""
        expects = self.defects[key].expects
        if finding_id in expects:
            return expects[finding_id]
        fitting = (expects[name] for name in expects if self._is_of(finding_id, name))
        return next(fitting, "")

    def _is_of(self, finding_id: str, family: str) -> bool:
        return finding_id in self.families.get(family, ()) or fnmatchcase(finding_id, family)


def read_defects(folder: Path | None = None) -> Defects:
    """Return the table that stands in `folder`, or the shipped one."""
    text = ((folder or demo_folder()) / "defects.toml").read_text(encoding="utf-8")
    return TypeAdapter(Defects).validate_python(tomllib.loads(text))
