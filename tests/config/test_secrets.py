"""A secret is given once, as a text or in a file, or made once and kept from everybody else."""

import os
import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from sanjeh.config import environment


def test_a_secret_may_stand_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "url").write_text("postgresql://ann:pw@db/sanjeh\n")
    monkeypatch.setenv("HOUSE_URL_FILE", str(tmp_path / "url"))

    assert environment.hidden("HOUSE_URL") == "postgresql://ann:pw@db/sanjeh"
    assert environment.secret("HOUSE_URL", tmp_path / "made") == "postgresql://ann:pw@db/sanjeh"
    assert not (tmp_path / "made").exists()


def test_a_secret_that_is_not_given_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOUSE_URL_FILE", " ")

    assert environment.hidden("HOUSE_URL") == ""


def test_a_secret_that_is_given_twice_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOUSE_URL", "one")
    monkeypatch.setenv("HOUSE_URL_FILE", str(tmp_path / "url"))

    with pytest.raises(ImproperlyConfigured) as refused:
        environment.hidden("HOUSE_URL")

    assert str(refused.value) == "HOUSE_URL and HOUSE_URL_FILE are both set: keep one of them."


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "cannot be read (No such file or directory): write the path of a file that we may read."),
        (b"\xff\xfe", "cannot be read (it is no text): write the path of a file that we may read."),
        (b" \n", "is empty: write the secret into it."),
        ("pipe", "cannot be read (it is no file): write the path of a file that we may read."),
        ("folder", "cannot be read (it is no file): write the path of a file that we may read."),
    ],
)
def test_a_file_without_a_secret_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes | str | None, says: str
) -> None:
    path = tmp_path / "url"
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content is not None:
        {"pipe": os.mkfifo, "folder": os.mkdir}[content](path)
    monkeypatch.setenv("HOUSE_URL_FILE", str(path))

    with pytest.raises(ImproperlyConfigured) as refused:
        environment.hidden("HOUSE_URL")

    assert str(refused.value) == f"HOUSE_URL_FILE={str(path)!r} {says}"


def test_a_secret_is_made_once_and_only_we_may_read_it(tmp_path: Path) -> None:
    first = environment.secret("SANJEH_NO_SUCH", tmp_path / "key")
    second = environment.secret("SANJEH_NO_SUCH", tmp_path / "key")

    assert first == second
    assert len(first) == 64
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600
