from collections.abc import Iterator
from typing import NamedTuple

import pytest

from sanjeh.core.probing.contracts import Outcome
from sanjeh.core.probing.failures import Reason
from sanjeh.core.text.words import Translatable, Wording, Words
from sanjeh.engine.packages import PACKAGE_OF
from sanjeh.engine.shipped import load_methodology
from sanjeh.engine.texts import FindingWords, advice, advice_of, failure_words, finding_words, remedies, title
from sanjeh.locale.catalogues import said, texts_of
from tests.engine import fakes
from tests.probes.judging import present


@pytest.mark.parametrize("reason", Reason)
def test_every_failure_says_what_happened_and_who_mends_it(reason: Reason) -> None:
    words = failure_words(reason)

    texts = (words.happened, words.owner, words.ours)
    assert [text for text in texts if "ي" in text.fa or "ك" in text.fa or text.fa == said(text, "en")] == []


def test_a_refusal_names_the_option_that_allows_it() -> None:
    words = failure_words(Reason.ADDRESS_REFUSED, host="127.0.0.1")

    assert said(words.ours, "en") == "If it is yours, allow it: --allow 127.0.0.1"


def test_an_unseen_finding_borrows_the_text_of_the_failure() -> None:
    finding = fakes.finding("http.one", outcome=Outcome.ERROR, reason="connect_refused")

    failure = failure_words(Reason.CONNECT_REFUSED)
    assert finding_words(finding) == FindingWords(Translatable("http.one"), failure.happened, failure.owner)


def test_a_probe_and_what_it_said_have_their_own_words_or_show_their_codes() -> None:
    unwritten = fakes.finding("http.one", reason="made_up")
    own = fakes.finding("http.hsts", reason="missing")

    assert (title("http").fa != "http", title("made_up")) == (True, Translatable("made_up"))
    assert finding_words(unwritten) == FindingWords(
        Translatable("http.one"), Translatable("http.one made_up"), None
    )
    assert finding_words(own).remedy is not None


def test_advice_fits_what_was_found_the_commonest_first_and_nothing_is_advised_where_all_is_well() -> None:
    found = [
        fakes.finding("content.sla", probe="content", outcome=Outcome.FAIL, reason="missing"),
        fakes.finding("content.time", probe="content", outcome=Outcome.FAIL, reason="vague"),
        fakes.finding("content.time", probe="content", outcome=Outcome.FAIL, reason="vague"),
        fakes.finding("content.fee", probe="content", outcome=Outcome.PASS, reason="stated"),
        fakes.finding("content.fee", probe="content", outcome=Outcome.ERROR, reason="missing"),
    ]

    said_of_it = [said(each, "en") for each in remedies(found)]

    assert said_of_it == [said(present(finding_words(found[place]).remedy), "en") for place in (1, 0)]
    assert "sample" not in " ".join(said_of_it)
    assert remedies(found[3:]) == ()


GENERAL = Words("پیشنهاد کلی روش", "The method's own sentence")


def measured() -> Iterator[tuple[str, str]]:
    """Yield each indicator of each method of the house with each check that it reads."""
    for code in ("iran-1405-1", "iran-1405-2"):
        for indicator in load_methodology(code).indicators:
            yield from (
                (indicator.code, check) for check in (indicator.measure.reads if indicator.measure else ())
            )


@pytest.mark.parametrize("check", sorted({check for _, check in measured()}))
def test_whatever_costs_points_the_advice_is_that_of_its_reason_and_never_the_general_one(check: str) -> None:
    """Every reason that a check can give, as a warning and as a failure, with an unseen finding beside it."""
    probe = check.partition(".")[0]
    beside = fakes.finding("http.csp", probe="http", outcome=Outcome.BLOCKED, reason="captcha")
    told = {
        (reason.says, outcome): advice([beside, finding], GENERAL)
        for reason in every_reason_of(check)
        for outcome in (Outcome.WARN, Outcome.FAIL)
        for finding in [fakes.finding(check, probe=probe, outcome=outcome, reason=reason.code)]
    }

    assert told == {
        (reason.says, outcome): (reason.remedy,) if reason.remedy else ()
        for reason in every_reason_of(check)
        for outcome in (Outcome.WARN, Outcome.FAIL)
    }
    assert advice_of(check) == tuple((one.says, one.remedy) for one in every_reason_of(check) if one.remedy)


class CheckReason(NamedTuple):
    code: str
    says: Translatable
    remedy: Translatable | None


def every_reason_of(check: str) -> list[CheckReason]:
    texts = texts_of(PACKAGE_OF[check.partition(".")[0]], "texts.toml")
    place = f"checks.{check}.reasons."
    codes = [key.split(".")[-2] for key in texts if key.startswith(place) and key.endswith(".says")]
    return [
        CheckReason(code, texts[f"{place}{code}.says"], texts.get(f"{place}{code}.remedy")) for code in codes
    ]


@pytest.mark.parametrize(
    ("outcome", "reason", "told"),
    [
        (Outcome.PASS, "filled", GENERAL),
        (Outcome.NOT_APPLICABLE, "not_sheet", GENERAL),
        (Outcome.NOT_TESTED, "behind_login", failure_words(Reason.BEHIND_LOGIN).owner),
        (Outcome.BLOCKED, "captcha", failure_words(Reason.CAPTCHA).owner),
    ],
)
def test_without_anything_that_costs_points_one_is_told_how_to_be_seen_or_what_the_method_says(
    outcome: Outcome, reason: str, told: Wording
) -> None:
    found = fakes.finding("content.sla", probe="content", outcome=outcome, reason=reason)

    assert (advice([found], GENERAL), advice([], GENERAL)) == ((told,), (GENERAL,))
