"""What this machine says of its fonts."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sanjeh.net import fonts


@pytest.fixture(autouse=True)
def _asked_anew() -> Iterator[None]:
    fonts.installed_fonts.cache_clear()
    yield
    fonts.installed_fonts.cache_clear()


def lister(folder: Path, *faces: str) -> str:
    """Put an fc-list into the folder that lists these faces."""
    command = folder / "fc-list"
    lines = "".join(f"echo '{face}'\n" for face in faces)
    command.write_text(f"#!/bin/sh\n{lines}")
    command.chmod(0o755)
    return str(folder)


def test_the_order_of_the_list_does_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = []
    for faces in (("DejaVu Sans", "Vazirmatn"), ("Vazirmatn", "DejaVu Sans"), ("Vazirmatn",)):
        monkeypatch.setenv("PATH", lister(tmp_path, *faces))
        fonts.installed_fonts.cache_clear()
        told.append(fonts.installed_fonts())

    assert (told[0] == told[1], told[0] == told[2]) == (True, False)
    assert re.fullmatch("2 faces, sha256 [0-9a-f]{64}", told[0])


def test_a_machine_without_fontconfig_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    assert fonts.installed_fonts() == fonts.UNKNOWN
