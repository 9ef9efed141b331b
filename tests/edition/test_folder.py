"""The folder of an edition: whole, unchangeable, and signed where there is a key."""

import stat
from dataclasses import replace
from pathlib import Path

import pytest

from sanjeh.edition.folder import file_facts, read_manifest, write_edition
from sanjeh.edition.verify import read_facts, verify_edition
from tests.edition import golden

FACTS = read_facts(golden.EVERY_STATE)
UNSIGNED = sorted(path.name for path in golden.EVERY_STATE.iterdir())


@pytest.mark.parametrize(
    ("key", "names"),
    [(None, UNSIGNED), (golden.SIGNING_KEY, sorted([*UNSIGNED, "manifest.json.sig"]))],
)
def test_every_file_is_told_with_its_digest_and_a_key_adds_the_signature(
    tmp_path: Path, key: bytes | None, names: list[str]
) -> None:
    files = write_edition(FACTS, tmp_path / "1", key)

    written = {path.name: path.read_bytes() for path in (tmp_path / "1").iterdir()}
    assert sorted(written) == names
    assert set(files) == {file_facts(name, content) for name, content in written.items()}


def test_a_key_changes_no_byte_of_the_other_files(tmp_path: Path) -> None:
    for name, key in (("unsigned", None), ("signed", golden.SIGNING_KEY)):
        write_edition(FACTS, tmp_path / name, key)

    files = [
        {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()}
        for name in ("unsigned", "signed")
    ]
    assert files[1].pop("manifest.json.sig")
    assert files[0] == files[1]


def test_the_manifest_names_every_file_but_itself_and_its_signature(tmp_path: Path) -> None:
    write_edition(FACTS, tmp_path / "1", golden.SIGNING_KEY)

    assert [file.name for file in read_manifest(tmp_path / "1").files] == [
        name for name in UNSIGNED if name != "manifest.json"
    ]


def test_nobody_may_write_what_was_published(tmp_path: Path) -> None:
    write_edition(FACTS, tmp_path / "1", golden.SIGNING_KEY)

    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "1").iterdir()} == {0o444}


def test_the_category_of_a_round_is_signed_with_it(tmp_path: Path) -> None:
    of_one = replace(FACTS, round=FACTS.round.model_copy(update={"category": "<b>"}))

    write_edition(of_one, tmp_path / "1")

    assert read_manifest(tmp_path / "1").category == read_facts(tmp_path / "1").round.category == "<b>"
    assert '<bdi dir="ltr">&lt;b&gt;</bdi>' in (tmp_path / "1" / "ranking.html").read_text()
    assert verify_edition(tmp_path / "1") == ()
    golden.forge(tmp_path / "1", "manifest.json", b'"category": "<b>"', b'"category": "<i>"')
    assert [one.file for one in verify_edition(tmp_path / "1")] == ["manifest.json"]
