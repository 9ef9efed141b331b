import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
import zstandard

from sanjeh.core.probing.contracts import Capture, Failure, Target
from sanjeh.core.probing.failures import Reason
from sanjeh.engine import evidence
from sanjeh.engine.evidence import EvidenceDamaged, EvidenceGone, EvidenceStore, Manifest

PAGE = "<p>صفحهٔ خدمت</p>".encode() * 100

CAPTURE = Capture(
    collector="http",
    version=1,
    target=Target(url="https://one.example/"),
    taken_at=datetime(2026, 10, 12, 8, 0, tzinfo=UTC),
    elapsed_ms=12.5,
    vantage="here",
    tools={"python": "3.11.7"},
    failure=Failure(reason=Reason.NOT_HTML, detail="application/pdf"),
    artifact=None,
)

MANIFEST = Manifest(
    sanjeh="0.1.0",
    vantage="here",
    taken_at="2026-10-12T08:00:00Z",
    tools={"python": "3.11.7"},
    looks={"http": 1},
    probes={"http": 3},
    targets=("https://one.example/",),
    methodology="iran-1405-1",
    methodology_hash="ab" * 32,
)


def test_the_same_bytes_are_kept_once_and_smaller(tmp_path: Path) -> None:
    store = EvidenceStore(tmp_path)

    digest = store.keep(PAGE)
    again = store.keep(PAGE)

    files = [path for path in (tmp_path / "blobs").rglob("*") if path.is_file()]
    assert (digest == again, len(files), files[0].stat().st_size < len(PAGE), store.read(digest) == PAGE) == (
        True,
        1,
        True,
        True,
    )


@pytest.mark.parametrize("digest", ["00" * 32, "../../etc/passwd", ""])
def test_what_was_never_kept_cannot_be_read(tmp_path: Path, digest: str) -> None:
    with pytest.raises(KeyError):
        EvidenceStore(tmp_path).read(digest)


@pytest.mark.parametrize("content", [b"no zstd", zstandard.compress(b"another page")])
def test_evidence_that_was_changed_is_not_read(tmp_path: Path, content: bytes) -> None:
    store = EvidenceStore(tmp_path)
    digest = store.keep(PAGE)
    (tmp_path / "blobs" / digest[:2] / f"{digest}.zst").write_bytes(content)

    with pytest.raises(EvidenceDamaged):
        store.read(digest)


def test_captures_and_manifest_are_read_as_they_were_written(tmp_path: Path) -> None:
    store = EvidenceStore(tmp_path)

    store.add_captures([CAPTURE])
    store.add_captures([CAPTURE])
    store.write_manifest(MANIFEST)

    assert (store.captures(), store.manifest()) == ((CAPTURE, CAPTURE), MANIFEST)


def test_a_folder_is_used_once_something_was_written(tmp_path: Path) -> None:
    store = EvidenceStore(tmp_path)

    before = store.is_used
    store.write_manifest(MANIFEST)

    assert (before, store.is_used) == (False, True)


def test_a_folder_without_evidence_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(EvidenceDamaged, match=r"manifest\.json: is not there"):
        EvidenceStore(tmp_path).manifest()
    with pytest.raises(EvidenceDamaged, match=r"captures\.jsonl"):
        EvidenceStore(tmp_path).captures()


def test_a_line_that_is_no_capture_is_named(tmp_path: Path) -> None:
    store = EvidenceStore(tmp_path)
    store.add_captures([CAPTURE])
    with (tmp_path / "captures.jsonl").open("a") as file:
        file.write("{}\n")

    with pytest.raises(EvidenceDamaged, match="line 2 is not a capture"):
        store.captures()


def test_half_a_line_of_a_writer_that_was_cut_off_is_no_capture_and_goes(tmp_path: Path) -> None:
    store = EvidenceStore(tmp_path)
    store.add_captures([CAPTURE])
    with (tmp_path / "captures.jsonl").open("a") as file:
        file.write('{"look":"ht')

    before = store.captures()
    store.add_captures([CAPTURE])

    assert (before, store.captures()) == ((CAPTURE,), (CAPTURE, CAPTURE))


def test_a_line_break_that_only_unicode_knows_ends_no_capture(tmp_path: Path) -> None:
    store = EvidenceStore(tmp_path)
    odd = CAPTURE.model_copy(update={"vantage": "a\u2028b\x85c"})

    store.add_captures([odd, CAPTURE])

    assert store.captures() == (odd, CAPTURE)


