"""A bundle is read as it was written; what is missing, unknown, twice there or without end is refused."""

import io
import zipfile
from pathlib import Path

import pytest

from sanjeh.apps.agreements.shipped import shipped
from sanjeh.core.integrity import hash_chain
from sanjeh.ledger import bundle_file
from sanjeh.ledger.bundle import write_bundle
from sanjeh.ledger.bundle_file import NotABundle, read_bundle
from tests.ledger.test_bundle import BUNDLE


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "proofs.zip"
    with path.open("wb") as target:
        write_bundle(BUNDLE, target)
    return path


def test_a_bundle_is_read_as_it_was_written_and_always_the_same_bytes(file: Path) -> None:
    again = io.BytesIO()
    write_bundle(BUNDLE, again)

    assert (read_bundle(file), file.read_bytes()) == (BUNDLE, again.getvalue())


def rewritten(file: Path, name: str, content: bytes | None, *, twice: bool = False) -> Path:
    """Write the archive anew with another content of one file, without it (None), or with it twice."""
    with zipfile.ZipFile(file) as old:
        parts = {one: old.read(one) for one in old.namelist()}
    parts |= {} if content is None else {name: content}
    with zipfile.ZipFile(file, "w") as new:
        for one, held in parts.items():
            if one != name or content is not None:
                new.writestr(one, held)
        if twice:
            new.writestr(name, b"")
    return file


@pytest.mark.parametrize(
    ("name", "content", "detail"),
    [
        ("journal.ndjson", None, bundle_file.PART_MISSING.filled(name="journal.ndjson")),
        ("agreements.json", None, bundle_file.PART_MISSING.filled(name="agreements.json")),
        ("agreements/2.txt", None, bundle_file.PART_MISSING.filled(name="agreements/2.txt")),
        ("beside.txt", b"", bundle_file.PART_UNKNOWN.filled(name="beside.txt")),
        ("../editions/x/1/manifest.json.sig", b"", bundle_file.PART_UNKNOWN.filled(
            name="../editions/x/1/manifest.json.sig")),
        ("journal.ndjson", b"{}\n", bundle_file.PART_BROKEN.filled(name="journal.ndjson")),
        ("journal.ndjson", b"\xff\n", bundle_file.PART_BROKEN.filled(name="journal.ndjson")),
        ("checkpoints/5.txt", b"\xff", bundle_file.PART_BROKEN.filled(name="checkpoints/5.txt")),
    ],
)  # fmt: skip
def test_what_is_missing_unknown_or_unreadable_is_named(
    file: Path, name: str, content: bytes | None, detail: object
) -> None:
    with pytest.raises(NotABundle) as refused:
        read_bundle(rewritten(file, name, content))

    assert str(refused.value) == str(bundle_file.NO_BUNDLE.filled(file="proofs.zip", detail=detail))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_that_stands_there_twice_is_refused(file: Path) -> None:
    with pytest.raises(NotABundle) as refused:
        read_bundle(rewritten(file, "journal.ndjson", b"", twice=True))

    detail = bundle_file.PART_TWICE.filled(name="journal.ndjson")
    assert str(refused.value) == str(bundle_file.NO_BUNDLE.filled(file="proofs.zip", detail=detail))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"[]", b"{" * 100_000])
def test_what_is_no_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.zip").write_bytes(content)

    with pytest.raises(NotABundle):
        read_bundle(tmp_path / "x.zip")


def test_rows_nested_without_end_and_numbers_without_end_are_refused(file: Path) -> None:
    for content in (b"[" * 100_000, b'[{"authority": "x", "number": 1e999, "sha256": ""}]', b"{}"):
        with pytest.raises(NotABundle):
            read_bundle(rewritten(file, "agreements.json", content))


def test_a_part_that_opens_to_more_than_any_part_holds_is_left(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundle_file, "MOST_PART_BYTES", len(shipped().exact) - 1)

    with pytest.raises(NotABundle, match="بیش از اندازه"):
        read_bundle(file)


SIZES = [len(hash_chain.written(line).encode()) + 1 for line in BUNDLE.lines]


@pytest.mark.parametrize(
    ("most", "bound"), [("MOST_ROW_BYTES", max(SIZES)), ("MOST_JOURNAL_BYTES", sum(SIZES))]
)
def test_a_journal_is_read_no_further_than_a_journal_goes(
    file: Path, monkeypatch: pytest.MonkeyPatch, most: str, bound: int
) -> None:
    monkeypatch.setattr(bundle_file, most, bound)
    assert read_bundle(file) == BUNDLE

    monkeypatch.setattr(bundle_file, most, bound - 1)
    with pytest.raises(NotABundle):
        read_bundle(file)


@pytest.mark.parametrize("most", ["MOST_NOTE_BYTES", "MOST_BYTES"])
def test_many_parts_together_hold_no_more_than_a_bundle_does(
    file: Path, monkeypatch: pytest.MonkeyPatch, most: str
) -> None:
    with zipfile.ZipFile(file) as archive:
        held = sum(one.file_size for one in archive.infolist() if one.filename != "journal.ndjson")
        longest = max(
            one.file_size
            for one in archive.infolist()
            if one.filename.startswith(("checkpoints/", "key-changes/"))
        )
    bound = {"MOST_NOTE_BYTES": longest, "MOST_BYTES": held}[most]

    monkeypatch.setattr(bundle_file, most, bound)
    assert read_bundle(file) == BUNDLE

    monkeypatch.setattr(bundle_file, most, bound - 1)
    with pytest.raises(NotABundle, match="بیش از اندازه"):
        read_bundle(file)


def test_rows_that_are_none_are_named_in_our_own_words(file: Path) -> None:
    detail = bundle_file.PART_BROKEN.filled(name="agreements.json")

    for content in (b'[{"number": "\x1b"}]', b'[{"number": ' + b"9" * 10_000 + b"}]"):
        with pytest.raises(NotABundle) as refused:
            read_bundle(rewritten(file, "agreements.json", content))
        assert str(refused.value) == str(bundle_file.NO_BUNDLE.filled(file="proofs.zip", detail=detail))
