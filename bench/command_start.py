"""Processor time until `sanjeh --help`, and the help of each command that people wait for, is printed."""

import resource
import statistics
import subprocess
import sys

RUNS = 5
COMMANDS = ("evaluate", "judge", "score", "verify", "methodology show", "measure speed", "worker")


def median_s(*words: str) -> float:
    """Return the median processor time of whole processes, each started anew."""
    return statistics.median(_seconds(*words) for _ in range(RUNS))


def _seconds(*words: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "sanjeh", *words], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print the figures, each a line."""
    whole = median_s("--help")
    print(f"help_s {whole:.2f} s")
    print(f"help_of_allowed {whole / 0.3:.2f} ratio")
    for command in COMMANDS:
        print(f"help_{command.replace(' ', '_')}_s {median_s(*command.split(), '--help'):.2f} s")


main()
