"""The rule that what is written can be read."""

from sanjeh.core.probing.contracts import Outcome
from sanjeh.core.probing.verdicts import Observed, Verdict
from sanjeh.core.text.html import prose
from sanjeh.core.text.readability import Readability, readability
from sanjeh.core.text.script_detection import language_of_arabic_script
from sanjeh.probes.content.page import Page

# Around the text: what repeats on every page, and what is filled in rather than read.
_AROUND = "nav, header, footer, aside, form, button, select, [role=navigation], [role=banner]"
_FEWEST_WORDS = 200
# Dayani's formula keeps the ladder of Flesch: 60 is plain language, 30 is that of science.
_EASY, _HARD = 60.0, 30.0
_LONGEST_SENTENCE = 25.0


def plainness(page: Page) -> Verdict:
    """The main text reads easily (WCAG 3.1.5 asks it of the best pages only, so it never fails one)."""
    text = main_text(page)
    if language_of_arabic_script(text) != "fa":
        return Verdict(Outcome.NOT_APPLICABLE, "not_persian", {}, page.dom)
    measured = _measured(text)
    if measured is None or measured.words < _FEWEST_WORDS:
        words = measured.words if measured else 0
        return Verdict(Outcome.NOT_APPLICABLE, "too_short", {"words": words}, page.dom)
    observed: Observed = {
        "words": measured.words,
        "ease": measured.ease,
        "sentence_words": measured.sentence_words,
        "word_letters": measured.word_letters,
        "long_words": measured.long_words,
    }
    return Verdict(*_plainness(measured), observed, page.dom)


def main_text(page: Page) -> str:
    """Return the text of the page without what stands around it on every page."""
    main = page.tree.css_first("main, [role=main], article")
    return prose((main.html if main else None) or page.markup, _AROUND, with_code=False)


def _measured(text: str) -> Readability | None:
    try:
        return readability(text)
    except ValueError:
        return None  # nothing but headings and labels


def _plainness(measured: Readability) -> tuple[Outcome, str]:
    if measured.ease < _HARD:
        return Outcome.WARN, "very_hard"
    if measured.sentence_words > _LONGEST_SENTENCE:
        return Outcome.WARN, "long_sentences"
    return (Outcome.PASS, "easy") if measured.ease >= _EASY else (Outcome.WARN, "hard")
