"""A change of the key: both keys sign it, and whoever trusts one of them is led to the other."""

from datetime import UTC, datetime

import pytest

from sanjeh.edition.sign import PublicKey, public_key_of
from sanjeh.ledger.key_change import KeyChange, read_change, signed_change, trusted_through
from sanjeh.ledger.signed_note import NotANote, add_signature, sign_note

SEEDS = [bytes([number]) * 32 for number in range(1, 5)]
FIRST, SECOND, THIRD, STRANGER = (public_key_of(seed) for seed in SEEDS)
ORIGIN, AT = "sanjeh.example/journal", datetime(2026, 11, 2, 0, 30, tzinfo=UTC)
NOTE = signed_change(ORIGIN, SEEDS[0], SEEDS[1], AT)


def test_a_change_is_read_as_it_was_signed() -> None:
    assert read_change(NOTE) == KeyChange(ORIGIN, FIRST, SECOND, AT)
    assert NOTE.count("\n\u2014 sanjeh.example/journal ") == 2


@pytest.mark.parametrize("by", [SEEDS[0], SEEDS[1]])
def test_one_key_alone_changes_nothing(by: bytes) -> None:
    alone = sign_note(NOTE.split("\n\n")[0] + "\n", ORIGIN, by)

    with pytest.raises(NotANote):
        read_change(alone)
    with pytest.raises(NotANote):
        read_change(add_signature(alone, ORIGIN, SEEDS[3]))


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("sanjeh key change", "sanjeh key chance"),
        ("sanjeh.example/journal\n", "sanjeh.exampla/journal\n"),
        ("2026-11-02", "2026-11-03"),
        ("T00:30:00.000000+00:00", "T04:00:00.000000+03:30"),
        (FIRST.base64(), THIRD.base64()),
        (SECOND.base64(), FIRST.base64()),
        ("changed-at", "changed at"),
    ],
)
def test_one_other_letter_makes_it_no_change(was: str, becomes: str) -> None:
    assert was in NOTE

    with pytest.raises(NotANote):
        read_change(NOTE.replace(was, becomes, 1))


def test_a_key_does_not_follow_itself() -> None:
    with pytest.raises(NotANote):
        read_change(signed_change(ORIGIN, SEEDS[0], SEEDS[0], AT))


def change(former: PublicKey, following: PublicKey) -> KeyChange:
    return KeyChange(ORIGIN, former, following, AT)


@pytest.mark.parametrize("trusted", [FIRST, SECOND, THIRD])
def test_any_key_leads_to_all_that_came_before_and_after_it(trusted: PublicKey) -> None:
    changes = [change(SECOND, THIRD), change(FIRST, SECOND)]

    assert set(trusted_through([trusted], changes)) == {FIRST, SECOND, THIRD}


def test_a_change_between_strangers_leads_nowhere() -> None:
    assert trusted_through([FIRST], [change(SECOND, STRANGER)]) == (FIRST,)
