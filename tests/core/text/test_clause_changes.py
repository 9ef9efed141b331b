"""Two versions are compared clause by clause; another spelling is no change, another word is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjeh.core.text.clause_changes import Change, ClauseChange, Run, clause_changes, runs_of

SAME, ADDED, REMOVED, CHANGED = Change.SAME, Change.ADDED, Change.REMOVED, Change.CHANGED


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("شكايت از سازماني", "شکایت از سازمانی"),
        ("می‌شود", "می شود"),
        ("میشود", "می‌شود"),
        ("خدمات الکترونیکی", "خدمات   الکترونیکی"),
        ("سال 1403", "سال ۱۴۰۳"),
        ("سال ١٤٠٣", "سال ۱۴۰۳"),
        ("دستگاهها و سازمان ها", "دستگاه‌ها و سازمان‌ها"),
        ("مُتقاضی", "متقاضی"),
        ("", ""),
    ],
)
def test_another_spelling_is_no_change(old: str, new: str) -> None:
    (clause,) = clause_changes([[old]], [[new]])
    (back,) = clause_changes([[new]], [[old]])

    assert (clause.change, back.change) == (SAME, SAME)


def test_changed_words_stand_beside_those_that_they_replace() -> None:
    (clause,) = clause_changes(
        [["سازمان شکایت را در ده روز رسیدگی ميكند."]], [["سازمان شکایت را در پنج روز رسیدگی می‌کند."]]
    )

    assert clause == ClauseChange(
        1,
        CHANGED,
        (
            Run(SAME, "سازمان شکایت را در"),
            Run(REMOVED, "ده"),
            Run(ADDED, "پنج"),
            Run(SAME, "روز رسیدگی می‌کند."),
        ),
    )


def test_another_spelling_beside_a_changed_word_is_no_change() -> None:
    assert runs_of(["می", "شود", "ده"], ["می‌شود", "پنج"]) == (
        Run(SAME, "می‌شود"),
        Run(REMOVED, "ده"),
        Run(ADDED, "پنج"),
    )
    assert runs_of(["ده", "ميگردد"], ["پنج", "می", "گردد"]) == (
        Run(REMOVED, "ده"),
        Run(ADDED, "پنج"),
        Run(SAME, "می گردد"),
    )


@pytest.mark.parametrize(
    ("old", "new"), [("تا ۱۰ روز", "تا ۱۱ روز"), ("باید", "نباید"), ("می‌شود", "نمی‌شود"), ("رایگان", "")]
)
def test_one_letter_or_digit_that_is_read_otherwise_is_a_change(old: str, new: str) -> None:
    (clause,) = clause_changes([[old]], [[new]])

    assert clause.change is CHANGED


def test_a_clause_that_is_new_or_gone_is_named_whole() -> None:
    one, two = ["هدف", "سنجش"], ["مدت"]

    assert clause_changes([one], [one, two])[1] == ClauseChange(2, ADDED, (Run(ADDED, "مدت"),))
    assert clause_changes([two, one], [two])[1] == ClauseChange(2, REMOVED, (Run(REMOVED, "هدف سنجش"),))
    assert clause_changes([], []) == ()


WORDS = st.lists(
    st.sampled_from(["سازمان", "می‌شود", "می", "شود", "ميشود", "۱۴۰۳", "1403", "رایگان"]), max_size=12
)


@given(WORDS, WORDS)
def test_no_word_of_either_version_is_lost(old: list[str], new: list[str]) -> None:
    runs = runs_of(old, new)

    now = " ".join(run.text for run in runs if run.change is not REMOVED).split()
    assert now == new
    assert sum(run.change is REMOVED for run in runs) == 0 or old != new


@given(WORDS)
def test_a_text_does_not_differ_from_itself(words: list[str]) -> None:
    assert {run.change for run in runs_of(words, words)} <= {SAME}
