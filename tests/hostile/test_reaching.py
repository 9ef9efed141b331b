"""Nothing that a page does reaches a denied address, while the same means do reach an allowed one."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tests.hostile.reaching import ALIVE, HIDDEN

NAMESPACE = ("unshare", "--net")


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    """What arrived anywhere, in a network namespace where one may be made, else at loopback addresses."""
    may_unshare = subprocess.run([*NAMESPACE, "true"], check=False, capture_output=True).returncode == 0
    alone = NAMESPACE if may_unshare else ()
    run = subprocess.run(
        [*alone, sys.executable, "-m", "tests.hostile.reaching", "everywhere" if alone else "loopback"],
        check=True,
        capture_output=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    answer: dict[str, Any] = json.loads(run.stdout)
    return answer


def test_nothing_arrives_at_a_denied_address(told: dict[str, Any]) -> None:
    assert told["knocks"] == 2  # the listeners do hear
    assert told["arrived"] == {}


def test_the_same_means_reach_an_allowed_neighbour(told: dict[str, Any]) -> None:
    assert ALIVE - set(told["neighbour"]) == set()
    assert told["refused by means"] >= len(ALIVE) - 4


def test_no_spelling_of_a_denied_address_is_let_through(told: dict[str, Any]) -> None:
    assert HIDDEN - set(told["refused by spelling"]) == set()
