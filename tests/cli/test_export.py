"""`sanjeh export` writes what was asked for, and says in one sentence what it cannot do."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from warcio.archiveiterator import ArchiveIterator

from sanjeh.cli.export import export
from sanjeh.engine.evidence import EvidenceStore
from tests.engine.exports import folders


def run(*arguments: str | Path, lang: str = "en") -> Result:
    return CliRunner().invoke(export, [*(str(one) for one in arguments), "--lang", lang])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folders.store(tmp_path / "kept")
    return tmp_path / "kept"


def test_all_three_forms_are_written_at_once(folder: Path, tmp_path: Path) -> None:
    names = {form: tmp_path / f"out.{form}" for form in ("warc.gz", "har", "earl")}

    result = run(folder, "--warc", names["warc.gz"], "--har", names["har"], "--earl", names["earl"])

    with names["warc.gz"].open("rb") as file:
        kinds = [record.rec_type for record in ArchiveIterator(file, check_digests="raise")]
    assert (result.exit_code, result.stderr.splitlines()) == (
        0,
        [f"Written: {path}" for path in names.values()],
    )
    assert (len(kinds), kinds[0]) == (19, "warcinfo")
    assert json.loads(names["har"].read_text())["log"]["version"] == "1.2"
    assert list(json.loads(names["earl"].read_text())) == ["@context", "@graph"]


def test_nothing_asked_for_is_a_mistake_that_is_told(folder: Path) -> None:
    result = run(folder)

    assert (result.exit_code, result.stderr.splitlines()) == (
        2,
        ["Say in which form to write: --warc, --har or --earl with the name of a file."],
    )


def test_a_folder_without_evidence_is_told(tmp_path: Path) -> None:
    result = run(tmp_path, "--har", tmp_path / "x.har")

    assert (result.exit_code, result.stderr.startswith("The evidence could not be read:")) == (2, True)


def test_evidence_whose_time_is_over_is_told_in_the_readers_language(folder: Path, tmp_path: Path) -> None:
    EvidenceStore(folder).remove(folders.store_digest(folders.PICTURE))

    result = run(folder, "--warc", tmp_path / "x.warc", lang="fa")

    assert result.exit_code == 2
    assert result.stderr.startswith("چیزی که این شواهد نام می‌برد دیگر نگه داشته نمی‌شود")


def test_a_file_that_cannot_be_written_is_told(folder: Path) -> None:
    result = run(folder, "--warc", folder / "no" / "such" / "x.warc")

    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
