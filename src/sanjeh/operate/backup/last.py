"""When this installation was last backed up, as noted in its data folder."""

import json
from datetime import datetime
from pathlib import Path

NOTE = "last-backup.json"


def note(data: Path, file: Path, made_at: datetime) -> None:
    (data / NOTE).write_text(json.dumps({"made_at": made_at.isoformat(), "file": str(file)}))


def made_at(data: Path) -> datetime | None:
    """Return the moment of the last backup; None where none was taken, or the note cannot be read."""
    try:
        return datetime.fromisoformat(json.loads((data / NOTE).read_text())["made_at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
