"""Every Persian text that pages mark for translation, found as gettext finds them."""

import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

import sanjeh

SOURCE = Path(sanjeh.__file__).parent
KEYWORDS = {"_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "pgettext": ((1, "c"), 2)}


def marked_texts() -> Iterator[tuple[str, str]]:
    """Yield the file and the text of everything that is marked."""
    for path in sorted(SOURCE.rglob("*")):
        if path.suffix in {".html", ".txt", ".xml", ".atom"} and "templates" in path.parts:
            yield from texts_of(path, templatize(path.read_text(encoding="utf-8"), origin=str(path)))
        elif path.suffix == ".py" and "migrations" not in path.parts:
            yield from texts_of(path, path.read_text(encoding="utf-8"))


def texts_of(path: Path, code: str) -> Iterator[tuple[str, str]]:
    found = extract_python(BytesIO(code.encode()), KEYWORDS, [], {"encoding": "utf-8"})
    for _, _, message, _ in found:
        text = message if isinstance(message, str) else next((part for part in message or () if part), "")
        if text:
            yield os.path.relpath(path, SOURCE), text
