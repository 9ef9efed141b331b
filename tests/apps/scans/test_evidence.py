"""The evidence of a round can be taken out, judged again, and forgotten when its time is over."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from sanjeh.apps.journal import queries as journal
from sanjeh.apps.rounds import queries as rounds
from sanjeh.apps.rounds.models import Round
from sanjeh.apps.scans import actions, evidence, retention
from sanjeh.apps.scans.store import evidence_store
from sanjeh.core.workflow.rounds import RoundState
from sanjeh.engine.evidence import EvidenceGone, EvidenceStore
from tests import hands
from tests.apps import trip
from tests.apps.scans.keeping import look_and_keep

pytestmark = pytest.mark.django_db
LATER = datetime.now(UTC) + timedelta(days=2)


@pytest.fixture(autouse=True)
def store_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Pruning one test's store must not touch what another has kept."""
    monkeypatch.setitem(settings.SANJEH, "EVIDENCE", tmp_path_factory.mktemp("evidence"))


def next_round(state: RoundState) -> None:
    """Draft one more round and put it where we want it."""
    with hands.thawed():
        Round.objects.update(state=RoundState.PUBLISHED)
    trip.draft("1405-2")
    with hands.thawed():
        drafted_at = trip.NOW + timedelta(days=1)
        Round.objects.filter(code="1405-2").update(state=state, notice=1, drafted_at=drafted_at)


def test_a_round_gives_out_what_was_seen_and_what_was_found() -> None:
    trip.probing_round(1)
    look_and_keep()

    seen = list(evidence.measured(trip.ROUND))

    assert [one.captures[0].target for one in seen] == [one.target for one in rounds.addresses(trip.ROUND)]
    assert [len(one.findings) for one in seen] == [3, 3]
    assert evidence.measured_count(trip.ROUND) == 2


def test_the_export_is_a_folder_like_that_of_a_single_look(tmp_path: Path) -> None:
    trip.probing_round(1)
    digests = look_and_keep()
    target = EvidenceStore(tmp_path)

    assert evidence.export_round(trip.ROUND, target) == 2

    manifest = target.manifest()
    assert target.captures() == tuple(
        capture for one in evidence.measured(trip.ROUND) for capture in one.captures
    )
    assert [target.read(digest) for digest in digests] == [url.encode() for url in manifest.targets]
    assert target.read(manifest.methodology_text).decode() == trip.METHOD_TEXT
    assert (manifest.methodology, manifest.vantage) == (trip.METHOD, "test")


def test_an_export_that_would_lack_something_is_not_made(tmp_path: Path) -> None:
    trip.probing_round(1)
    evidence_store().remove(look_and_keep()[1])

    with pytest.raises(EvidenceGone):
        evidence.export_round(trip.ROUND, EvidenceStore(tmp_path))


def test_an_unknown_round_is_refused(tmp_path: Path) -> None:
    with pytest.raises(rounds.NoSuchRound):
        evidence.export_round("1399-9", EvidenceStore(tmp_path))


@pytest.mark.parametrize(
    ("state", "past"),
    [
        (RoundState.PROBING, ()),
        (RoundState.OBJECTIONS, ()),
        (RoundState.FINAL, (trip.ROUND,)),
        (RoundState.ARCHIVED, (trip.ROUND,)),
    ],
)
def test_a_round_is_over_when_the_objections_to_the_next_are_decided(
    state: RoundState, past: tuple[str, ...]
) -> None:
    trip.probing_round(1)
    next_round(state)

    assert retention.over() == past
    assert retention.over(keep=[trip.ROUND]) == ()


def test_evidence_goes_when_its_round_is_over_and_the_journal_says_so() -> None:
    trip.probing_round(1)
    digests = look_and_keep()
    next_round(RoundState.FINAL)

    held = actions.prune(keep=[trip.ROUND], now=LATER)
    gone = actions.prune(keep=[], now=LATER)

    assert (held.things, gone.things) == (0, len(digests))
    assert [evidence_store().holds(digest) for digest in digests] == [False, False]
    last = list(journal.lines())[-1].entry
    assert (last.what, last.about, last.facts["things"]) == ("evidence.pruned", (f"round:{trip.ROUND}",), 2)


def test_evidence_of_the_newest_round_is_never_touched() -> None:
    trip.probing_round(1)
    digests = look_and_keep()
    with hands.thawed():
        Round.objects.update(state=RoundState.PUBLISHED)

    assert actions.prune(keep=[], now=LATER).things == 0
    assert all(evidence_store().holds(digest) for digest in digests)
