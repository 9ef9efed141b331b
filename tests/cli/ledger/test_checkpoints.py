"""Whoever kept a checkpoint or the proof of a line holds it against the journal, with files alone."""

from pathlib import Path

import pytest

from sanjeh.apps.conf import conf
from sanjeh.apps.journal import actions, queries
from sanjeh.core.integrity import hash_chain as chain
from sanjeh.edition.sign import as_pem, public_key_of
from tests.cli.ledger.test_ledger import NOW, exported, head, run

pytestmark = pytest.mark.django_db
__all__ = ["exported", "head"]


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    file = tmp_path / "keys.pem"
    file.write_text(as_pem([public_key_of(conf()["SIGNING_KEY"])]))
    return file


@pytest.fixture
def other_keys(tmp_path: Path) -> Path:
    file = tmp_path / "other.pem"
    file.write_text(as_pem([public_key_of(bytes(32))]))
    return file


@pytest.fixture
def checkpoint(tmp_path: Path, head: str) -> Path:
    actions.sign_checkpoint(now=NOW)
    file = tmp_path / "checkpoint.txt"
    file.write_text(queries.checkpoint(3).note)
    return file


@pytest.fixture
def proof(tmp_path: Path, checkpoint: Path) -> Path:
    file = tmp_path / "proof.json"
    file.write_text(queries.line_proof(2).text())
    return file


def against(exported: Path, checkpoint: Path, *more: str) -> tuple[int, str]:
    result = run("verify", "--file", str(exported), "--checkpoint", str(checkpoint), *more)
    return result.exit_code, result.output


def test_a_journal_that_only_grew_holds_against_its_checkpoint(
    exported: Path, checkpoint: Path, keys: Path
) -> None:
    code, said = against(exported, checkpoint, "--key", str(keys))

    assert (code, said.split(":")[0]) == (0, "The journal is whole")


def test_a_journal_that_was_cut_off_is_told(exported: Path, checkpoint: Path) -> None:
    exported.write_text("".join(exported.read_text().splitlines(keepends=True)[:2]))

    assert against(exported, checkpoint) == (
        1,
        f"{checkpoint} covers 3 lines, and this journal has 2: its end was cut off.\n",
    )


def test_a_journal_that_was_written_anew_is_told(exported: Path, checkpoint: Path) -> None:
    lines = [chain.read_line(row) for row in exported.read_text().splitlines()]
    anew: list[chain.Line] = []
    for line in reversed(lines):
        anew.append(chain.follow(anew[-1] if anew else None, line.entry))
    exported.write_text("".join(chain.written(line) + "\n" for line in anew))

    assert against(exported, checkpoint) == (
        1,
        f"{checkpoint} was signed over other lines: the journal was rewritten before line 4.\n",
    )


def test_a_checkpoint_of_another_key_or_none_at_all_is_told(
    exported: Path, checkpoint: Path, other_keys: Path
) -> None:
    assert against(exported, checkpoint, "--key", str(other_keys)) == (
        1,
        f"{checkpoint} is not signed by any of the given keys.\n",
    )
    assert against(exported, other_keys) == (1, f"{other_keys} is no checkpoint of a journal.\n")


def test_a_proof_is_answered_without_a_journal(proof: Path, keys: Path, other_keys: Path) -> None:
    right = run("proof", str(proof), "--key", str(keys), "--lang", "en")
    wrong = run("proof", str(proof), "--key", str(other_keys), "--lang", "en")

    key = public_key_of(conf()["SIGNING_KEY"]).id
    stood = "Line 2 stood in the journal localhost/journal at 2026-03-21T00:00:00.000000+00:00"
    assert (right.exit_code, right.output) == (0, f"{stood}; the checkpoint is signed by the key {key}.\n")
    assert (wrong.exit_code, wrong.output) == (1, "The checkpoint is not signed by any of the given keys.\n")


def test_a_proof_without_keys_is_asked_for_them(proof: Path) -> None:
    result = run("proof", str(proof))

    assert (result.exit_code, "--key keys.pem" in result.output) == (2, True)


@pytest.mark.parametrize("content", [b"", b"\xff", b"{}", b"[" * 100_000])
def test_what_is_no_proof_is_said_to_be_none(tmp_path: Path, keys: Path, content: bytes) -> None:
    file = tmp_path / "file.json"
    file.write_bytes(content)

    result = run("proof", str(file), "--key", str(keys), "--lang", "en")

    assert (result.exit_code, result.output) == (1, "This file is no proof of a line of a journal.\n")
