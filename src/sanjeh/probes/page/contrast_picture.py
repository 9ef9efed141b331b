"""Measures the contrast of a text in pictures of its place: with letters, without, and with them again."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Box = tuple[float, float, float, float]
Pixels = NDArray[np.uint8]

# A difference of so many steps of 255 in one colour is a difference, and no grain of the picture.
_STEPS = 10
_FEWEST_PIXELS = 8
# A box is in parts of pixels; a picture is not.
_ROUNDING = 3
# The edges of letters are mixed with what they stand on; the darkest twentieth of them is the ink itself.
_INK_PERCENTILE = 95
# Grounds whose lightness differs by more are several grounds, and each has to do.
_ONE_GROUND = 1.5
# Thin letters come out a little fainter than they are: between the two a person decides.
_SURELY_ENOUGH, _SURELY_TOO_LOW = 0.97, 0.9


@dataclass(frozen=True, slots=True)
class Measured:
    """What a picture says: "enough", "too_low" or "unclear"; ratio and colours where letters were seen."""

    verdict: str
    ratio: float = 0.0
    text_colour: str = ""
    background: str = ""


_UNCLEAR = Measured("unclear")
_GRAVEST = ("too_low", "unclear", "enough")


def pixels(png: bytes) -> Pixels:
    """Return the colours of a picture, as height by width by three."""
    with Image.open(io.BytesIO(png), formats=["PNG"]) as picture:
        return np.asarray(picture.convert("RGB"))


def measured(
    shots: tuple[Pixels, Pixels, Pixels], boxes: Sequence[Box], wanted: float, without: Sequence[Box] = ()
) -> Measured:
    """Return the contrast of what stands in these boxes, lines of one text; it is that of the worst line.

    Boxes are in pixels of the pictures; what stands in the boxes of `without` is another text.
    """
    others = _painted_out(shots[0], without)
    lines = [line for box in boxes if (line := _of_line(shots, box, wanted, others)) is not None]
    return min(lines, key=lambda each: (_GRAVEST.index(each.verdict), each.ratio), default=_UNCLEAR)


def _painted_out(picture: Pixels, boxes: Sequence[Box]) -> NDArray[np.bool_]:
    """Return where these boxes are in a picture."""
    mask = np.zeros(picture.shape[:2], bool)
    for box in boxes:
        mask[_area(picture, box)] = True
    return mask


def _of_line(
    shots: tuple[Pixels, Pixels, Pixels], box: Box, wanted: float, others: NDArray[np.bool_]
) -> Measured | None:
    """Return the contrast of one line; None when nothing or not all is seen of it: a layer may cover it."""
    if _is_cut(shots[0], box):
        return None
    area = _area(shots[0], box)
    shown, bare, again = (shot[area].reshape(-1, 3).astype(np.int16) for shot in shots)
    if _differ(shown, again).any():
        return _UNCLEAR  # something else moves there
    letters = _differ(shown, bare) & ~others[area].reshape(-1)
    return _of_letters(shown[letters], bare[letters], wanted) if letters.sum() >= _FEWEST_PIXELS else None


def _of_letters(ink: NDArray[np.int16], ground: NDArray[np.int16], wanted: float) -> Measured:
    light, behind = _luminance(ink), _luminance(ground)
    ratios = (np.maximum(light, behind) + 0.05) / (np.minimum(light, behind) + 0.05)
    found = [float(np.percentile(ratios[group], _INK_PERCENTILE)) for group in _grounds(behind)]
    worst, best = min(found), max(found)
    strongest = ratios >= np.percentile(ratios, _INK_PERCENTILE)
    colours = {"text_colour": _hex(ink[strongest]), "background": _hex(ground)}
    if worst >= wanted * _SURELY_ENOUGH:
        return Measured("enough", round(worst, 2), **colours)
    if best < wanted * _SURELY_TOO_LOW:
        return Measured("too_low", round(worst, 2), **colours)
    return Measured("unclear", round(worst, 2), **colours)


def _grounds(behind: NDArray[np.float64]) -> list[NDArray[np.bool_]]:
    """Return the pixels of one ground, or those of the darker and of the lighter one."""
    low, high = np.percentile(behind, [5, 95])
    if (high + 0.05) / (low + 0.05) <= _ONE_GROUND:
        return [np.ones(len(behind), bool)]
    middle = np.sqrt((low + 0.05) * (high + 0.05)) - 0.05
    return [behind <= middle, behind > middle]


def _is_cut(picture: Pixels, box: Box) -> bool:
    """Say whether a box goes on beyond the picture: of cut letters there are the faint tops alone."""
    height, width = picture.shape[:2]
    return min(box[:2]) < -_ROUNDING or box[2] > width + _ROUNDING or box[3] > height + _ROUNDING


def _area(picture: Pixels, box: Box) -> tuple[slice, slice]:
    """Return the rows and columns of a picture that a box covers."""
    height, width = picture.shape[:2]
    left, top = max(0, int(box[0])), max(0, int(box[1]))
    return slice(top, min(height, ceil(box[3]))), slice(left, min(width, ceil(box[2])))


def _differ(one: NDArray[np.int16], other: NDArray[np.int16]) -> NDArray[np.bool_]:
    return np.asarray((np.abs(one - other) > _STEPS).any(axis=1))


def _luminance(colours: NDArray[np.int16]) -> NDArray[np.float64]:
    """Return the relative luminance of each colour (WCAG 2.2, definition)."""
    parts = colours / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ np.array([0.2126, 0.7152, 0.0722]))


def _hex(colours: NDArray[np.int16]) -> str:
    red, green, blue = (int(each) for each in np.median(colours, axis=0))
    return f"#{red:02x}{green:02x}{blue:02x}"
