"""What nothing needs may go after a day; what anything needs never goes."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sanjeh.engine import retention
from sanjeh.engine.evidence import EvidenceStore
from sanjeh.engine.retention import DiskUse
from tests.engine.exports import folders

NOW = datetime.now(UTC)
LATER = NOW + timedelta(days=2)


@pytest.fixture
def store(tmp_path: Path) -> EvidenceStore:
    return folders.store(tmp_path)


def test_what_a_capture_names_is_needed(store: EvidenceStore) -> None:
    needed = retention.needed_by_captures(store)

    assert list(retention.unneeded(store, needed, LATER)) == []


def test_what_nothing_names_goes_and_the_rest_stays(store: EvidenceStore) -> None:
    left_over = store.keep(b"of a look that was cut off")
    kept = [blob.digest for blob in store.blobs() if blob.digest != left_over]

    [blob] = retention.unneeded(store, retention.needed_by_captures(store), LATER)
    disk_use = retention.prune(store, [blob])

    assert (blob.digest, disk_use) == (left_over, DiskUse(1, blob.packed_bytes))
    assert [blob.digest for blob in store.blobs()] == kept


def test_what_a_look_may_be_writing_now_is_left_alone(store: EvidenceStore) -> None:
    store.keep(b"just seen")

    assert list(retention.unneeded(store, set(), NOW + timedelta(minutes=1))) == []


def test_the_age_is_that_of_the_file(store: EvidenceStore, tmp_path: Path) -> None:
    digest = store.keep(b"old")
    then = (NOW - timedelta(days=30)).timestamp()
    os.utime(tmp_path / "blobs" / digest[:2] / f"{digest}.zst", (then, then))

    assert [blob.digest for blob in retention.unneeded(store, set(), NOW)] == [digest]


def test_what_is_kept_again_is_young_again(store: EvidenceStore, tmp_path: Path) -> None:
    digest = store.keep(b"old")
    then = (NOW - timedelta(days=30)).timestamp()
    os.utime(tmp_path / "blobs" / digest[:2] / f"{digest}.zst", (then, then))

    store.keep(b"old")

    assert list(retention.unneeded(store, set(), NOW)) == []


def test_what_became_young_while_the_list_was_read_stays(store: EvidenceStore, tmp_path: Path) -> None:
    digest = store.keep(b"old")
    then = (NOW - timedelta(days=30)).timestamp()
    os.utime(tmp_path / "blobs" / digest[:2] / f"{digest}.zst", (then, then))
    blobs = list(retention.unneeded(store, set(), NOW))

    store.keep(b"old")
    disk_use = retention.prune(store, blobs)

    assert (disk_use, store.holds(digest)) == (DiskUse(0, 0), True)


def test_what_a_cut_off_writer_left_goes_with_the_rest(store: EvidenceStore, tmp_path: Path) -> None:
    left = tmp_path / "blobs" / "ab" / "unfinished-x"
    left.parent.mkdir(exist_ok=True)
    left.write_bytes(b"half")

    young = store.clear_unfinished(NOW - timedelta(days=1)), left.exists()
    old = store.clear_unfinished(LATER), left.exists()

    assert (young, old) == ((0, True), (1, False))


def test_the_texts_by_which_was_judged_are_needed(store: EvidenceStore) -> None:
    text = store.keep(b"a ruleset")
    store.write_manifest(store.manifest().model_copy(update={"ruleset_texts": {"tls": text}}))

    assert text in retention.needed_by_captures(store)


@pytest.mark.parametrize(("seconds", "is_unneeded"), [(0, False), (1, True)])
def test_what_is_a_day_old_to_the_second_is_never_touched(
    store: EvidenceStore, tmp_path: Path, seconds: int, *, is_unneeded: bool
) -> None:
    digest = store.keep(b"old")
    now = NOW.replace(microsecond=0)
    then = (now - retention.GRACE - timedelta(seconds=seconds)).timestamp()
    os.utime(tmp_path / "blobs" / digest[:2] / f"{digest}.zst", (then, then))

    assert [blob.digest for blob in retention.unneeded(store, set(), now) if blob.digest == digest] == (
        [digest] if is_unneeded else []
    )
