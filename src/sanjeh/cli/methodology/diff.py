"""`sanjeh methodology diff A B`: what became of every indicator."""

from fractions import Fraction

import click

from sanjeh.cli.language import LANGUAGE, reader_language
from sanjeh.cli.methodology.loading import loaded, percent
from sanjeh.cli.tell import tell
from sanjeh.core.comparison.changes import COMPARABLE, Change, changed_rules, changes
from sanjeh.core.comparison.comparable import BREAK_BELOW
from sanjeh.core.text.words import Language, Translatable
from sanjeh.locale.catalogues import arrow, said
from sanjeh.report.comparison_words import BREAK, LABEL_WORDS

PROMISE = Translatable("روش پیشین وعده داده بود که لنگر بماند")
RULES = Translatable("قاعده‌های تغییرکرده: {rules}")
ALIKE = Translatable("{share} درصد وزن روش تازه یکسان پرسیده می‌شود.")


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
        tell(line(change, language))
    if rules := changed_rules(before, after):
        tell(said(RULES.filled(rules=tuple(rules)), language))
    for sentence in verdict(found, language):
        tell(sentence)


def line(change: Change, language: Language) -> str:
    told = said(LABEL_WORDS[change.label], language)
    before, after = _share(change.share_before, language), _share(change.share_after, language)
    weights = f"{before:>6} {arrow(language)} {after:<6}"
    notes = [*change.fields, *([said(PROMISE, language)] if change.breaks_promise else [])]
    return f"{change.code:<7} {told:<12} {weights}  {', '.join(notes)}".rstrip()


def verdict(found: tuple[Change, ...], language: Language) -> tuple[str, ...]:
    """Say how much of the newer method is asked alike, and whether that is too little."""
    alike = (change.share_after for change in found if change.label in COMPARABLE)
    share = sum((own for own in alike if own is not None), Fraction(0))
    alike_says = said(ALIKE.filled(share=percent(share, language)), language)
    return (alike_says, said(BREAK, language)) if share < BREAK_BELOW else (alike_says,)


def _share(share: Fraction | None, language: Language) -> str:
    return "—" if share is None else percent(share, language)
