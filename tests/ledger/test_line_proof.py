"""The proof of one line: who holds it needs neither the journal nor anybody's word."""

import json
from datetime import UTC, datetime

import pytest

from sanjeh.core.integrity.hash_chain import Entry, Line, follow
from sanjeh.edition.sign import public_key_of
from sanjeh.ledger.checkpoint import checkpoint_of, signed_checkpoint
from sanjeh.ledger.line_proof import (
    NOT_SIGNED,
    NOT_UNDER,
    OTHER_LINE,
    STANDS,
    UNREADABLE,
    check_proof,
    proof_of,
)

SEED, OTHER = bytes(range(32)), bytes(range(1, 33))
KEYS = [public_key_of(SEED)]
AT = datetime(2026, 11, 1, 8, tzinfo=UTC)


def journal(count: int) -> list[Line]:
    lines: list[Line] = []
    for number in range(count):
        entry = Entry(AT, "public", "complaint.lodged", (f"complaint:{number + 1}",), {"channel": "web"})
        lines.append(follow(lines[-1] if lines else None, entry))
    return lines


LINES = journal(7)
LEAVES = [bytes.fromhex(line.digest) for line in LINES]
NOTE = signed_checkpoint(checkpoint_of("sanjeh.example/journal", LEAVES, AT), SEED)


def said(content: str) -> tuple[bool, str]:
    holds, sentence = check_proof(content, KEYS)
    return holds, sentence.fa


@pytest.mark.parametrize("line", LINES, ids=lambda line: str(line.number))
def test_every_line_is_proved_by_its_own_file(line: Line) -> None:
    assert said(proof_of(line, LEAVES, NOTE).text()) == (True, STANDS.fa)


def changed(**parts: object) -> str:
    return json.dumps({**proof_of(LINES[2], LEAVES, NOTE).model_dump(mode="json"), **parts})


def test_a_line_of_which_a_letter_was_changed_is_told_as_that() -> None:
    line = proof_of(LINES[2], LEAVES, NOTE).line.replace("complaint:3", "complaint:9")

    assert said(changed(line=line)) == (False, OTHER_LINE.fa)


def test_another_line_is_not_under_this_path() -> None:
    assert said(changed(line=proof_of(LINES[3], LEAVES, NOTE).line)) == (False, NOT_UNDER.fa)


def test_a_path_of_another_tree_leads_nowhere() -> None:
    shorter = proof_of(LINES[2], LEAVES[:5], NOTE)

    assert said(changed(path=list(shorter.path))) == (False, NOT_UNDER.fa)


def test_a_checkpoint_that_somebody_else_signed_proves_nothing() -> None:
    foreign = signed_checkpoint(checkpoint_of("sanjeh.example/journal", LEAVES, AT), OTHER)

    assert said(changed(checkpoint=foreign)) == (False, NOT_SIGNED.fa)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{",
        changed(path=["zz"]),
        changed(path=["00" * 32] * 65),
        changed(path="none"),
        changed(line="{}"),
        changed(checkpoint="no note"),
        changed(more=1),
    ],
)
def test_what_is_no_proof_is_called_unreadable(content: str) -> None:
    assert said(content) == (False, UNREADABLE.fa)
