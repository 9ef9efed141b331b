"""The first line of a table that somebody wrote: told what it is, where it is not what we read."""

from collections.abc import Iterator, Sequence

from sanjeh.core.observations import errors as say
from sanjeh.core.observations.errors import RowProblem

# The first bytes of a zip file (xlsx, ods) and of a compound file (xls; [MS-CFB] 2.2).
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
SEPARATORS = {";": ";", "\t": "TAB", "|": "|", "،": "،", "؛": "؛"}


def is_workbook(content: bytes) -> bool:
    return content.startswith(WORKBOOKS)


def header_problems(file: str, names: Sequence[str], needed: Sequence[str]) -> Iterator[RowProblem]:
    """Yield why the columns of a table are not found: another separator, other letters, or none there."""
    missing = [name for name in needed if name not in names]
    sign = next((sign for sign in SEPARATORS if len(names) == 1 and sign in names[0]), None)
    if missing and sign:
        yield say.separated_by(file, SEPARATORS[sign])
        return
    if len(missing) > 1 and missing == list(needed) and not {each.casefold() for each in names} & {*missing}:
        yield say.columns_missing(file, missing, names)
        return
    by_letters = {name.casefold(): name for name in names}
    for name in missing:
        written = by_letters.get(name)
        yield say.other_letters(file, name, written) if written else say.column_missing(file, name, names)
