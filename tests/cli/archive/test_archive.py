"""`sanjeh archive`: packages by a command, and whether one is whole."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from django.conf import settings

from sanjeh.cli.main import main
from sanjeh.core.workflow.rounds import RoundState
from tests.apps import trip
from tests.apps.retention.handed import ended_round, one_closed
from tests.apps.standing import round_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def editions_of_this_test(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.SANJEH, "EDITIONS", tmp_path / "editions")


def said(*arguments: str) -> tuple[int, str]:
    answer = CliRunner().invoke(main, ["archive", *arguments])
    return answer.exit_code, answer.output.strip()


def test_a_round_is_packed_verified_and_refused_a_second_time(tmp_path: Path) -> None:
    ended_round()
    folder = str(tmp_path / "package")

    assert said("round", trip.ROUND, folder) == (0, folder)
    assert said("verify", folder, "--lang", "en") == (
        0, "The package is whole: every file is what was handed over.",
    )  # fmt: skip
    assert said("round", trip.ROUND, f"{folder}2", "--lang", "en") == (
        2, f"The package of this was made before: {folder}",
    )  # fmt: skip
    (tmp_path / "package/data/README.md").write_text("x")
    assert said("verify", folder, "--lang", "en") == (
        1, "data/README.md: This file does not hold what was handed over.",
    )  # fmt: skip


def test_what_cannot_be_packed_is_told_in_one_sentence(tmp_path: Path) -> None:
    round_in(RoundState.FINAL)
    (tmp_path / "file").write_text("")

    assert said("round", "none", str(tmp_path / "a"), "--lang", "en") == (
        2, "There is no round with this code.",
    )  # fmt: skip
    assert said("round", trip.ROUND, str(tmp_path / "a"), "--lang", "en")[0] == 2
    period = ("--from", "2026-01-01", "--until", "2026-12-31", "--lang", "en")
    assert said("complaints", str(tmp_path / "a"), *period) == (
        2, "No complaint ended in these days that is in no package yet.",
    )  # fmt: skip
    one_closed()
    assert said("complaints", str(tmp_path / "file" / "a"), *period)[0] == 2
    assert said("complaints", str(tmp_path / "a"), *period) == (0, str(tmp_path / "a"))
