"""An edition consists of the files that its manifest names alone, and none of them holds up a reader."""

import json
import os
from pathlib import Path

import pytest
from pydantic import JsonValue

from sanjeh.core.text.legible import legible
from sanjeh.edition import sign
from sanjeh.edition.sign import SignatureCheck
from sanjeh.edition.verify import read_facts, signature_of, verify_edition
from sanjeh.locale.catalogues import said
from tests.edition import golden

UNLISTED = "This file is not listed in the manifest, so nobody vouches for it."
NOT_PLAIN = "This is no plain file but a folder, a link, a pipe or a device."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return golden.copy(golden.EVERY_STATE, tmp_path / "edition")


def differences(folder: Path) -> list[tuple[str, str]]:
    return [(one.file, said(one.says, "en")) for one in verify_edition(folder)]


def test_everything_that_lies_beside_the_listed_files_is_named(folder: Path) -> None:
    (folder / "ranking-corrected.csv").write_text("unit,rank\r\n")
    (folder / ".hidden").mkdir()
    (folder / "ranking.csv").unlink()

    assert differences(folder) == [
        ("ranking.csv", "This file is missing."),
        (".hidden", UNLISTED),
        ("ranking-corrected.csv", UNLISTED),
    ]


def test_findings_that_were_forged_and_left_out_of_the_list_are_named(folder: Path) -> None:
    (folder / "findings.csv").write_text("unit,service,address,finding\r\nV01,,,forged\r\n")
    leave_out(folder, "findings.csv")

    assert differences(folder) == [("findings.csv", UNLISTED)]


def leave_out(folder: Path, name: str) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["files"] = [file for file in manifest["files"] if file["name"] != name]
    (folder / "manifest.json").write_text(json.dumps(manifest))


@pytest.mark.parametrize("name", ["../edition/round.json", "/etc/hostname", "", ".", "a\\b", "a\0b"])
def test_a_name_that_leads_out_of_the_folder_is_told_and_not_followed(folder: Path, name: str) -> None:
    add_to_list(folder, {"name": name, "size_bytes": 1, "sha256": "0" * 64})

    assert differences(folder) == [
        ("manifest.json", f"The manifest names “{legible(name)}”, which is no name of a file in this folder.")
    ]


def test_a_file_that_is_listed_twice_is_told(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    add_to_list(folder, manifest["files"][0])

    assert differences(folder) == [("manifest.json", "The manifest names “bodies.csv” more than once.")]


def add_to_list(folder: Path, file: dict[str, JsonValue]) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["files"].append(file)
    (folder / "manifest.json").write_text(json.dumps(manifest))


def test_a_link_or_a_pipe_in_the_place_of_a_file_is_named_and_never_waited_for(
    folder: Path, tmp_path: Path
) -> None:
    (folder / "bodies.csv").rename(tmp_path / "bodies.csv")
    (folder / "bodies.csv").symlink_to(tmp_path / "bodies.csv")
    (folder / "findings.csv").unlink()
    os.mkfifo(folder / "findings.csv")

    assert differences(folder) == [("bodies.csv", NOT_PLAIN), ("findings.csv", NOT_PLAIN)]


def test_a_manifest_that_is_a_pipe_is_told(folder: Path) -> None:
    (folder / "manifest.json").unlink()
    os.mkfifo(folder / "manifest.json")

    assert differences(folder) == [("manifest.json", NOT_PLAIN)]
    assert signature_of(folder, []) == SignatureCheck(sign.UNSIGNED, is_refused=False)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("round.json", b'"replicates": 400', b'"replicates": 1000000000'),
        ("round.json", b'"replicates": 400', b'"replicates": 100001'),
        ("round.json", b'"replicates": 400', b'"replicates": 400, "replicates": 400'),
        ("round.json", b'"replicates": 400', b'"replicates": -1'),
        ("round.json", b'"seed": "', b'"seed": "-'),
        ("round.json", b'"share_of_whole": 1.0', b'"share_of_whole": NaN'),
        ("round.json", b'"share_of_whole": 1.0', b'"share_of_whole": ' + b"[" * 100_000),
        ("scorecards.json", b"[\n", b"[" * 100_000),
        ("methodology.toml", b'code = "golden-1"', b"code = " + b"[" * 100_000),
        ("methodology.toml", b'code = "golden-1"', b"code = " + b"1" * 10_000),
        ("methodology.toml", b"axis = 0.6", b"axis = 1e-999999999"),
        ("methodology.toml", b"weight = ", b"weight = 1e999999999 # "),
    ],
)
def test_a_file_that_would_take_all_time_or_memory_is_named_at_once(
    folder: Path, name: str, old: bytes, new: bytes
) -> None:
    golden.forge_first(folder, name, old, new)

    assert [one.file for one in verify_edition(folder)] == [name]


def test_no_more_is_drawn_than_a_machine_can_hold(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bodies = len(read_facts(folder).bodies)
    monkeypatch.setattr("sanjeh.edition.verify.MOST_DRAWN", 400 * bodies)
    assert verify_edition(folder) == ()

    monkeypatch.setattr("sanjeh.edition.verify.MOST_DRAWN", 400 * bodies - 1)
    assert [one.file for one in verify_edition(folder)] == ["round.json"]
