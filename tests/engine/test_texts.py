import pytest

from sanjeh.core.probing.contracts import Outcome
from sanjeh.core.probing.failures import Reason
from sanjeh.core.text.words import Translatable
from sanjeh.engine.texts import FindingWords, failure_words, finding_words, remedies, title
from sanjeh.locale.catalogues import said
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
