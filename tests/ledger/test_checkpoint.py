"""Checkpoints of the journal: signed, read back, and refused as soon as one letter is another."""

import base64
from datetime import UTC, datetime

import pytest

from sanjeh.core.integrity.merkle_tree import root_of
from sanjeh.edition.sign import PublicKey, public_key_of
from sanjeh.ledger.checkpoint import checkpoint_of, read_checkpoint, signed_checkpoint
from sanjeh.ledger.signed_note import NotANote, read_note, sign_note, verifier_key

SEED, OTHER = bytes(range(32)), bytes(range(1, 33))
KEY = public_key_of(SEED)
AT = datetime(2026, 11, 2, 0, 30, tzinfo=UTC)
LEAVES = [bytes([number]) * 32 for number in range(5)]
MADE = checkpoint_of("sanjeh.example/journal", LEAVES, AT)
NOTE = signed_checkpoint(MADE, SEED)


def test_a_checkpoint_says_whose_how_many_which_root_and_when() -> None:
    root = base64.b64encode(root_of(LEAVES)).decode()

    assert NOTE.split("\n\n")[0] == (
        f"sanjeh.example/journal\n5\n{root}\nmade-at 2026-11-02T00:30:00.000000+00:00"
    )


def test_a_checkpoint_is_read_as_it_was_made_and_its_key_is_known() -> None:
    found, note = read_checkpoint(NOTE)

    assert found == MADE
    assert note.is_signed_by([public_key_of(OTHER), KEY]) == KEY
    assert note.is_signed_by([public_key_of(OTHER)]) is None


def test_the_known_note_of_the_specification_is_read() -> None:
    """The example of the package that first wrote such notes; its key is printed beside it."""
    known = (
        "If you think cryptography is the answer to your problem,\n"
        "then you don't know what your problem is.\n\n"
        "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngot"
        "pRZb6KE6RyyBwJnAM=\n"
    )
    key = PublicKey(base64.b64decode("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")[1:])

    assert read_note(known).is_signed_by([key]) == key
    assert verifier_key("PeterNeumann", key) == (
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    )


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("\n5\n", "\n6\n"),
        ("sanjeh.example", "sanjeh.exampla"),
        ("2026-11-02", "2026-11-03"),
        ("2026-11-02T00:30:00.000000+00:00", "2026-11-02T04:00:00.000000+03:30"),
        ("\n5\n", "\n05\n"),
        ("\n5\n", "\n٥\n"),
        ("made-at ", "made at "),
        ("\n\n", "\n"),
        ("\n\n\u2014", "\nand more\n\n\u2014"),
        ("\u2014 ", "- "),
    ],
)
def test_whatever_is_changed_is_unsigned_or_no_checkpoint(was: str, becomes: str) -> None:
    assert was in NOTE
    try:
        _, note = read_checkpoint(NOTE.replace(was, becomes, 1))
    except NotANote:
        return
    assert note.is_signed_by([KEY]) is None


def test_a_signature_under_another_name_is_none_of_ours() -> None:
    _, note = read_checkpoint(NOTE.replace("\u2014 sanjeh.example/journal", "\u2014 sanjeh.example/other"))

    assert note.is_signed_by([KEY]) is None


@pytest.mark.parametrize("text", ["", "no line feed", "two\n\nparts\n"])
def test_what_could_not_be_read_back_is_not_signed(text: str) -> None:
    with pytest.raises(NotANote):
        sign_note(text, "name", SEED)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\nb"])
def test_a_name_that_a_note_cannot_carry_is_refused(name: str) -> None:
    with pytest.raises(NotANote):
        sign_note("text\n", name, SEED)
