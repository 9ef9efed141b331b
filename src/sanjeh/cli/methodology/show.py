"""`sanjeh methodology show`: the tree of a method."""

from fractions import Fraction

import click

from sanjeh.cli.language import LANGUAGE, reader_language
from sanjeh.cli.methodology.loading import loaded, percent
from sanjeh.cli.tell import tell
from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.methodology.parts import Axis, Indicator
from sanjeh.core.methodology.sources import Source
from sanjeh.core.methodology.weights import weight_text
from sanjeh.core.text.numerals import in_digits
from sanjeh.core.text.words import Translatable
from sanjeh.locale.catalogues import said

TITLE = Translatable("{code} (ویراست {version}): {title}")
SIZES = Translatable(
    "{indicators} شاخص (از این میان {automatic} خودکار)، {bonus} امتیاز تشویقی، {axes} محور، {stages} مرحله"
)


@click.command()
@click.argument("code_or_file", default="iran-1405-1")
@LANGUAGE
def show(code_or_file: str, lang: str | None) -> None:
    """Draw the tree with each weight in percent of the whole; a star marks what probes measure."""
    language = reader_language(lang)
    shown = loaded(code_or_file, language)
    for origin in (shown.stated_as_our_own, shown.replicates):
        if origin:
            tell(origin.in_language(language))
    tell(written(shown, language))
    tell(f"sha256 {shown.hash}")
    weights = shown.exact_weights()
    for axis in shown.axes:
        _show_axis(axis, weights, language, depth=0)


def written(shown: Methodology, language: str) -> str:
    leaves = shown.indicators
    sizes = SIZES.filled(
        indicators=len(leaves),
        automatic=sum(1 for leaf in leaves if leaf.measure and Source.PROBE in leaf.sources),
        bonus=len(shown.bonuses),
        axes=len(shown.axes),
        stages=len(shown.stages),
    )
    title = TITLE.filled(code=shown.code, version=shown.version, title=shown.title)
    return f"{said(title, language)}\n{said(sizes, language)}"


def _show_axis(axis: Axis, weights: dict[str, Fraction], language: str, depth: int) -> None:
    _show_line(axis, percent(weights[axis.code], language), language, depth)
    for child in axis.axes:
        _show_axis(child, weights, language, depth + 1)
    for leaf in axis.indicators:
        _show_line(leaf, percent(weights[leaf.code], language), language, depth + 1)
    for bonus in axis.bonus:
        _show_line(bonus, f"+{in_digits(weight_text(bonus.weight), language)}", language, depth + 1)


def _show_line(part: Axis | Indicator, weight: str, language: str, depth: int) -> None:
    mark = "*" if isinstance(part, Indicator) and part.measure else " "
    tell(f"{'    ' * depth}{mark} {part.code:<6} {weight:>6}  {part.title.in_language(language)}")
