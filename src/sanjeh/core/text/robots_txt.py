"""The lines of a robots.txt (RFC 9309 §2.2) that make its groups. Pure."""

import re

_LINE_END = re.compile(r"\r\n|\r|\n")
_COMMENT = re.compile(r"#.*")
_ROBOT = re.compile(r"\*|[A-Za-z_-]+")
_OF_GROUPS = frozenset({"user-agent", "allow", "disallow"})


def lines_of(text: str) -> list[tuple[str, str]]:
    """Return every line as its key, in small letters, and its value; comments and other text are left out."""
    pairs = (_COMMENT.sub("", line).partition(":") for line in _LINE_END.split(text.lstrip("\ufeff")))
    return [(key.strip().lower(), value.strip()) for key, colon, value in pairs if colon]


def groups_alone(text: str) -> str:
    """Return the file with nothing in it that stands between the lines of a group.

    §2.2.4: a line of another kind, a delay or one nobody knows, does not end the names of a group.
    """
    pairs = [(key, value) for key, value in lines_of(text) if key in _OF_GROUPS]
    return "".join(f"{key}: {_name(value) if key == 'user-agent' else value}\n" for key, value in pairs)


def _name(text: str) -> str:
    """Return the name of a robot without what follows it, a version say (§2.2.1)."""
    found = _ROBOT.match(text)
    return found[0] if found else text
