"""A whole round of the demo country by the very command a visitor types, on a fresh data folder."""

import os
import re
import subprocess
import sys
import tempfile
import time

BEGAN = time.monotonic()


def seconds_until(process: "subprocess.Popen[str]", words: str) -> float | None:
    """Return the seconds from the start to the line with these words, None when it never came."""
    assert process.stdout is not None  # noqa: S101 -- it was asked for below
    for line in process.stdout:
        if words in line:
            return time.monotonic() - BEGAN
    return None


def main(data: str) -> int:
    """Print when the pages could be reached and how long looking, counting and publishing took."""
    process = subprocess.Popen(
        [sys.executable, "-m", "sanjeh", "run", "--port", "8207", "--until-published"],
        env=os.environ | {"SANJEH_DATA": data},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    reachable_s = seconds_until(process, "Sanjeh is served on")
    rest = process.communicate()[0]
    found = re.search(r"^demo_round_s ([0-9.]+) s$", rest, re.MULTILINE)
    if reachable_s is None or found is None:
        print(f"the round did not come to its end: {rest.strip()}", file=sys.stderr)
        return 1
    print(f"demo_reachable_s {reachable_s:.1f} s")
    print(f"demo_round_s {found[1]} s")
    return 0


with tempfile.TemporaryDirectory() as folder:
    os.chmod(folder, 0o755)  # noqa: S103, PTH101 -- the database's own user must be able to pass through
    status = main(folder)
sys.exit(status)
