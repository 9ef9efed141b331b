"""A backup that somebody else made: whatever is no plain file in a plain tar is refused before it is read."""

import gzip
import io
import tarfile
from pathlib import Path
from typing import Any

import pytest

from sanjeh.operate.backup import archive, restore


def head(name: str, size: int = 0, **more: Any) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size = size
    for key, value in more.items():
        setattr(info, key, value)
    return info


def a_hole(size: int) -> bytes:
    """Return a tar of one file that is nothing but a hole of so many bytes, in the form of GNU tar."""
    raw = bytearray(head("a", 0, type=tarfile.GNUTYPE_SPARSE).tobuf(tarfile.GNU_FORMAT))
    raw[483:495] = b"\x80" + size.to_bytes(11, "big")
    raw[148:156] = b" " * 8  # as which the sum counts itself
    raw[148:156] = b"%06o\0 " % sum(raw)
    return bytes(raw) + bytes(1024)


ODD = {
    "no tar": b"no tar at all",
    "nothing": b"",
    "compressed": gzip.compress(head("a").tobuf(tarfile.PAX_FORMAT) + bytes(10_240)),
    "a link": head("a", type=tarfile.SYMTYPE, linkname="/etc/passwd").tobuf() + bytes(1024),
    "a hard link": head("a", type=tarfile.LNKTYPE, linkname="/etc/passwd").tobuf() + bytes(1024),
    "a pipe": head("a", type=tarfile.FIFOTYPE).tobuf() + bytes(1024),
    "a device": head("a", type=tarfile.CHRTYPE).tobuf() + bytes(1024),
    "a folder": head("a", type=tarfile.DIRTYPE).tobuf() + bytes(1024),
    "a hole of eight terabytes": a_hole(8 * 1024**4),
    "longer than it is": head("a", 8 * 1024**4).tobuf(tarfile.GNU_FORMAT) + bytes(1024),
    "an absolute name": head("/tmp/sanjeh-a").tobuf() + bytes(1024),  # noqa: S108 - never written
    "a name with a NUL": head("a\0b").tobuf(tarfile.PAX_FORMAT) + bytes(1024),
    "a folder that is a file": head("a").tobuf() + head("a/b").tobuf() + bytes(1024),
    "a manifest by another name": head("./manifest.json", 2).tobuf() + b"{}".ljust(512, b"\0") + bytes(1024),
    "a manifest too deep": head("manifest.json", 20_000).tobuf() + b"[" * 20_000 + bytes(480 + 1024),
    "a number that is none": head("a", pax_headers={"size": "many"}).tobuf(tarfile.PAX_FORMAT) + bytes(1024),
    "holes that are none": head("a", pax_headers={"GNU.sparse.major": "1", "GNU.sparse.minor": "0"}).tobuf(
        tarfile.PAX_FORMAT
    )
    + b"x".ljust(512, b"\0")
    + bytes(1024),
}


def test_a_file_with_holes_is_refused_before_it_is_as_large_as_it_says(tmp_path: Path) -> None:
    with tarfile.open(fileobj=io.BytesIO(a_hole(4096))) as tar:
        [member] = tar.getmembers()
        assert (member.issparse(), member.isfile(), member.size) == (True, True, 4096)
        with pytest.raises(tarfile.TarError):
            archive.taken(tar, member, tmp_path / "there")
    assert not (tmp_path / "there").exists()


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_file_is_no_backup_and_holds_no_keys(tmp_path: Path, odd: str) -> None:
    (tmp_path / "odd").write_bytes(ODD[odd])

    with pytest.raises(archive.NoBackup, match=r"is no whole backup \("):
        archive.unpack(tmp_path / "odd", tmp_path / "there")
    with pytest.raises(restore.NoKeys, match=r"odd holds no keys: give the file that `sanjeh backup FILE"):
        restore.restore_keys(tmp_path / "odd", tmp_path)


@pytest.mark.parametrize(("size", "is_key"), [(0, False), (1, True), (10_000, True), (10_001, False)])
def test_a_key_has_the_size_of_one(tmp_path: Path, size: int, *, is_key: bool) -> None:
    with tarfile.open(tmp_path / "keys", "w") as tar:
        tar.addfile(head("sealing-key", size), io.BytesIO(b"k" * size))
        tar.addfile(head("secret-key", 3), io.BytesIO(b"one"))

    assert set(restore.keys_in(tmp_path / "keys")) == {"secret-key"} | ({"sealing-key"} if is_key else set())
