"""`python -m bench [NAME]`: run every measurement, or the one that is named."""

import subprocess
import sys
from pathlib import Path

MEASUREMENTS = sorted(
    path.stem
    for path in Path(__file__).parent.glob("[a-z]*.py")
    if path.stem not in ("board_rows", "own_database", "pages", "peer_programs", "processor_time", "sites")
)


def main(wanted: list[str]) -> int:
    """Run each measurement in a process of its own; return the worst exit status."""
    unknown = set(wanted) - set(MEASUREMENTS)
    if unknown:
        print(f"There is no measurement {', '.join(sorted(unknown))}; there are: {', '.join(MEASUREMENTS)}")
        return 2
    runs = [
        subprocess.run([sys.executable, "-m", f"bench.{name}"], check=False)
        for name in wanted or MEASUREMENTS
    ]
    return max(run.returncode for run in runs)


sys.exit(main(sys.argv[1:]))
