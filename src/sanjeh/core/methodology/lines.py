"""In which line of its file a problem stands, so that its author need not search."""

import re

PART = re.compile(r"(?:axis|indicator|bonus|stage|class) ([^ >]+)")
LINE = re.compile(r"(?:\bline|سطر) (\d+)")


def line_of(text: str, place: str, told: str = "") -> int | None:
    """Return the line (from 1) where the innermost named part of `place` begins, or None where none is named.

    `place` is that of a problem (`axis U > indicator U03 > scale`); what the TOML reader itself has told of
    a line (`at line 7, column 3`, or «سطر 7، ستون 3») stands in `told`.
    """
    if said := LINE.search(told):
        return int(said[1])
    names = PART.findall(place)
    if not names:
        return None
    own = re.compile(
        rf"^\s*(?:code|number)\s*=\s*['\"]?{re.escape(names[-1])}['\"]?\s*(?:#.*)?$", re.MULTILINE
    )
    found = own.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else None
