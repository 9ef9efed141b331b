"""Nothing that a page does reaches a denied address, while the same means do reach an allowed one."""

import json
import os
import shutil
import subprocess
import sys
from typing import Any

import pytest

from tests.hostile.reaching import ALIVE, HIDDEN

pytestmark = pytest.mark.acceptance

NAMESPACE = ("unshare", "--net")


def may_be_alone() -> bool:
    """Say whether this machine lets us make a network of our own: the right to, and the tool `ip`."""
    may_unshare = subprocess.run([*NAMESPACE, "true"], check=False, capture_output=True).returncode == 0
    return may_unshare and shutil.which("ip") is not None


def told() -> dict[str, Any]:
    """Return what arrived anywhere: in a network namespace where one may be made, else at loopback."""
    alone = NAMESPACE if may_be_alone() else ()
    run = subprocess.run(
        [*alone, sys.executable, "-m", "tests.hostile.reaching", "everywhere" if alone else "loopback"],
        check=True,
        capture_output=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    answer: dict[str, Any] = json.loads(run.stdout)
    return answer


def test_nothing_arrives_at_a_denied_address_and_the_same_means_reach_an_allowed_one() -> None:
    seen = told()

    assert seen["packets"] == 2  # the listeners do hear
    assert seen["arrived"] == {}
    assert ALIVE - set(seen["neighbour"]) == set()
    assert seen["refused by means"] >= len(ALIVE) - 4
    assert HIDDEN - set(seen["refused by spelling"]) == set()
