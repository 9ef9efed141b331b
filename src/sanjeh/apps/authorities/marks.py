"""Which pictures may stand for an authority: a PNG or an SVG, told by their content, small and still."""

from io import BytesIO
from xml.etree import ElementTree as ET

from PIL import Image, UnidentifiedImageError

MOST_BYTES, MOST_PIXELS = 100_000, 2_000
PNG, SVG = "image/png", "image/svg+xml"
_SVG = "{http://www.w3.org/2000/svg}"
# What draws and nothing else: no script, no style sheet, no picture from elsewhere, nothing that moves.
_DRAWS = frozenset(
    {
        *("svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "title", "desc"),
        *("defs", "linearGradient", "radialGradient", "stop", "clipPath", "mask", "use", "symbol"),
        *("text", "tspan"),
    }
)


class MarkRefused(ValueError):
    """This file is no mark: `too_large`, `not_a_picture`, `too_many_pixels` or `not_only_drawing`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def kind_of(content: bytes) -> str:
    """Return the media type of a mark; raise MarkRefused for anything that a page should not show."""
    if len(content) > MOST_BYTES:
        raise MarkRefused("too_large")
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return refused_unless_small(content)
    if b"<svg" in content:
        return refused_unless_drawing(content)
    raise MarkRefused("not_a_picture")


def refused_unless_small(content: bytes) -> str:
    try:
        with Image.open(BytesIO(content), formats=["PNG"]) as picture:
            if max(picture.size) > MOST_PIXELS:
                raise MarkRefused("too_many_pixels")
            picture.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as problem:
        if isinstance(problem, MarkRefused):
            raise
        raise MarkRefused("not_a_picture") from None
    return PNG


def refused_unless_drawing(content: bytes) -> str:
    """Return the type of an SVG that only draws; entities and document types are refused unread."""
    if b"<!" in content.replace(b"<!--", b""):
        raise MarkRefused("not_only_drawing")
    try:
        root = ET.fromstring(content)  # noqa: S314 -- nothing with a document type comes this far
    except (ET.ParseError, ValueError, LookupError):
        raise MarkRefused("not_a_picture") from None
    if root.tag != f"{_SVG}svg" or not all(map(only_draws, root.iter())):
        raise MarkRefused("not_only_drawing")
    return SVG


def only_draws(element: ET.Element) -> bool:
    is_known = element.tag.startswith(_SVG) and element.tag.removeprefix(_SVG) in _DRAWS
    return is_known and not any(leads_away(name, value) for name, value in element.attrib.items())


def leads_away(name: str, value: str) -> bool:
    """Say whether an attribute does something, or fetches from outside the picture."""
    plain = name.rpartition("}")[2].lower()
    squeezed = "".join(value.split()).lower()
    is_link = plain in ("href", "src") and not squeezed.startswith("#")
    return (
        plain.startswith("on")
        or is_link
        or ("url(" in squeezed and "url(#" not in squeezed)
        or "@" in squeezed
    )
