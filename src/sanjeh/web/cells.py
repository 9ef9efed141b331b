"""What a cell of a list shows, and how texts, codes and addresses become one."""

from dataclasses import dataclass

from sanjeh.core.text.words import SOURCE, PersianAlone, Wording
from sanjeh.locale.catalogues import said
from sanjeh.web.templatetags.persian import language


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell shows: a text, where it leads, and how it is read; `lang` where it is not the page's.

    A code is read from left to right and stays in one line, an address may be broken.
    """

    text: str
    url: str = ""
    is_code: bool = False
    is_address: bool = False
    lang: str = ""
    note: str = ""


def worded(words: Wording | None, url: str = "", note: str = "") -> Cell:
    """Return the cell of a text of the data in the language of the page."""
    if words is None:
        return Cell("", url, note=note)
    lang = SOURCE if isinstance(words, PersianAlone) and language() != SOURCE else ""
    return Cell(said(words, language()), url, lang=lang, note=note)


def coded(text: object, url: str = "") -> Cell:
    """Return the cell of a code."""
    return Cell(str(text), url, is_code=True)


def addressed(text: str, note: str = "") -> Cell:
    """Return the cell of an address, or of whatever else may be as long."""
    return Cell(text, is_address=True, note=note)
