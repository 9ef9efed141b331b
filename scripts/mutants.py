"""Plants one fault at a time in a copy of the tree; the tests named beside it must go red.

`make mutants` plants all of `tests/mutants.toml`; `scripts/mutants.py cap tls` only those whose id holds
one of the words. The work tree is never touched. Exit 1 when a fault survives or can no longer be planted.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LIST = Path("tests") / "mutants.toml"
COPIED = ("src", "tests", "methodologies", "demo", "schemas", "docs", "scripts")
LOOSE = ("pyproject.toml", "Makefile", "README.md", "requirements.lock")
RED, GREEN = 1, 0
PATIENCE_S = 600


@dataclass(frozen=True, slots=True)
class Mutant:
    """One fault: `before` stands exactly once in `file`, and becomes `after`."""

    id: str
    file: str
    before: str
    after: str
    tests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a fault; `note` says more where it was not killed."""

    mutant: Mutant
    is_killed: bool
    note: str


def mutants(words: Sequence[str]) -> list[Mutant]:
    listed = tomllib.loads((ROOT / LIST).read_text("utf-8"))["mutant"]
    found = [Mutant(**{**one, "tests": tuple(one["tests"])}) for one in listed]
    return [one for one in found if not words or any(word in one.id for word in words)]


@contextmanager
def copy_of_tree() -> Iterator[Path]:
    """Give a copy of all that the tests read; it is removed in the end."""
    with tempfile.TemporaryDirectory(prefix="mutant-") as folder:
        copy = Path(folder)
        # The database runs as a user of its own, who must be able to pass through.
        copy.chmod(0o755)
        for name in COPIED:
            shutil.copytree(ROOT / name, copy / name)
        for name in LOOSE:
            shutil.copy2(ROOT / name, copy / name)
        yield copy


def run(copy: Path, tests: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run these tests on the copy, which stands before what is installed; stop at the first red one."""
    environment = {**os.environ, "PYTHONPATH": f"{copy / 'src'}:{copy}"}
    environment.pop("SANJEH_TEST_SCRATCH", None)
    usual = ("-q", "-x", "-n", "0", "-p", "no:cacheprovider", "-p", "no:randomly", "--no-header", "--tb=line")
    return subprocess.run(  # noqa: S603 -- our own tests, named in our own list
        [sys.executable, "-m", "pytest", *usual, *tests],
        cwd=copy,
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )


def outcome(mutant: Mutant) -> Outcome:
    """Plant the fault and say whether a test saw it; what cannot be planted or run is not killed."""
    with copy_of_tree() as copy:
        file = copy / mutant.file
        text = file.read_text("utf-8") if file.is_file() else ""
        if text.count(mutant.before) != 1:
            return Outcome(
                mutant, False, f"'before' stands {text.count(mutant.before)} times in {mutant.file}"
            )
        file.write_text(text.replace(mutant.before, mutant.after), "utf-8")
        try:
            ran = run(copy, mutant.tests)
        except subprocess.TimeoutExpired:
            return Outcome(mutant, True, "the tests hang")
    last = ran.stdout.strip().splitlines()[-1:] or [ran.stderr.strip()[-200:]]
    return Outcome(mutant, ran.returncode == RED, last[0])


def is_green(listed: Sequence[Mutant]) -> bool:
    """Say whether all named tests pass without any fault; without that, red would mean nothing."""
    with copy_of_tree() as copy:
        ran = run(copy, sorted({test for one in listed for test in one.tests}))
    if ran.returncode != GREEN:
        print(ran.stdout[-3000:], ran.stderr[-1000:])
    return ran.returncode == GREEN


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("words", nargs="*", help="parts of the ids to plant; all without any")
    parser.add_argument("--jobs", type=int, default=2, help="how many at once")
    parser.add_argument(
        "--no-baseline", action="store_true", help="do not run the tests without a fault first"
    )
    asked = parser.parse_args()
    listed = mutants(asked.words)
    if not listed or not (asked.no_baseline or is_green(listed)):
        print("no such fault" if not listed else "the named tests are red without any fault")
        return 1
    with ThreadPoolExecutor(asked.jobs) as pool:
        survivors = 0
        for one in pool.map(outcome, listed):
            survivors += not one.is_killed
            print(f"{'killed  ' if one.is_killed else 'SURVIVED'} {one.mutant.id}: {one.note}", flush=True)
    print(f"{len(listed)} planted, {len(listed) - survivors} killed, {survivors} survived")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
