"""`sanjeh evidence` takes a round out of the house and says what it frees before it frees it."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pytest_django import Settings

from sanjeh.apps.scans import evidence as round_evidence
from sanjeh.cli.main import main
from sanjeh.engine.evidence import EvidenceStore
from tests.apps import trip
from tests.apps.scans.keeping import look_and_keep
from tests.engine.exports import folders


def run(*arguments: str | Path, lang: str = "en") -> Result:
    return CliRunner().invoke(main, ["evidence", *(str(one) for one in arguments), "--lang", lang])


@pytest.fixture
def measured(db: None, settings: Settings, tmp_path: Path) -> None:
    settings.SANJEH = {**settings.SANJEH, "EVIDENCE": tmp_path / "house"}
    trip.probing_round(1)
    look_and_keep()


@pytest.mark.usefixtures("measured")
def test_a_round_is_written_into_a_folder(tmp_path: Path) -> None:
    result = run("export", "--round", trip.ROUND, tmp_path / "out")

    assert (result.exit_code, result.output) == (
        0,
        f"The evidence was written, addresses: 2; {tmp_path / 'out'}\n",
    )
    assert len(EvidenceStore(tmp_path / "out").captures()) == len(list(round_evidence.measured(trip.ROUND)))


@pytest.mark.usefixtures("measured")
def test_a_folder_with_evidence_is_not_written_again(tmp_path: Path) -> None:
    run("export", "--round", trip.ROUND, tmp_path / "out")

    result = run("export", "--round", trip.ROUND, tmp_path / "out")

    assert (result.exit_code, "already holds evidence" in result.stderr) == (2, True)


@pytest.mark.usefixtures("measured")
def test_an_unknown_round_is_told(tmp_path: Path) -> None:
    result = run("export", "--round", "1399-9", tmp_path / "out", lang="fa")

    assert (result.exit_code, result.stderr) == (
        2,
        "دوره‌ای با کد «1399-9» نیست. فهرست دوره‌ها در صفحه‌ی دبیرخانه است.\n",
    )


@pytest.mark.usefixtures("measured")
def test_a_house_whose_round_still_counts_frees_nothing() -> None:
    result = run("prune", "--yes")

    assert (result.exit_code, result.output) == (
        0,
        "Removed: 0; 0.0 MB became free; all digests stay.\n",
    )


@pytest.mark.usefixtures("measured")
def test_a_house_is_only_asked_what_it_could_free_until_it_is_meant() -> None:
    result = run("prune")

    assert (result.exit_code, result.output) == (
        0,
        "No longer needed: 0, 0.0 MB. Add --yes to remove.\n",
    )


def test_what_an_interrupted_look_left_is_removed_when_it_is_meant(tmp_path: Path) -> None:
    store = folders.store(tmp_path)
    kept = list(store.blobs())

    result = run("prune", tmp_path, "--yes")

    assert (result.exit_code, list(store.blobs())) == (0, kept)
    assert result.output == "Removed: 0; 0.0 MB became free; all digests stay.\n"


def test_nothing_goes_before_it_is_meant(tmp_path: Path) -> None:
    store = folders.store(tmp_path)
    before = list(store.blobs())

    result = run("prune", tmp_path, lang="fa")

    assert (result.exit_code, list(store.blobs())) == (0, before)
    assert result.output == "۰ چیز با ۰٫۰ مگابایت دیگر لازم نیست. برای پاک کردن ‎--yes را بیفزایید.\n"


def test_a_folder_without_evidence_is_told(tmp_path: Path) -> None:
    result = run("prune", tmp_path)

    assert (result.exit_code, result.stderr.startswith("The evidence could not be read:")) == (2, True)


def test_a_whole_folder_is_counted(tmp_path: Path) -> None:
    folders.store(tmp_path)

    result = run("verify", tmp_path)

    assert (result.exit_code, result.output) == (0, "Sound: 5, damaged: 0, missing: 0, extra: 0.\n")


def test_what_is_missing_and_what_is_extra_is_named(tmp_path: Path) -> None:
    store = folders.store(tmp_path)
    gone, extra = folders.store_digest(folders.PICTURE), store.keep(b"of nobody")
    store.remove(gone)

    result = run("verify", tmp_path)

    assert (result.exit_code, result.output.splitlines()) == (
        1,
        [f"missing: {gone}", f"extra: {extra}", "Sound: 5, damaged: 0, missing: 1, extra: 1."],
    )


def test_a_folder_without_evidence_cannot_be_counted(tmp_path: Path) -> None:
    result = run("verify", tmp_path, lang="fa")

    assert (result.exit_code, result.stderr.startswith("شواهد خوانده نشد")) == (2, True)
