"""Each night the journal is signed; what was signed can be proved line by line and never rewritten."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import IntegrityError, transaction

from sanjeh.apps import own_thread
from sanjeh.apps.conf import conf
from sanjeh.apps.journal import actions, queries, tasks
from sanjeh.core.integrity.merkle_tree import consistency_path, grew, root_of
from sanjeh.edition.sign import public_key_of
from sanjeh.ledger.checkpoint import read_checkpoint
from sanjeh.ledger.line_proof import check_proof
from tests import hands
from tests.apps.journal.test_journal import NOW, write

pytestmark = pytest.mark.django_db

KEYS = [public_key_of(conf()["SIGNING_KEY"])]
LATER = NOW + timedelta(days=1)


def lines(count: int) -> None:
    for number in range(count):
        write("round.announced", f"round:{number}")


def test_an_empty_journal_is_not_signed() -> None:
    assert (actions.sign_checkpoint(now=NOW), queries.checkpoints()) == (None, ())


def test_a_checkpoint_stands_over_all_lines_that_were_written() -> None:
    lines(3)

    assert actions.sign_checkpoint(now=NOW) == 3

    (kept,) = queries.checkpoints()
    found, note = read_checkpoint(kept.note)
    assert (found.origin, found.size, found.at) == ("localhost/journal", 3, NOW)
    assert found.root.hex() == kept.root == root_of(queries.leaves()).hex()
    assert note.is_signed_by(KEYS) == KEYS[0]


def test_the_name_of_the_journal_is_where_its_pages_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(conf(), "SITE_URL", "https://sanjeh.example:8443/fa/")

    assert queries.origin() == "sanjeh.example:8443/journal"


def test_a_day_without_a_line_is_not_signed_again() -> None:
    lines(2)
    actions.sign_checkpoint(now=NOW)

    assert actions.sign_checkpoint(now=LATER) is None
    assert [one.size for one in queries.checkpoints()] == [2]


def test_a_later_checkpoint_only_grew_from_the_earlier_one() -> None:
    lines(3)
    actions.sign_checkpoint(now=NOW)
    lines(4)
    actions.sign_checkpoint(now=LATER)

    after, before = queries.checkpoints()
    path = consistency_path(queries.leaves(), before.size)
    assert grew(before.size, bytes.fromhex(before.root), after.size, bytes.fromhex(after.root), path)


def test_a_rewritten_journal_is_signed_no_more() -> None:
    lines(3)
    actions.sign_checkpoint(now=NOW)
    with hands.thawed():
        hands.tell("UPDATE journal_journalline SET digest = repeat('a', 64) WHERE number = 2")
    lines(1)

    with pytest.raises(actions.JournalRewritten):
        actions.sign_checkpoint(now=LATER)
    assert [one.size for one in queries.checkpoints()] == [3]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_every_line_under_a_checkpoint_can_be_proved_by_the_first_that_covers_it(number: int) -> None:
    lines(2)
    actions.sign_checkpoint(now=NOW)
    lines(1)
    actions.sign_checkpoint(now=LATER)

    proof = queries.line_proof(number)

    assert check_proof(proof.text(), KEYS)[0]
    assert read_checkpoint(proof.checkpoint)[0].size == (2 if number <= 2 else 3)


@pytest.mark.parametrize("number", [0, 2, 99])
def test_a_line_that_no_checkpoint_covers_has_no_proof_yet(number: int) -> None:
    lines(1)
    actions.sign_checkpoint(now=NOW)
    lines(1)

    with pytest.raises(queries.NoSuchCheckpoint):
        queries.line_proof(number)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_journalcheckpoint SET note = 'another'",
        "DELETE FROM journal_journalcheckpoint",
        "TRUNCATE journal_journalcheckpoint",
    ],
)
def test_nobody_changes_what_was_signed(statement: str) -> None:
    lines(1)
    actions.sign_checkpoint(now=NOW)

    assert hands.refusal(statement) == "permission denied for table journal_journalcheckpoint"
    with (
        pytest.raises(IntegrityError, match="journal_journalcheckpoint: may only grow"),
        transaction.atomic(),
        hands.owning(),
    ):
        hands.tell(statement)


def test_each_night_a_task_signs_by_its_own_clock() -> None:
    assert (tasks.sign_checkpoint.name, tasks.sign_checkpoint.queue) == ("journal.sign_checkpoint", "journal")
    lines(1)

    with patch.object(own_thread, "connection"):  # the test's own stays open
        own_thread.over_own_connection(actions.sign_checkpoint)

    assert [one.size for one in queries.checkpoints()] == [1]
