"""`sanjeh methodology diff A B`: what became of every indicator."""

from fractions import Fraction

import click

from sanjeh.cli.language import reader_language
from sanjeh.cli.methodology.loading import LANGUAGE, loaded, percent
from sanjeh.core.comparison.changes import COMPARABLE, Change, changed_rules, changes
from sanjeh.core.comparison.comparable import BREAK_BELOW
from sanjeh.core.text.words import Language, Words
from sanjeh.report.comparison_words import BREAK, LABEL_WORDS

PROMISE = Words("روش پیشین وعده داده بود که لنگر بماند", "the older method promised to keep it as an anchor")
RULES = Words("قاعده‌های تغییرکرده: {}", "Rules that changed: {}")
ALIKE = Words("{} درصد وزن روش تازه یکسان پرسیده می‌شود.", "{} % of the newer method's weight is asked alike.")


@click.command()
@click.argument("older")
@click.argument("newer")
@LANGUAGE
def diff(older: str, newer: str, lang: str | None) -> None:
    """Label every indicator: anchor, re-weighted, redefined, new or dropped."""
    language = reader_language(lang)
    before, after = loaded(older, language), loaded(newer, language)
    found = changes(before, after)
    for change in found:
        click.echo(line(change, language))
    if rules := changed_rules(before, after):
        click.echo(RULES.in_language(language).format(", ".join(rules)))
    for sentence in verdict(found, language):
        click.echo(sentence)


def line(change: Change, language: Language) -> str:
    told = LABEL_WORDS[change.label].in_language(language)
    weights = f"{_share(change.share_before, language):>6} → {_share(change.share_after, language):<6}"
    notes = [*change.fields, *([PROMISE.in_language(language)] if change.breaks_promise else [])]
    return f"{change.code:<7} {told:<12} {weights}  {', '.join(notes)}".rstrip()


def verdict(found: tuple[Change, ...], language: Language) -> tuple[str, ...]:
    """Say how much of the newer method is asked alike, and whether that is too little."""
    alike = (change.share_after for change in found if change.label in COMPARABLE)
    share = sum((own for own in alike if own is not None), Fraction(0))
    said = (ALIKE.in_language(language).format(percent(share, language)),)
    return (*said, BREAK.in_language(language)) if share < BREAK_BELOW else said


def _share(share: Fraction | None, language: Language) -> str:
    return "—" if share is None else percent(share, language)
