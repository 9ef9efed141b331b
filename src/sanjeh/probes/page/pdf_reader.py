"""Reads one PDF from standard input and prints its facts as JSON; PDFs are hostile, so it runs alone.

Started by `pdf.py`; once everything is loaded it may open no file and no socket, and start no process.
"""

import codecs
import io
import json
import resource
import sys
from unicodedata import category

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject

_MEMORY_BYTES = 768 * 1024 * 1024
_CPU_S = 5
_MOST_PAGES = 5
_MOST_TITLE = 200
_MOST_LANGUAGE = 35  # BCP 47 §4.4.1
# Control characters and halves of pairs; the half-space of Persian is a format character, and stays.
_UNFIT = frozenset({"Cc", "Cs"})
# Python loads these late, as a file first needs them.
_ENCODINGS = (
    "ascii", "latin-1", "cp1252", "mac-roman", "utf-8", "utf-16", "utf-16-be", "utf-16-le",
    "gbk", "gb2312", "gb18030", "big5", "shift-jis", "euc-jp", "euc-kr", "cp949",
)  # fmt: skip


def confine() -> None:
    """Give up memory, time and every way to the world beyond standard input and output."""
    limits = {
        resource.RLIMIT_AS: _MEMORY_BYTES,
        resource.RLIMIT_CPU: _CPU_S,
        resource.RLIMIT_NOFILE: 0,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_CORE: 0,
    }
    for limit, most in limits.items():
        resource.setrlimit(limit, (most, most))


def facts(content: bytes) -> dict[str, object]:
    """Return the facts of a PDF; raise PyPdfError for what is none."""
    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        return _facts_of_locked()
    catalogue = reader.root_object
    texts = [page.extract_text() for page in reader.pages[:_MOST_PAGES]]
    letters = [sum(map(str.isalpha, text)) for text in texts]
    return {
        "pages": len(reader.pages),
        "pages_read": len(texts),
        "pages_with_text": sum(map(bool, letters)),
        "letters": sum(letters),
        "is_tagged": _is_tagged(catalogue),
        "is_locked": False,
        "language": _printable(catalogue.get("/Lang", ""), _MOST_LANGUAGE),
        "title": _printable((reader.metadata.title if reader.metadata else "") or "", _MOST_TITLE),
    }


def _printable(told: object, longest: int) -> str:
    """Return a text that can be stored and shown: no control characters, no half of a character."""
    return "".join(letter if category(letter) not in _UNFIT else "\ufffd" for letter in str(told)[:longest])


def _is_tagged(catalogue: DictionaryObject) -> bool:
    """ISO 32000 §14.8: marked as tagged, and with the tree of its structure."""
    reference = catalogue.get("/MarkInfo")
    marks = None if reference is None else reference.get_object()
    is_marked = isinstance(marks, DictionaryObject) and bool(marks.get("/Marked"))
    return is_marked and "/StructTreeRoot" in catalogue


def _load_everything() -> None:
    """Load what is otherwise loaded late, while files may still be opened."""
    for name in _ENCODINGS:
        codecs.lookup(name)
    facts(_blank())


def _blank() -> bytes:
    written = io.BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(width=9, height=9)
    writer.write(written)
    return written.getvalue()


def _facts_of_locked() -> dict[str, object]:
    numbers = dict.fromkeys(("pages", "pages_read", "pages_with_text", "letters"), 0)
    return {**numbers, "is_tagged": False, "is_locked": True, "language": "", "title": ""}


def main() -> int:
    """Read, confine, tell; exit status 1 for what is no PDF that we can read."""
    content = sys.stdin.buffer.read()
    _load_everything()
    confine()
    try:
        told = facts(content)
    # The file is a stranger's: whatever it breaks in the reader is its own fault, and says nothing of ours.
    except (
        PyPdfError,
        ArithmeticError,
        LookupError,
        TypeError,
        ValueError,
        AttributeError,
        RecursionError,
        OSError,
    ):
        return 1
    except MemoryError:
        return 2
    sys.stdout.write(json.dumps(told))
    return 0


if __name__ == "__main__":
    sys.exit(main())
