"""Reads the bytes of web pages as browsers do, and knows a text that was read in the wrong encoding."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from sanjeh.core.text.encoding_labels import PYTHON_NAME

_IN_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([^\s\"';,]+)", re.IGNORECASE)
# Of a meta element alone: a script may have a charset of its own. Browsers look 1,024 bytes far, and read the
# page again when they come to the element later.
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_IN_META = re.compile(
    rb"<meta\b[^>]*?\scharset\s*=\s*[\"']?\s*([^\s\"'/>;]+)"
    rb"|<meta\b(?=[^>]*http-equiv\s*=\s*[\"']?content-type)[^>]*?charset\s*=\s*([^\s\"'/>;]+)",
    re.IGNORECASE,
)
_FAR_ENOUGH = 200_000
# What browsers of Persian and Arabic readers take for a page that says nothing (HTML, locale defaults).
_UNTOLD = "cp1256"
_MARKS = ((BOM_UTF8, "utf-8"), (BOM_UTF16_LE, "utf-16-le"), (BOM_UTF16_BE, "utf-16-be"))


def decoded(body: bytes, content_type: str = "") -> str:
    """Return the text of a page: by its byte order mark, its Content-Type field, or its meta element."""
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    told = _IN_HEADER.search(content_type)
    name = (_python_name(told[1]) if told else "") or _in_meta(body)
    return body.decode(name, "replace") if name else as_kept(body)


def as_kept(body: bytes) -> str:
    """Return the text of a kept page: such pages are UTF-8 whatever they say, or else as they came."""
    if _is_utf8(body):
        return body.decode("utf-8", "replace")
    return body.decode(_in_meta(body) or _UNTOLD, "replace")


def _in_meta(body: bytes) -> str:
    found = _IN_META.search(_COMMENT.sub(b"", body[:_FAR_ENOUGH]))
    name = _python_name((found[1] or found[2]).decode("ascii", "replace")) if found else ""
    # A page whose ASCII could be read is no UTF-16 (HTML, prescan).
    return "utf-8" if name.startswith("utf-16") else name


def _python_name(label: str) -> str:
    """Return what Python calls the encoding of a label, empty for one that browsers do not know."""
    return PYTHON_NAME.get(label.strip().lower(), "")


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data"  # a long page is kept up to a byte, not to a letter
    return True


REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_ARABIC = re.compile("[\u0600-\u06ff]")
_MANY_LOST, _MANY_MISREAD = 0.05, 0.3
_SHORTEST = 3


def is_garbled(text: str) -> bool:
    """Tell whether people see rubbish: lost letters, or words of Arabic script read in another encoding."""
    words = text.split()
    lost = sum(REPLACEMENT in word for word in words)
    misread = sum(_is_escaped(word) if word.isascii() else _is_misread(word) for word in words)
    return lost > _MANY_LOST * len(words) or misread > _MANY_MISREAD * max(1, len(words))


# What a table without our letters made of each (a question mark), and letters as programs write them to one
# another: «&#1587;», "%D8%B3", "\u0633".
_ESCAPED = re.compile(
    r"\W*(?:\?{3,}|(?:&(?:amp;)?#(?:\d{4}|x0?[0-9a-f]{3});){2,}|(?:%d[89ab]%[89ab][0-9a-f]){2,}"
    r"|(?:\\u0[67][0-9a-f]{2}){2,})\W*",
    re.IGNORECASE,
)


def _is_escaped(word: str) -> bool:
    return _ESCAPED.fullmatch(word) is not None


def _is_misread(word: str) -> bool:
    """Tell whether a word becomes one of Arabic script when it is read again as it was meant, or twice."""
    again = [found for pair in _MISREADINGS if (found := _read_again(word, *pair))]
    twice = [found for each in again for pair in _MISREADINGS[:2] if (found := _read_again(each, *pair))]
    return any(map(_is_of_arabic_script, (*again, *twice)))


# UTF-8 that was taken for windows-1252, windows-1256 or windows-1251, windows-1256 that was taken for
# windows-1252.
_MISREADINGS = (("cp1252", "utf-8"), ("cp1256", "utf-8"), ("cp1251", "utf-8"), ("cp1252", "cp1256"))


def _read_again(word: str, taken_for: str, meant: str) -> str:
    """Return the word as it was meant, empty where it cannot have been."""
    try:
        again = _bytes_of(word, taken_for).decode(meant)
    except (UnicodeError, ValueError):
        return ""
    return "" if again == word else again


def _is_of_arabic_script(again: str) -> bool:
    letters = [each for each in again if each.isalpha()]
    arabic = sum(_ARABIC.match(each) is not None for each in letters)
    return len(letters) >= _SHORTEST and arabic == len(letters)


def _bytes_of(word: str, name: str) -> bytes:
    """Return the bytes that were read as this word; browsers show a byte without a letter as itself."""
    return b"".join(_byte_of(each, name) for each in word)


def _byte_of(letter: str, name: str) -> bytes:
    try:
        return letter.encode(name)
    except UnicodeEncodeError:
        return bytes([ord(letter)])  # raises ValueError where it is no byte at all
