"""How a drawing is written: server-side SVG, the same in page and print.

Every drawing says direction="ltr" and sets its labels between isolates, because an SVG inside a
right-to-left page inherits its direction. Widths are shares of the drawing and heights are pixels,
so that a drawing narrows with its page and its letters stay legible. Colours come from parts.css.
"""

from functools import cache
from html import escape  # Django's also asks of every number whether it is a promise of a text

from django.utils.safestring import SafeString, mark_safe

from sanjeh.core.text.words import Language
from sanjeh.locale.catalogues import direction

ISOLATE = {"rtl": "\u2067", "ltr": "\u2066"}
END_OF_ISOLATE = "\u2069"


def isolated(text: str, language: Language) -> str:
    """Return the label so that its neighbours cannot turn it round."""
    return f"{ISOLATE[direction(language)]}{text}{END_OF_ISOLATE}"


@cache
def attribute(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def tag(name: str, content: str = "", /, **attributes: str | float) -> str:
    """Return one element; `content` is markup already, attributes are escaped (class_ writes class)."""
    written = "".join(
        f' {attribute(key)}="{escape(value) if isinstance(value, str) else value}"'
        for key, value in attributes.items()
    )
    return f"<{name}{written}>{content}</{name}>"


def drawing(*shapes: str, title: str, width: str, height: int, class_: str = "chart") -> SafeString:
    """Return the whole drawing, named for those who cannot see it."""
    parts = (tag("title", escape(title)), *shapes)
    return mark_safe(  # noqa: S308 -- every text inside has been escaped above
        tag("svg", "".join(parts), class_=class_, width=width, height=height, direction="ltr", role="img",
            aria_label=title, xmlns="http://www.w3.org/2000/svg")
    )  # fmt: skip


def across(share: float, language: Language) -> str:
    """Return where a share of the width lies, counted from the side on which reading begins."""
    kept = min(max(share, 0.0), 1.0)
    return f"{(1 - kept if direction(language) == 'rtl' else kept) * 100:.2f}%"


def label(text: str, share: float, y: int, *, language: Language, class_: str = "") -> str:
    """Return a label whose beginning lies at this share of the width; a share of one ends there."""
    begins = share < 1
    anchor = "start" if begins == (direction(language) == "ltr") else "end"
    return tag(
        "text",
        escape(isolated(text, language)),
        x=across(share, language),
        y=y,
        text_anchor=anchor,
        class_=class_,
    )
