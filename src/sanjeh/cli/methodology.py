"""`sanjeh methodology …`: check a methodology file and show its tree."""

import os
import sys
from decimal import Decimal

import click
from persiantools import digits

from sanjeh.core.methodology import Methodology
from sanjeh.core.methodology_parts import Axis, Indicator
from sanjeh.core.methodology_problems import MethodologyBroken
from sanjeh.core.observations import Source
from sanjeh.core.scoring.rank import half_up
from sanjeh.core.words import Words
from sanjeh.engine import shipped

LANGUAGE = click.option(
    "--lang", type=click.Choice(["fa", "en"]), default=None, help="Language of the answer."
)
BROKEN = 2


@click.group()
def methodology() -> None:
    """Check and show the methods by which bodies are scored."""


@methodology.command()
@click.argument("code_or_file")
@LANGUAGE
def check(code_or_file: str, lang: str | None) -> None:
    """Say whether a methodology can be used, and everything that is wrong with it."""
    checked = _loaded(code_or_file, _language(lang))
    click.echo(_written(_summary(checked), _language(lang)))
    click.echo(f"sha256 {checked.hash}")


@methodology.command()
@click.argument("code_or_file", default="iran-1405-1")
@LANGUAGE
def show(code_or_file: str, lang: str | None) -> None:
    """Draw the tree with each weight in percent of the whole; a star marks what probes measure."""
    language = _language(lang)
    shown = _loaded(code_or_file, language)
    if shown.stated_as_our_own:
        click.echo(shown.stated_as_our_own.in_language(language))
    click.echo(_written(_summary(shown), language))
    click.echo(f"sha256 {shown.hash}")
    weights = shown.stated_weights()
    for axis in shown.axes:
        _show_axis(axis, weights, language, depth=0)


def known_checks() -> frozenset[str]:
    """Return the ids of all findings that some probe gives."""
    # The probes are heavy; drawing a tree does not need them.
    from sanjeh.engine.registry import PROBES  # noqa: PLC0415

    return frozenset(check.id for probe in PROBES for check in probe.checks)


def _loaded(code_or_file: str, language: str) -> Methodology:
    try:
        return shipped.load_methodology(code_or_file, known_checks())
    except MethodologyBroken as broken:
        for problem in broken.problems:
            click.echo(problem.sentence(language), err=True)
        sys.exit(BROKEN)


def _language(asked: str | None) -> str:
    spoken = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return asked or ("fa" if spoken.startswith("fa") else "en")


def _summary(shown: Methodology) -> Words:
    leaves = shown.indicators
    automatic = sum(1 for leaf in leaves if leaf.measure and Source.PROBE in leaf.sources)
    sizes = (len(leaves), automatic, len(shown.bonuses), len(shown.axes), len(shown.stages))
    return Words(
        fa=f"{shown.code} (ویرایش {shown.version}): {shown.title.fa}\n"
        "{} شاخص (از این میان {} خودکار)، {} امتیاز تشویقی، {} محور، {} مرحله".format(*sizes),
        en=f"{shown.code} (version {shown.version}): {shown.title.en}\n"
        "{} indicators ({} automatic), {} bonus, {} axes, {} stages".format(*sizes),
    )


def _written(words: Words, language: str) -> str:
    """Return the text with the digits of its language; the code of the method keeps its own."""
    if language != "fa":
        return words.en
    code, _, rest = words.fa.partition(" ")
    return f"{code} {digits.en_to_fa(rest)}"


def _show_axis(axis: Axis, weights: dict[str, Decimal], language: str, depth: int) -> None:
    _show_line(axis, str(half_up(float(weights[axis.code]) * 100, 2)), language, depth)
    for child in axis.axes:
        _show_axis(child, weights, language, depth + 1)
    for leaf in axis.indicators:
        _show_line(leaf, str(half_up(float(weights[leaf.code]) * 100, 2)), language, depth + 1)
    for bonus in axis.bonus:
        _show_line(bonus, f"+{bonus.weight}", language, depth + 1)


def _show_line(part: Axis | Indicator, weight: str, language: str, depth: int) -> None:
    mark = "*" if isinstance(part, Indicator) and part.measure else " "
    shown = digits.en_to_fa(weight) if language == "fa" else weight
    click.echo(f"{'    ' * depth}{mark} {part.code:<5} {shown:>6}  {part.title.in_language(language)}")
