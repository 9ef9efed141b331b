"""Whether those who complained fare worse between two published rounds is counted, not felt."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from sanjeh.apps.commitments.checks.retaliation import retaliation
from sanjeh.apps.commitments.kinds import Verdict
from sanjeh.apps.desk import queries as desk
from sanjeh.apps.publication import queries as publication
from sanjeh.apps.results import queries as results

NOW = datetime(2026, 3, 21, 8, 30, tzinfo=UTC)
OTHERS = [f"other-{number}" for number in range(30)]


def rounds(monkeypatch: pytest.MonkeyPatch, complained: list[str], fell: float, editions: int = 2) -> None:
    """Let two rounds be published, between which those who complained fell by so many points."""
    codes = [SimpleNamespace(round_code=f"1405-{number}") for number in range(editions, 0, -1)]
    older = dict.fromkeys((*complained, *OTHERS), 50.0)
    # The others move a little each its own way, so that there is something to tell apart.
    newer = {body: 50.0 + (place % 3) - 1 for place, body in enumerate(older)}
    newer |= {body: newer[body] - fell for body in complained}
    monkeypatch.setattr(publication, "editions", lambda: codes)
    monkeypatch.setattr(results, "scores", lambda code: newer if code == codes[0].round_code else older)
    monkeypatch.setattr(desk, "complaints", lambda: [SimpleNamespace(body=one) for one in complained])


FIVE = [f"body-{number}" for number in range(5)]


def test_complainants_who_all_fell_much_violate_it(monkeypatch: pytest.MonkeyPatch) -> None:
    rounds(monkeypatch, FIVE, fell=9.0)

    found = retaliation(NOW)
    assert (found.verdict, found.refs) == (Verdict.BROKEN, ("round:1405-2",))


def test_complainants_who_fared_as_all_others_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    rounds(monkeypatch, FIVE, fell=0.0)

    found = retaliation(NOW)
    assert (found.verdict, found.refs, found.whole) == (Verdict.KEPT, (), 1000)


@pytest.mark.parametrize(("complained", "editions"), [(FIVE[:4], 2), (FIVE, 1), (FIVE, 0)])
def test_too_few_bodies_or_rounds_are_not_measured(
    complained: list[str], editions: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rounds(monkeypatch, complained, fell=9.0, editions=editions)

    assert retaliation(NOW).verdict is Verdict.NOT_MEASURED