def test_many_writers_lose_nothing(tmp_path: Path) -> None:
    long = CAPTURE.model_copy(update={"vantage": "x" * 200_000})

    with ThreadPoolExecutor(8) as writers:
        list(writers.map(lambda _: EvidenceStore(tmp_path).add_captures([long, CAPTURE]), range(40)))
        digests = set(writers.map(lambda _: EvidenceStore(tmp_path).keep(PAGE), range(40)))

    store = EvidenceStore(tmp_path)
    assert store.captures() == (long, CAPTURE) * 40
    assert (len(digests), len(list(store.blobs())), list(store.strays())) == (1, 1, [])


def test_bytes_that_a_power_cut_emptied_are_kept_again(tmp_path: Path) -> None:
    store = EvidenceStore(tmp_path)
    digest = store.keep(PAGE)
    (tmp_path / "blobs" / digest[:2] / f"{digest}.zst").write_bytes(b"")

    store.keep(PAGE)

    assert store.read(digest) == PAGE


def test_what_another_store_keeps_is_taken_over_as_it_is_packed(tmp_path: Path) -> None:
    one, other = EvidenceStore(tmp_path / "one"), EvidenceStore(tmp_path / "other")
    digest = other.keep(PAGE)

    one.take_over(digest, other)
    one.take_over(digest, EvidenceStore(tmp_path / "empty"))  # it is here by now: nobody is asked

    assert one.read(digest) == PAGE


def test_what_the_other_store_does_not_keep_is_gone(tmp_path: Path) -> None:
    digest = EvidenceStore(tmp_path / "third").keep(PAGE)

    with pytest.raises(EvidenceGone) as gone:
        EvidenceStore(tmp_path / "one").take_over(digest, EvidenceStore(tmp_path / "other"))

    assert gone.value.digest == digest


def test_captures_that_are_not_there_have_no_digest(tmp_path: Path) -> None:
    with pytest.raises(EvidenceDamaged) as damaged:
        _ = EvidenceStore(tmp_path).captures_sha256

    assert damaged.value.path == tmp_path / "captures.jsonl"


@pytest.mark.parametrize(
    ("text", "problem"), [(None, "is not there"), ("{}", "Field required"), ("{", "Invalid JSON")]
)
def test_a_manifest_that_cannot_be_read_says_why(tmp_path: Path, text: str | None, problem: str) -> None:
    if text is not None:
        (tmp_path / "manifest.json").write_text(text)

    with pytest.raises(EvidenceDamaged) as damaged:
        EvidenceStore(tmp_path).manifest()

    assert damaged.value.path == tmp_path / "manifest.json"
    assert damaged.value.problem.startswith(problem)


@pytest.mark.parametrize(("most", "is_read"), [(1_000_000, True), (999_999, False)])
def test_what_unfolds_further_than_anything_that_is_kept_is_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, most: int, is_read: bool
) -> None:
    store = EvidenceStore(tmp_path)
    digest = store.keep(bytes(1_000_000))
    monkeypatch.setattr(evidence, "MOST_BYTES", most)

    if is_read:
        assert store.read(digest) == bytes(1_000_000)
    else:
        with pytest.raises(EvidenceDamaged, match="unfolds to more than 999999 bytes"):
            store.read(digest)


def test_what_does_not_say_how_far_it_unfolds_is_held_to_the_same_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = EvidenceStore(tmp_path)
    digest = store.keep(bytes(1_000_000))
    packer = zstandard.ZstdCompressor(write_content_size=False)
    next(tmp_path.rglob("*.zst")).write_bytes(packer.compress(bytes(1_000_000)))
    assert store.read(digest) == bytes(1_000_000)

    monkeypatch.setattr(evidence, "MOST_BYTES", 999_999)
    with pytest.raises(EvidenceDamaged):
        store.read(digest)


@pytest.mark.parametrize("name", ["manifest.json", "captures.jsonl", "blob"])
def test_a_pipe_in_a_folder_of_evidence_is_damage_and_never_waited_for(tmp_path: Path, name: str) -> None:
    store = EvidenceStore(tmp_path)
    digest = store.keep(PAGE)
    store.add_captures([CAPTURE])
    store.write_manifest(MANIFEST)
    path = next(tmp_path.rglob("*.zst")) if name == "blob" else tmp_path / name
    path.unlink()
    os.mkfifo(path)

    readers = {"manifest.json": store.manifest, "captures.jsonl": store.captures}
    with pytest.raises(EvidenceDamaged, match="is no plain file"):
        readers[name]() if name in readers else store.read(digest)


def test_a_line_longer_than_any_capture_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = EvidenceStore(tmp_path)
    store.add_captures([CAPTURE])
    size = (tmp_path / "captures.jsonl").stat().st_size
    monkeypatch.setattr(evidence, "MOST_CAPTURE_BYTES", size)
    assert store.captures() == (CAPTURE,)

    monkeypatch.setattr(evidence, "MOST_CAPTURE_BYTES", size - 1)
    with pytest.raises(EvidenceDamaged, match="line 1 is longer than any capture"):
        store.captures()
