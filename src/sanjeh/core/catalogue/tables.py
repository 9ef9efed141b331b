"""What a spreadsheet holds, as plain values, whoever reads it; and how a CSV file becomes that."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sanjeh.core.text.legible import cell_read
from sanjeh.core.text.words import Translatable


class Sheet(StrEnum):
    """The two tables of a list."""

    BODIES = "bodies"
    SERVICES = "services"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; `is_number` where the spreadsheet holds a number, written here without a fraction of zero."""

    text: str
    is_number: bool = False
    is_formula: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table, by the number that the spreadsheet shows beside it."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def is_empty(self) -> bool:
        return not any(cell.text.strip() or cell.is_formula for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet; its first line that is not empty holds the names of the columns."""

    name: str
    lines: tuple[Line, ...]


class FileProblem(StrEnum):
    """Why a file is not read at all."""

    TOO_BIG = "too_big"
    TOO_MANY_LINES = "too_many_lines"
    EMPTY = "empty"
    ENCRYPTED = "encrypted"
    MACROS = "macros"
    OLD = "old"
    NO_TABLE = "no_table"
    NO_SHEET = "no_sheet"
    ENCODING = "encoding"


FILE_WORDS: dict[FileProblem, Translatable] = {
    FileProblem.TOO_BIG: Translatable(
        "پرونده از {most} مگابایت بزرگ‌تر است. تنها دو برگه‌ی فهرست را در آن نگه دارید."
    ),
    FileProblem.TOO_MANY_LINES: Translatable(
        "پرونده بیش از {most} سطر یا ستون‌های بسیار دارد. آن را در چند پرونده بفرستید."
    ),
    FileProblem.EMPTY: Translatable("در پرونده هیچ سطری نیست. نمونه را بگیرید و در آن بنویسید."),
    FileProblem.ENCRYPTED: Translatable(
        "پرونده با گذرواژه بسته است. بی گذرواژه ذخیره کنید و دوباره بفرستید."
    ),
    FileProblem.MACROS: Translatable(
        "در پرونده ماکرو هست. با پسوند \u2066.xlsx\u2069 ذخیره کنید و دوباره بفرستید."
    ),
    FileProblem.OLD: Translatable(
        "این پرونده‌ی اکسل قدیمی یا بسته با گذرواژه است. با پسوند \u2066.xlsx\u2069 و بی گذرواژه ذخیره کنید."
    ),
    FileProblem.NO_TABLE: Translatable(
        "پرونده را نتوانستیم بخوانیم. با پسوند \u2066.xlsx\u2069 یا \u2066.csv\u2069 ذخیره کنید."
    ),
    FileProblem.NO_SHEET: Translatable(
        "ستون‌های فهرست در پرونده پیدا نشد. نام ستون‌ها باید در نخستین سطر باشد، مانند نمونه."
    ),
    FileProblem.ENCODING: Translatable(
        "حرف‌های پرونده خوانده نشد. آن را با کدگذاری \u2066UTF-8\u2069 ذخیره کنید."
    ),
}


class FileRefused(ValueError):
    """The file cannot be read; `words` says why and what to do."""

    def __init__(self, problem: FileProblem, **facts: int) -> None:
        self.problem = problem
        self.words = FILE_WORDS[problem].filled(**facts)
        super().__init__(f"{problem}: {facts}" if facts else problem.value)


MOST_LINES = 50_000
DELIMITERS = ",;\t"
_SIGN = re.compile(r"sep=([,;\t])(?=\r?\n)", re.IGNORECASE)
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def csv_table(content: bytes) -> Table:
    """Return the table of a CSV file in UTF-8 or windows-1256, parted by comma, semicolon or tab."""
    text, sign = parted_by(decoded(content))
    try:
        lines = tuple(csv_lines(text, sign))
    except csv.Error as error:
        raise FileRefused(FileProblem.NO_TABLE) from error
    return Table("", lines)


def decoded(content: bytes) -> str:
    """Return the text of a file; raise FileRefused when its letters cannot be read."""
    mark, name = next(((mark, name) for mark, name in _MARKS if content.startswith(mark)), (b"", "utf-8"))
    try:
        text = content.removeprefix(mark).decode(name)
    except UnicodeDecodeError:
        text = content.decode("cp1256")  # in which every byte is a letter
    if "\0" in text:
        raise FileRefused(FileProblem.ENCODING)
    return text


def parted_by(text: str) -> tuple[str, str]:
    """Return a text and the sign that parts its columns, which may be said in a first line of its own.

    That line is left empty, so that the others keep their numbers.
    """
    told = _SIGN.match(text)
    return (text[told.end() :], told[1]) if told else (text, delimiter_of(text))


def delimiter_of(text: str) -> str:
    """Return the sign that parts the head of the table into most columns."""
    head = next((line for line in text.splitlines() if line.strip()), "")
    return max(DELIMITERS, key=lambda sign: len(next(csv.reader([head], delimiter=sign), [])))


def csv_lines(text: str, delimiter: str) -> Iterator[Line]:
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
    number = 1
    for texts in reader:
        if number > MOST_LINES:
            raise FileRefused(FileProblem.TOO_MANY_LINES, most=MOST_LINES)
        yield Line(number, tuple(csv_cell(one) for one in texts))
        number = reader.line_num + 1


def csv_cell(text: str) -> Cell:
    """Return a cell; what a spreadsheet would compute is a formula, unless an apostrophe makes it text."""
    return Cell(cell_read(text), is_formula=text.strip().startswith("="))
