"""The lines of a robots.txt (RFC 9309 §2.2) that make its groups. Pure."""

import re

_LINE_END = re.compile(r"\r\n|\r|\n")
_COMMENT = re.compile(r"#.*")
# A star with letters behind it names nobody (§2.2.1).
_ROBOT = re.compile(r"\*(?=\s|$)|[A-Za-z_-]+")
_NOBODY = "nobody"
_OF_GROUPS = frozenset({"user-agent", "allow", "disallow"})


def lines_of(text: str) -> list[tuple[str, str]]:
    """Return every line as its key, in small letters, and its value; comments and other text are left out."""
    pairs = (_COMMENT.sub("", line).partition(":") for line in _LINE_END.split(text.lstrip("\ufeff")))
    return [(key.strip().lower(), value.strip()) for key, colon, value in pairs if colon]


def groups_alone(text: str, name: str = "") -> str:
    """Return the file with nothing in it that stands between the lines of a group.

    §2.2.4: a line of another kind, a delay or one nobody knows, does not end the names of a group. With the
    `name` of a robot no group of another one is left to be taken for its own, as by a part of the name.
    """
    pairs = [(key, value) for key, value in lines_of(text) if key in _OF_GROUPS]
    read = ((key, _name(value, name) if key == "user-agent" else value) for key, value in pairs)
    return "".join(f"{key}: {value}\n" for key, value in read)


def _name(text: str, wanted: str) -> str:
    """Return a robot's name without what follows it, a version say; names are equal as a whole (§2.2.1)."""
    found = _ROBOT.match(text)
    name = found[0] if found else _NOBODY
    return name if not wanted or name.lower() in {"*", wanted.lower()} else _NOBODY
