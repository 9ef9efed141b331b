"""Says whether the tests reach enough: `scripts/coverage_gate.py FILE`, a report of `coverage json`.

Every line and branch of the core, 95 % of every other package. Exit 1 where less was reached.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path, PurePosixPath
from typing import Any

CORE, REST = Fraction(1), Fraction(95, 100)
TOP = "(top)"  # modules that lie in no package


@dataclass(frozen=True, slots=True)
class FileCoverage:
    """One file: how many lines and branches there are, how many were reached, and which lines were not."""

    name: str
    reached: int
    of: int
    holes: tuple[int, ...]

    @property
    def package(self) -> str:
        """Return the part of Sanjeh in which it lies: `core`, `apps` …"""
        parts = PurePosixPath(self.name).parts
        below = parts[parts.index("sanjeh") + 1 :]
        return below[0] if len(below) > 1 else TOP


def files(report: Any) -> Iterator[FileCoverage]:
    """Yield the files of a report; a line with a branch that was not taken is a hole as well."""
    for name, told in report["files"].items():
        counts = told["summary"]
        yield FileCoverage(
            name.replace("\\", "/"),
            counts["covered_lines"] + counts["covered_branches"],
            counts["num_statements"] + counts["num_branches"],
            tuple(sorted({*told["missing_lines"], *(abs(begin) for begin, _ in told["missing_branches"])})),
        )


def share(measured: Iterable[FileCoverage]) -> Fraction:
    """Return how much of these files was reached, 0..1; all of nothing."""
    counted = list(measured)
    of = sum(one.of for one in counted)
    return Fraction(sum(one.reached for one in counted), of) if of else Fraction(1)


def percent(reached: Fraction) -> str:
    """Return two digits that never claim more than was reached: 94.996 % is 94.99."""
    return f"{int(reached * 10_000) / 100:.2f} %"


def verdict(measured: Iterable[FileCoverage]) -> tuple[list[str], bool]:
    """Return what is to be said, and whether enough was reached."""
    counted = sorted(measured, key=lambda one: one.name)
    lines = [
        f"{one.name}: {', '.join(map(str, one.holes))}"
        for one in counted
        if one.package == "core" and one.reached < one.of
    ]
    is_enough = bool(counted)
    for package in sorted({one.package for one in counted}):
        reached = share(one for one in counted if one.package == package)
        needed = CORE if package == "core" else REST
        is_enough &= reached >= needed
        lines.append(f"{package:<10} {percent(reached):>9}{'' if reached >= needed else '  too little'}")
    lines.append(f"{'all':<10} {percent(share(counted)):>9}")
    return lines, is_enough


def main(arguments: list[str]) -> int:
    lines, is_enough = verdict(files(json.loads(Path(arguments[0]).read_text("utf-8"))))
    print("\n".join(lines))
    return 0 if is_enough else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
