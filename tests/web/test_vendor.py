"""What the pages carry with them is what was taken from the packages, licences beside."""

import hashlib
from pathlib import Path

import sanjeh

VENDOR = Path(sanjeh.__file__).parent / "web/static/vendor"


def test_every_vendored_file_is_the_one_that_was_listed() -> None:
    listed = dict(line.split(maxsplit=1)[::-1] for line in (VENDOR / "HASHES").read_text().splitlines())
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.iterdir()
        if path.name != "HASHES"
    }

    assert found == listed
