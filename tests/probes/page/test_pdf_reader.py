"""What is read out of a PDF, in this process; the reader of strangers' files runs in one of its own."""

import io
import json
import resource
import sys
from types import SimpleNamespace

import pytest
from pypdf import PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject

from sanjeh.probes.page import pdf_reader
from tests.probes.page.test_surroundings import PAPERS


def written(
    *, pages: int = 1, language: str = "", title: str = "", is_tagged: bool = False, password: str = ""
) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=9, height=9)
    if language:
        writer.root_object[NameObject("/Lang")] = TextStringObject(language)
    if title:
        writer.add_metadata({"/Title": title})
    if is_tagged:
        writer.root_object[NameObject("/MarkInfo")] = DictionaryObject(
            {NameObject("/Marked"): BooleanObject(True)}
        )
        writer.root_object[NameObject("/StructTreeRoot")] = DictionaryObject()
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


BLANK = {
    "pages": 1,
    "pages_read": 1,
    "pages_with_text": 0,
    "letters": 0,
    "is_tagged": False,
    "is_locked": False,
    "language": "",
    "title": "",
}


def test_a_blank_page_says_nothing_of_itself() -> None:
    assert pdf_reader.facts(written()) == BLANK


def test_only_the_first_five_pages_are_read() -> None:
    assert pdf_reader.facts(written(pages=6)) == {**BLANK, "pages": 6, "pages_read": 5}


def test_language_title_and_tags_are_told() -> None:
    facts = pdf_reader.facts(written(language="fa-IR", title="راهنما", is_tagged=True))

    assert facts == {**BLANK, "language": "fa-IR", "title": "راهنما", "is_tagged": True}


def test_a_title_is_cut_and_loses_what_cannot_be_shown() -> None:
    facts = pdf_reader.facts(written(title="a\x07b" + "ن" * 300))

    assert facts["title"] == "a\ufffdb" + "ن" * 197


def test_a_locked_file_tells_that_it_is_locked() -> None:
    assert pdf_reader.facts(written(password="secret")) == {
        **BLANK,
        "pages": 0,
        "pages_read": 0,
        "is_locked": True,
    }


def test_what_is_no_pdf_is_told_as_such() -> None:
    with pytest.raises(PyPdfError):
        pdf_reader.facts(b"no PDF")


@pytest.fixture
def limits(monkeypatch: pytest.MonkeyPatch) -> dict[int, tuple[int, int]]:
    """Note the limits that the reader sets itself, instead of setting them here."""
    limits: dict[int, tuple[int, int]] = {}
    monkeypatch.setattr(resource, "setrlimit", limits.__setitem__)
    return limits


def read(content: bytes, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    """Return the exit status and the output of the reader."""
    output = io.StringIO()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))
    monkeypatch.setattr(sys, "stdout", output)
    return pdf_reader.main(), output.getvalue()


def test_the_reader_gives_up_every_way_out_and_prints_the_facts(
    limits: dict[int, tuple[int, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    status, output = read((PAPERS / "guide.pdf").read_bytes(), monkeypatch)

    assert (status, json.loads(output)["is_locked"]) == (0, False)
    assert limits == {
        resource.RLIMIT_AS: (768 * 1024 * 1024,) * 2,
        resource.RLIMIT_CPU: (5, 5),
        resource.RLIMIT_NOFILE: (0, 0),
        resource.RLIMIT_FSIZE: (0, 0),
        resource.RLIMIT_NPROC: (0, 0),
        resource.RLIMIT_CORE: (0, 0),
    }


@pytest.mark.usefixtures("limits")
def test_what_the_reader_cannot_read_is_an_exit_status(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = read(b"no PDF", monkeypatch)

    def take_all(_content: bytes) -> dict[str, object]:
        raise MemoryError

    monkeypatch.setattr(pdf_reader, "_load_everything", lambda: None)
    monkeypatch.setattr(pdf_reader, "facts", take_all)

    assert (broken, read(b"", monkeypatch)) == ((1, ""), (2, ""))
