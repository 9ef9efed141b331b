"""The file of a letter is kept under its own digest, if it is a document and not too large."""

import hashlib
from pathlib import Path

import pytest
from pytest_django import Settings

from sanjeh.apps.accounts import letters
from sanjeh.apps.accounts.letters import LetterRefused


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.SANJEH = {**settings.SANJEH, "LETTERS": tmp_path}
    return tmp_path


@pytest.mark.parametrize(
    ("begins", "ending"), [(b"%PDF-1.7", "pdf"), (b"\xff\xd8\xff\xe0", "jpg"), (b"\x89PNG\r\n\x1a\n", "png")]
)
def test_a_document_is_kept_once_under_its_digest(folder: Path, begins: bytes, ending: str) -> None:
    content = begins + b" a scanned letter"
    digest = hashlib.sha256(content).hexdigest()

    assert [letters.keep(content), letters.keep(content)] == [digest, digest]
    assert [path for path in folder.rglob("*") if path.is_file()] == [letters.path_of(digest)]
    assert letters.path_of(digest).read_bytes() == content
    assert (letters.ending_of(content), letters.is_digest(digest)) == (ending, True)


@pytest.mark.parametrize("content", [b"", b"PDF-1.7", b"<svg/>", b"PK\x03\x04", b"\xff\xd8"])
def test_what_is_no_document_is_refused(folder: Path, content: bytes) -> None:
    with pytest.raises(LetterRefused) as refused:
        letters.keep(content)

    assert (refused.value.why, list(folder.iterdir())) == ("not_a_document", [])


def test_a_letter_may_have_four_million_bytes_and_not_one_more(folder: Path) -> None:
    largest = b"%PDF-".ljust(4_000_000, b"x")

    with pytest.raises(LetterRefused) as refused:
        letters.keep(largest + b"x")
    assert (refused.value.why, list(folder.iterdir())) == ("too_large", [])
    assert letters.path_of(letters.keep(largest)).stat().st_size == 4_000_000


@pytest.mark.parametrize("text", ["", "a" * 63, "a" * 65, "A" * 64, "../" + "a" * 61, "a" * 64 + "\n"])
def test_nothing_else_is_taken_for_the_name_of_a_letter(text: str) -> None:
    assert not letters.is_digest(text)
