"""A round on its way to an edition, and a forger of its files."""

import hashlib
import json
from pathlib import Path

from sanjeh.apps.publication import actions
from sanjeh.core.probing.contracts import Outcome
from tests import people
from tests.apps import trip

SEEN = trip.Seen(of={"B2": (Outcome.WARN, Outcome.FAIL, Outcome.PASS)}, unseen=("B3",))
FILES = [
    "bodies.csv",
    "findings.csv",
    "manifest.json",
    "manifest.json.sig",
    "methodology.toml",
    "observations.csv",
    "ranking.csv",
    "ranking.html",
    "round.json",
    "scorecards.json",
]


def publish() -> int:
    return actions.publish_edition(round_code=trip.ROUND, by=people.approver(), now=trip.NOW)


def forge(folder: Path, name: str, old: bytes, new: bytes) -> None:
    """Change a file, and the manifest so that it says of the new one what it said of the old."""
    path, manifest = folder / name, folder / "manifest.json"
    content = path.read_bytes()
    assert old in content
    told = json.loads(manifest.read_text())
    [entry] = [file for file in told["files"] if file["name"] == name]
    content = content.replace(old, new)
    entry.update(size_bytes=len(content), sha256=hashlib.sha256(content).hexdigest())
    for changed, written in ((path, content), (manifest, json.dumps(told).encode())):
        changed.chmod(0o644)
        changed.write_bytes(written)
