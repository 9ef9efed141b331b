"""Copies of editions that were published once, and a forger of their files."""

import json
import shutil
from pathlib import Path

from sanjeh.edition.folder import file_facts

GOLDEN = Path(__file__).parents[1] / "fixtures" / "golden_edition"
SIGNED, EVERY_STATE, UNCERTAIN = (
    GOLDEN / "automatic",
    GOLDEN / "every_state",
    GOLDEN / "whole_set_of_uncertainty",
)
SIGNING_KEY = bytes(range(32))  # of the tests: by it the golden edition is signed


def copy(edition: Path, folder: Path) -> Path:
    """Return a copy of an edition that may be changed."""
    shutil.copytree(edition, folder)
    for path in folder.iterdir():
        path.chmod(0o644)
    return folder


def forge(folder: Path, name: str, old: bytes, new: bytes) -> None:
    """Change a file at its one place of this kind, and what the manifest says of it."""
    assert (folder / name).read_bytes().count(old) == 1
    forge_first(folder, name, old, new)


def forge_first(folder: Path, name: str, old: bytes, new: bytes) -> None:
    """Change a file at the first of such places, and what the manifest says of it."""
    content = (folder / name).read_bytes()
    (folder / name).write_bytes(content.replace(old, new, 1))
    assert (folder / name).read_bytes() != content
    list_again(folder, name)


def list_again(folder: Path, name: str) -> None:
    """Let the manifest say of a file what is true now; one that is gone leaves it."""
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["files"] = [file for file in manifest["files"] if file["name"] != name]
    if (folder / name).is_file():
        manifest["files"].append(file_facts(name, (folder / name).read_bytes()).model_dump())
    (folder / "manifest.json").write_text(json.dumps(manifest))
