"""Code inside a sentence that is read from the right: where it begins and ends, to keep its own order.

Signs between letters have no direction of their own: without an isolate the last bracket of a tag, or the
colon before a name, is drawn at the wrong end and turned round (Unicode Standard Annex 9, N1 and L4).
"""

import re
from collections.abc import Iterator
from html import escape

PROSE, LATIN, CODE = "prose", "latin", "code"
# Where there are no elements, the signs of the annex: left to right, as the first letter goes, and the end.
FROM_LEFT, AS_IT_BEGINS, END = "\u2066", "\u2068", "\u2069"

_ASCII = re.compile(r"[!-~…]+(?: +[!-~…]+)*")
_SIGNS = re.compile(r"""[<>="'{}\[\]_#*@;|$\\]|://|\w\(\)|^[:./-]+\w|[a-z-]: \S""")
_NEEDS_ORDER = re.compile(r"[A-Za-z].*[^A-Za-z ]|[^A-Za-z ].*[A-Za-z]")
_ENDS = ".,:;!?"
# A comma of the sentence between two words of another script would go their way, and turn their order round.
_BETWEEN_WORDS = re.compile(r"(?<=[A-Za-z0-9])([،؛])(?= ?[A-Za-z])")
_FROM_RIGHT = "\u200f"
_PAIRS = {"(": ")", "[": "]"}


def code_runs(text: str) -> Iterator[tuple[str, str]]:
    """Yield the pieces of a text in order, each with its kind: prose, Latin words with signs, or code."""
    end = 0
    for found in _ASCII.finditer(text):
        first, last = _bounds(text, *found.span())
        run = text[first:last]
        if not _NEEDS_ORDER.search(run):
            continue
        if end < first:
            yield text[end:first], PROSE
        yield run, CODE if _SIGNS.search(run) else LATIN
        end = last
    if end < len(text):
        yield text[end:], PROSE


def markup(text: str) -> str:
    """Return the text as HTML, its code in elements of their own that are read from the left."""
    return "".join(_element(escape(piece), kind) for piece, kind in code_runs(_in_its_order(text)))


def isolated(text: str) -> str:
    """Return the text with its code between isolates, for what draws plain text alone."""
    runs = code_runs(_in_its_order(text))
    return "".join(piece if kind == PROSE else f"{FROM_LEFT}{piece}{END}" for piece, kind in runs)


def _in_its_order(text: str) -> str:
    """Return the text with a list of foreign words in it that is read in the sentence's own direction."""
    return _BETWEEN_WORDS.sub(rf"\1{_FROM_RIGHT}", text)


def _element(piece: str, kind: str) -> str:
    if kind == PROSE:
        return piece
    return f'<code dir="ltr">{piece}</code>' if kind == CODE else f'<bdi dir="ltr">{piece}</bdi>'


def _bounds(text: str, first: int, last: int) -> tuple[int, int]:
    """Return where a run of ASCII begins and ends, without marks and brackets of the sentence around it."""
    while first < last:
        run, after = text[first:last], text[last : last + 1]
        if _is_of_sentence_before(run):
            first += 1
        elif run[-1] in " ([&" or (run[-1] in _ENDS and not after.strip()) or _closes_alone(run):
            last -= 1
        else:
            break
    return first, last


def _is_of_sentence_before(run: str) -> bool:
    closing = _PAIRS.get(run[0])
    if closing:
        return closing not in run or (run.endswith(closing) and run.count(closing) == 1)
    return run[0] == " " or (run[0] in f"{_ENDS}…" and run[1:2] in {"", " "})


def _closes_alone(run: str) -> bool:
    return any(run[-1] == close and run.count(close) > run.count(open_) for open_, close in _PAIRS.items())
