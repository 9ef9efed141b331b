"""Typst as we use it: our own fonts alone, so that a PDF looks the same everywhere.

Each template says `date: none`: the same facts make the same bytes, at any time.
"""

import tempfile
from importlib import resources
from pathlib import Path

import typst


def workplace() -> tempfile.TemporaryDirectory[str]:
    """Return a folder of its own: typst reads only below its root, where template and facts lie together."""
    return tempfile.TemporaryDirectory(prefix="sanjeh-pdf-")


def typeset(source: Path) -> bytes:
    """Return what a source that lies in its workplace becomes as PDF."""
    with resources.as_file(resources.files("sanjeh.report.scorecard")) as own:
        made = typst.compile(
            str(source), font_paths=[str(own / "fonts")], ignore_system_fonts=True, format="pdf"
        )
    if not isinstance(made, bytes):
        raise TypeError(type(made))
    return made
