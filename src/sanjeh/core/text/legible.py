"""What others wrote, made fit to be shown: it moves no cursor, turns no line round, starts no formula.

A site chooses its titles, issuers and console messages, so an escape code there would write over our own
lines in a terminal (ECMA-48), and a mark of direction would show `gpj.exe` as `exe.jpg` (Unicode TR 36).
"""

import re

# Control codes of both sets, marks of direction and its isolates, lines that only Unicode knows, what has no
# width (soft hyphens, fillers and tags too), annotations, and halves of letters. The joiners of Persian
# (200C, 200D) are not among them.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u180b-\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)
# In our own sentences stand line breaks, in tables those of RFC 4180, and the marks that keep a Latin name in
# its place. A lone return would write over the line that it ends.
_STEERING = re.compile("\r(?!\n)|[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\ud800-\udfff]")
# OWASP, CSV injection: what a spreadsheet takes for a formula, in full width too.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")


def legible(text: str) -> str:
    r"""Return one line of outside text, in which everything that cannot be seen is written out (`\u001b`)."""
    return _escaped(_UNSEEN, " ".join(text.split()))


def unmasked(text: str) -> str:
    r"""Return JSON in which what cannot be seen is written out (`\u001b`, RFC 8259 §7): the same value."""
    return re.sub(rf"(?!\n){_UNSEEN.pattern}", _code, text)


def without_unseen(text: str) -> str:
    """Return the text without what cannot be seen; its lines stay."""
    return re.sub(rf"(?!\n){_UNSEEN.pattern}", "", text)


def harmless(text: str) -> str:
    """Return a text of ours, lines and marks as they are, in which nothing from outside steers a terminal."""
    return _escaped(_STEERING, text)


def cell(text: str) -> str:
    """Return the text so that no spreadsheet takes it for a formula: after an apostrophe; numbers stay."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def cell_read(written: str) -> str:
    """Return the text that `cell` wrote."""
    return written[1:] if written.startswith("'") and cell(written[1:]) == written else written


def _escaped(unseen: re.Pattern[str], text: str) -> str:
    return unseen.sub(_code, text)


def _code(found: re.Match[str]) -> str:
    """Write a character as JSON does: one beyond the first plane as the two halves of UTF-16."""
    units = found[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))
