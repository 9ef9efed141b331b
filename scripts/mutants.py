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
from functools import partial
from itertools import count
from pathlib import Path
from queue import Queue

ROOT = Path(__file__).resolve().parents[1]
LIST = Path("tests") / "mutants.toml"
COPIED = ("src", "tests", "methodologies", "demo", "schemas", "docs", "scripts")
LOOSE = ("pyproject.toml", "Makefile", "README.md", "requirements.lock")
RED, GREEN = 1, 0
SECONDS = count(1)
PATIENCE_S = 600


class NotPlanted(Exception):
    """The place of a fault is no more, or is there more than once."""


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
def copies_of_tree(number: int) -> Iterator[Queue[Path]]:
    """Give so many copies of all that the tests read, one for each worker; they are removed in the end."""
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        # The database runs as a user of its own, who must be able to pass through.
        Path(folder).chmod(0o755)
        trees: Queue[Path] = Queue()
        for name in range(number):
            trees.put(copy_of_tree(Path(folder) / str(name)))
        yield trees


def copy_of_tree(copy: Path) -> Path:
    copy.mkdir(mode=0o755)
    for name in COPIED:
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in LOOSE:
        shutil.copy2(ROOT / name, copy / name)
    return copy


@contextmanager
def planted(mutant: Mutant, copy: Path) -> Iterator[None]:
    """Plant a fault for as long as the block lasts; raise NotPlanted unless it has exactly one place."""
    file = copy / mutant.file
    text = file.read_text("utf-8") if file.is_file() else ""
    if text.count(mutant.before) != 1:
        raise NotPlanted(f"'before' stands {text.count(mutant.before)} times in {mutant.file}")
    written_at = file.stat().st_mtime
    file.write_text(text.replace(mutant.before, mutant.after), "utf-8")
    # Compiled files are told apart by size and second alone: no two states of a file may share both.
    os.utime(file, (written_at, written_at + next(SECONDS)))
    try:
        yield
    finally:
        file.write_text(text, "utf-8")
        os.utime(file, (written_at, written_at))


def run(copy: Path, tests: Sequence[str], *, is_patient: bool = False) -> subprocess.CompletedProcess[str]:
    """Run these tests on the copy, which stands before what is installed; stop at the first red one.

    Raise TimeoutExpired where those of one fault hang; the patient wait, as each test ends by its own limit.
    """
    # As in CI: the same examples are tried with every fault, and none that failed is remembered.
    environment = {**os.environ, "PYTHONPATH": f"{copy / 'src'}:{copy}", "CI": "1"}
    environment.pop("SANJEH_TEST_SCRATCH", None)
    usual = ("-q", "-x", "-n", "0", "-p", "no:cacheprovider", "-p", "no:randomly", "--no-header", "--tb=line")
    return subprocess.run(  # noqa: S603 -- our own tests, named in our own list
        [sys.executable, "-m", "pytest", *usual, *tests],
        cwd=copy,
        env=environment,
        capture_output=True,
        text=True,
        timeout=None if is_patient else PATIENCE_S,
        check=False,
    )


def outcome(mutant: Mutant, trees: Queue[Path]) -> Outcome:
    """Plant the fault in a free copy and say whether a test saw it; what cannot be planted is not killed."""
    copy = trees.get()
    try:
        with planted(mutant, copy):
            ran = run(copy, mutant.tests)
    except NotPlanted as problem:
        return Outcome(mutant, False, str(problem))
    except subprocess.TimeoutExpired:
        return Outcome(mutant, True, "the tests hang")
    finally:
        trees.put(copy)
    last = ran.stdout.strip().splitlines()[-1:] or [ran.stderr.strip()[-200:]]
    return Outcome(mutant, ran.returncode == RED, last[0])


def is_green(listed: Sequence[Mutant], trees: Queue[Path]) -> bool:
    """Say whether all named tests pass without any fault; without that, red would mean nothing."""
    copy = trees.get()
    ran = run(copy, sorted({test for one in listed for test in one.tests}), is_patient=True)
    trees.put(copy)
    if ran.returncode != GREEN:
        print(ran.stdout[-3000:], ran.stderr[-1000:])
    return ran.returncode == GREEN


def survivors(listed: Sequence[Mutant], trees: Queue[Path], jobs: int) -> int:
    """Plant one after another, say what came of each, and return how many no test saw."""
    unseen = 0
    with ThreadPoolExecutor(jobs) as pool:
        for one in pool.map(partial(outcome, trees=trees), listed):
            unseen += not one.is_killed
            print(f"{'killed  ' if one.is_killed else 'SURVIVED'} {one.mutant.id}: {one.note}", flush=True)
    return unseen


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("words", nargs="*", help="parts of the ids to plant; all without any")
    parser.add_argument("--jobs", type=int, default=2, help="how many at once")
    parser.add_argument(
        "--no-baseline", action="store_true", help="do not run the tests without a fault first"
    )
    asked = parser.parse_args()
    listed = mutants(asked.words)
    if not listed:
        print("no such fault")
        return 1
    with copies_of_tree(asked.jobs) as trees:
        if not (asked.no_baseline or is_green(listed, trees)):
            print("the named tests are red without any fault")
            return 1
        survived = survivors(listed, trees, asked.jobs)
    print(f"{len(listed)} planted, {len(listed) - survived} killed, {survived} survived")
    return 1 if survived else 0


if __name__ == "__main__":
    sys.exit(main())
