"""A criterion in words: what was met, what was not seen, and what the round did not ask, each by its name."""

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from sanjeh.apps.results.card_view import requirement_line
from sanjeh.core.scoring.requirements import Of, Requirement, Standing
from sanjeh.core.text.words import Words

NAMES = {"U07": Words("برگه‌ی خدمت", "Service sheet")}

NOT_SEEN = "(services not seen: 2; what was not seen is not counted as failed)"


def said(requirement: Requirement) -> str:
    with translation.override("en"):
        page = render_to_string("parts/requirement.html", {"line": requirement_line(requirement, NAMES)})
    return " ".join(page.split())


@pytest.mark.parametrize(
    ("requirement", "sentence"),
    [
        (
            Requirement(1, Of.BODY, "U07", 60, 60, None, Standing.NOT_ASKED),
            "Service sheet: not asked in this round, so nobody knows whether it is met",
        ),
        (
            Requirement(1, Of.BODY, "U07", 60, 60, None, Standing.UNPROVEN),
            "Service sheet: not seen; at least 60 points are needed",
        ),
        (
            Requirement(1, Of.SERVICES, "U07", 60, 0.8, None, Standing.NOT_ASKED, (), ("a", "b"), 2),
            "Service sheet: not asked in this round, so nobody knows whether it is met",
        ),
        (
            Requirement(1, Of.SERVICES, "U07", 60, 0.8, 1.0, Standing.UNPROVEN, (), ("a", "b"), 3),
            f"Service sheet: Services with 60 of 100 or more: 1 of 3; 80% must {NOT_SEEN}",
        ),
        (
            Requirement(1, Of.STANDING, "", 0, 0.8, 0.5, Standing.UNMET, ("a",), (), 2),
            "Services that have reached this stage themselves: 1 of 2; 80% must",
        ),
    ],
)
def test_a_criterion_says_what_was_seen_of_it(requirement: Requirement, sentence: str) -> None:
    assert said(requirement) == sentence
