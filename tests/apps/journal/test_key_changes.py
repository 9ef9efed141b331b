"""The key that signs is changed by a line and a note of both keys, and no key comes back."""

from datetime import timedelta

import pytest
from django.conf import settings

from sanjeh.apps.journal import actions, queries
from sanjeh.apps.journal.models import KeyChange
from sanjeh.edition.sign import public_key_of
from sanjeh.ledger.checkpoint import read_checkpoint
from sanjeh.ledger.key_change import read_change, trusted_through
from tests.apps.journal.test_journal import NOW

pytestmark = pytest.mark.django_db
OLD, NEW, NEWEST = (bytes([number]) * 32 for number in (11, 12, 13))


@pytest.fixture(autouse=True)
def old_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.SANJEH, "SIGNING_KEY", OLD)


def changed(monkeypatch: pytest.MonkeyPatch, following: bytes) -> None:
    actions.change_key(following=following, now=NOW)
    monkeypatch.setitem(settings.SANJEH, "SIGNING_KEY", following)


def test_a_change_is_a_note_of_both_keys_and_a_line() -> None:
    actions.change_key(following=NEW, now=NOW)

    (note,) = queries.key_changes()
    change, line = read_change(note), queries.head()
    assert line is not None
    old, new = public_key_of(OLD), public_key_of(NEW)
    assert (change.origin, change.former, change.following, change.at) == (queries.origin(), old, new, NOW)
    assert (line.entry.by, line.entry.what, line.entry.about, line.entry.facts) == (
        "system",
        "key.changed",
        (f"key:{new.id}", f"key:{old.id}"),
        {"former": old.id, "following": new.id},
    )


def test_what_was_told_once_is_not_told_again() -> None:
    actions.change_key(following=NEW, now=NOW)
    actions.change_key(following=NEW, now=NOW + timedelta(hours=1))

    assert (KeyChange.objects.count(), len(list(queries.lines()))) == (1, 1)


def test_every_key_is_known_from_the_present_one_back(monkeypatch: pytest.MonkeyPatch) -> None:
    changed(monkeypatch, NEW)
    changed(monkeypatch, NEWEST)

    assert queries.signing_keys() == tuple(map(public_key_of, (NEWEST, NEW, OLD)))


@pytest.mark.parametrize("back", [OLD, NEW])
def test_no_key_comes_back(monkeypatch: pytest.MonkeyPatch, back: bytes) -> None:
    changed(monkeypatch, NEW)

    with pytest.raises(actions.KeyGivenUp):
        actions.change_key(following=back, now=NOW)


def test_a_key_that_was_followed_is_followed_by_no_second(monkeypatch: pytest.MonkeyPatch) -> None:
    actions.change_key(following=NEW, now=NOW)

    with pytest.raises(actions.KeyGivenUp):
        actions.change_key(following=NEWEST, now=NOW)


def test_roots_of_both_keys_are_trusted_by_whoever_kept_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    actions.write(by=None, at=NOW, what="round.announced", about="round:1")
    actions.sign_checkpoint(now=NOW)
    changed(monkeypatch, NEW)
    actions.sign_checkpoint(now=NOW + timedelta(days=1))

    trusted = trusted_through([public_key_of(OLD)], [read_change(note) for note in queries.key_changes()])
    signers = [read_checkpoint(one.note)[1].is_signed_by(trusted) for one in queries.checkpoints()]
    assert signers == [public_key_of(NEW), public_key_of(OLD)]
