"""The rules of a page's content, on both sides of every line that they draw."""

from datetime import timedelta

import pytest

from sanjeh.core.text.readability import Readability
from sanjeh.probes.content.outlinks import _links
from sanjeh.probes.content.plain_language import _plainness
from tests.probes.content.pages import TAKEN_AT, findings, said
from tests.probes.content.test_sheet import marked
from tests.probes.judging import Said


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (0, ("pass", "fresh")),
        (180, ("pass", "fresh")),
        (181, ("warn", "ageing")),
        (365, ("warn", "ageing")),
        (366, ("fail", "stale")),
        (-1, ("fail", "no_date")),
    ],
)
def test_a_page_is_fresh_for_half_a_year_and_stale_after_a_whole_one(age: int, words: Said) -> None:
    updated = (TAKEN_AT.date() - timedelta(days=age)).isoformat()

    assert said(findings(marked(updated=updated))["content.freshness"]) == words


@pytest.mark.parametrize(
    ("gone", "checked", "words"),
    [
        (0, 0, ("not_applicable", "no_links")),
        (0, 9, ("pass", "all_lead_somewhere")),
        (1, 1, ("warn", "some_broken")),
        (2, 40, ("warn", "some_broken")),
        (2, 39, ("fail", "many_broken")),
    ],
)
def test_one_dead_link_or_a_twentieth_of_all_is_not_many(gone: int, checked: int, words: Said) -> None:
    outcome, reason = _links(gone, checked)

    assert (outcome.value, reason) == words


@pytest.mark.parametrize(
    ("ease", "sentence_words", "words"),
    [
        (60.0, 25.0, ("pass", "easy")),
        (59.9, 25.0, ("warn", "hard")),
        (60.0, 25.1, ("warn", "long_sentences")),
        (30.0, 25.0, ("warn", "hard")),
        (29.9, 25.1, ("warn", "very_hard")),
    ],
)
def test_language_is_plain_from_sixty_with_sentences_of_twenty_five_words(
    ease: float, sentence_words: float, words: Said
) -> None:
    measured = Readability(
        words=200, sentences=8, ease=ease, sentence_words=sentence_words, word_letters=4.0, long_words=0.1
    )  # fmt: skip

    outcome, reason = _plainness(measured)

    assert (outcome.value, reason) == words


@pytest.mark.parametrize(("age", "words"), [(365, ("pass", "complete")), (366, ("warn", "old"))])
def test_a_statement_of_accessibility_is_good_for_a_year(age: int, words: Said) -> None:
    day = (TAKEN_AT.date() - timedelta(days=age)).isoformat()
    statement = f'<p>WCAG 2.2</p><p>{day}</p><a href="mailto:a@body.example">x</a>'
    found = findings(
        '<a data-service-link="accessibility" href="/accessibility">x</a>',
        linked={"accessibility": ("https://body.example/accessibility", statement)},
    )

    assert said(found["content.accessibility_statement"]) == words
