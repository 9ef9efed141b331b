"""Compiles the English texts beside their source, as `make words` does, for pages that are to be read."""

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import sanjeh

PO = Path(sanjeh.__file__).parent / "web/locale/en/LC_MESSAGES/django.po"
MO = PO.with_suffix(".mo")


def compile_english() -> None:
    """Write the compiled texts whole or not at all: several processes may do so at once."""
    unfinished = MO.with_suffix(f".{os.getpid()}")
    with PO.open("rb") as source, unfinished.open("wb") as target:
        write_mo(target, read_po(source, locale="en"))
    unfinished.replace(MO)
