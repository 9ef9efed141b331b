"""`make words`: gathers the texts of the house into every catalogue, and compiles the catalogues.

Texts stand in Python (`Translatable("…")`, `gettext` and its kin), in templates, and in the TOML files of
TEXT_FILES. A new text enters each catalogue empty, a text that is gone leaves it; nothing else is touched.
docs/translation.md tells a translator how to work with them.
"""

import ast
import sys
import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

import sanjeh
from sanjeh.engine.atomic_write import write_file
from sanjeh.locale.catalogues import FILE, FOLDER, SECOND, flat, key_of

SOURCE = Path(sanjeh.__file__).parent
MARKS = frozenset({"Translatable", "_", "gettext", "gettext_lazy", "gettext_noop"})
TEXT_FILES = frozenset(
    {"texts.toml", "failures.toml", "observed.toml", "explanation.toml", "index_audit.toml", "words.toml"}
)
TEMPLATES = frozenset({".html", ".txt", ".xml", ".atom"})
WIDTH = 100


class Marked(NamedTuple):
    """One text where it stands; `key` tells it from its equals, and may be empty."""

    file: str
    text: str
    key: str


def marked(source: Path = SOURCE) -> Iterator[Marked]:
    """Yield every text of the house, file by file."""
    for path in sorted(source.rglob("*")):
        file = path.relative_to(source).as_posix()
        if path.suffix in TEMPLATES and "templates" in path.parts:
            yield from (Marked(file, text, "") for text in _in_template(path))
        elif path.suffix == ".py" and "migrations" not in path.parts:
            yield from (Marked(file, text, key) for text, key in _in_python(path))
        elif path.name in TEXT_FILES and not (path.name == "words.toml" and "probes" in path.parts):
            texts = flat(tomllib.loads(path.read_text(encoding="utf-8")))
            yield from (Marked(file, text, key_of(path.name, place)) for place, text in texts)


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def updated(catalogue: Catalog, texts: list[Marked]) -> Catalog:
    """Return the catalogue with all of these texts and no others, in their order."""
    new = Catalog(locale=catalogue.locale, header_comment=catalogue.header_comment, fuzzy=False)
    new.mime_headers = catalogue.mime_headers
    for one in texts:
        _carry_over(catalogue, new, one, "")
        if one.key and catalogue.get(one.text, context=one.key):
            _carry_over(catalogue, new, one, one.key)
    return new


def compiled(catalogue: Catalog, second: Catalog) -> bytes:
    """Return a catalogue as programs read it; what it lacks is said in the second language."""
    for other in second:
        if other.id:
            own = catalogue.get(other.id, context=other.context)
            if own is None:
                catalogue.add(other.id, other.string, context=other.context)
            elif not own.string or own.fuzzy:
                own.string = other.string
                own.flags.discard("fuzzy")
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def compile_all(folder: Path = FOLDER) -> None:
    """Compile every catalogue of a folder; each is there whole or not at all."""
    for path in folder.glob(f"*/{FILE}"):
        compiled_file = path.with_suffix(".mo")
        write_file(compiled_file, compiled(read(path), read(folder / SECOND / FILE)))
        compiled_file.chmod(0o644)  # the server may run under another name than who installed it


def update_all(folder: Path = FOLDER) -> None:
    """Bring every catalogue of a folder up to date with the texts of the house."""
    texts = list(marked())
    for path in folder.glob(f"*/{FILE}"):
        out = BytesIO()
        write_po(out, updated(read(path), texts), width=WIDTH, include_lineno=False)
        path.write_bytes(out.getvalue())


def _carry_over(old: Catalog, new: Catalog, one: Marked, context: str) -> None:
    known = old.get(one.text, context=context or None)
    new.add(
        one.text,
        known.string if known else "",
        context=context or None,
        locations=[(one.file, 0)],
        flags=known.flags if known else (),
        user_comments=known.user_comments if known else (),
    )


def _in_template(path: Path) -> Iterator[str]:
    templatized = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    # It is read as Python, which stumbles over lines that are indented as no line above them is.
    code = "\n".join(line.lstrip() for line in templatized.split("\n"))
    for _, _, found, _ in extract_python(
        BytesIO(code.encode()), dict.fromkeys(MARKS), [], {"encoding": "utf-8"}
    ):
        text = found if isinstance(found, str) else next(filter(None, found), "")
        if text:
            yield text


def _in_python(path: Path) -> Iterator[tuple[str, str]]:
    nodes = ast.walk(ast.parse(path.read_bytes()))
    calls = [node for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        if ast.unparse(call.func) in MARKS:
            texts = [arg.value for arg in call.args[:1] if isinstance(arg, ast.Constant)]
            keys = [word.value for word in call.keywords if word.arg == "key"]
            key = next((one.value for one in keys if isinstance(one, ast.Constant)), "")
            yield from ((str(text), str(key)) for text in texts)


if __name__ == "__main__":
    if "--update" in sys.argv:
        update_all()
    compile_all()
