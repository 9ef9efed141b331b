"""Whoever has an export repeats every draw and opens every vote, without a database and without us."""

from collections.abc import Iterable
from pathlib import Path

from click.testing import CliRunner, Result

from sanjeh.cli.main import main
from sanjeh.core.integrity import hash_chain
from tests.core.integrity import test_later_draw as draws
from tests.core.integrity import test_sealed_votes as votes


def verified(folder: Path, lines: Iterable[hash_chain.Line]) -> Result:
    file = folder / "journal.ndjson"
    file.write_text("".join(hash_chain.written(line) + "\n" for line in lines), "utf-8")
    return CliRunner().invoke(main, ["ledger", "verify", "--file", str(file)])


def test_true_draws_and_votes_are_counted(tmp_path: Path) -> None:
    drawn, voted = verified(tmp_path, draws.seated()), verified(tmp_path, votes.journal())

    assert (drawn.exit_code, voted.exit_code) == (0, 0)
    assert "4 lines, 1 draws repeated" in drawn.stdout


def test_a_seat_for_a_friend_is_named_though_the_chain_is_whole(tmp_path: Path) -> None:
    result = verified(tmp_path, draws.seated(changed={"persons": ("person:9",)}))

    assert (result.exit_code, result.stderr) == (1, "Line 3 seats a handler whom its draw did not choose.\n")


def test_a_vote_that_was_told_otherwise_is_named_though_the_chain_is_whole(tmp_path: Path) -> None:
    told = (("n1", "stands"), *votes.GIVEN[1:])

    result = verified(tmp_path, votes.journal(told))

    assert (result.exit_code, result.stderr) == (
        1,
        "Line 4 tells votes of a panel that were not committed to.\n",
    )
