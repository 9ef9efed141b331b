"""Counting again finds every change, and names it."""

from pathlib import Path

import pytest

from sanjeh.engine.evidence import EvidenceGone, EvidenceStore
from sanjeh.engine.evidence_inventory import Inventory, inventory
from tests.engine.exports import folders


@pytest.fixture
def store(tmp_path: Path) -> EvidenceStore:
    store = folders.store(tmp_path)
    sealed = {"captures_sha256": store.captures_sha256}
    store.write_manifest(store.manifest().model_copy(update=sealed))
    return store


def things(store: EvidenceStore) -> int:
    return len(list(store.blobs()))


def test_an_untouched_folder_is_whole(store: EvidenceStore) -> None:
    found = inventory(store)

    assert (found, found.is_whole) == (Inventory(things(store), (), (), ()), True)


def test_what_was_changed_is_damaged(store: EvidenceStore, tmp_path: Path) -> None:
    digest = folders.store_digest(folders.PICTURE)
    path = tmp_path / "blobs" / digest[:2] / f"{digest}.zst"
    path.write_bytes(b"no zstd")

    found = inventory(store)

    assert (found.sound, [one.partition(":")[0] for one in found.damaged], found.is_whole) == (
        things(store) - 1, [str(path)], False,
    )  # fmt: skip


def test_what_is_gone_is_missing(store: EvidenceStore) -> None:
    digest = folders.store_digest(folders.PICTURE)
    store.remove(digest)

    found = inventory(store)

    assert (found, found.is_whole) == (Inventory(things(store), (), (digest,), ()), False)


def test_what_nothing_names_is_extra_and_harmless(store: EvidenceStore, tmp_path: Path) -> None:
    digest = store.keep(b"of a look that was cut off")
    foreign = tmp_path / "blobs" / "notes.txt"
    foreign.write_text("hello")

    found = inventory(store)

    assert (found, found.is_whole) == (
        Inventory(things(store), (), (), (digest, str(foreign))), True,
    )  # fmt: skip


def test_a_capture_that_was_edited_is_noticed(store: EvidenceStore, tmp_path: Path) -> None:
    captures = tmp_path / "captures.jsonl"
    captures.write_text(captures.read_text().replace("401", "200", 1).replace("1", "2", 1))

    found = inventory(store)

    assert found.damaged == ("captures.jsonl: its content no longer has the SHA-256 of the manifest",)
    assert (found.sound, found.is_whole) == (things(store), False)


def test_what_goes_away_while_it_is_counted_is_damaged(
    store: EvidenceStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def prune(_store: EvidenceStore, digest: str) -> bytes:
        raise EvidenceGone(digest)

    count = things(store)
    monkeypatch.setattr(EvidenceStore, "read", prune)

    found = inventory(store)

    assert (found.sound, len(found.damaged), found.is_whole) == (0, count, False)
    assert {each.partition(": ")[2] for each in found.damaged} == {"went away while it was counted"}
