import io
import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Literal

import pytest
from pydantic import JsonValue
from rich.console import Console

from sanjeh.cli.options import load_methodology
from sanjeh.core.probing.artifacts.page import PageArtifact, WayStep
from sanjeh.core.probing.contracts import Capture, Failure, Finding, Frozen, Outcome, Target
from sanjeh.core.probing.failures import Reason
from sanjeh.core.text.numerals import in_digits, percent
from sanjeh.report.scorecard.card import Card, Report
from sanjeh.report.scorecard.document import document, report_target
from sanjeh.report.scorecard.html import page
from sanjeh.report.scorecard.terminal import NO_ISOLATES, print_report
from sanjeh.report.scorecard.wording import Result, report
from sanjeh.report.words import moment, say, texts

AT = datetime(2026, 10, 12, 8, 0, tzinfo=UTC)
URL = "https://one.example/<b>"
FINDINGS = (
    Finding(id="http.nosniff", probe="http", outcome=Outcome.PASS, reason="present", standard="WHATWG Fetch"),
    Finding(
        id="http.time",
        probe="http",
        outcome=Outcome.FAIL,
        reason="slow",
        standard="",
        observed={"ttfb_ms": 1900, "total_ms": 2400},
    ),
)


def capture(look: str, failure: Failure | None = None, artifact: Frozen | None = None) -> Capture:
    return Capture(
        collector=look,
        version=1,
        target=Target(url=URL),
        taken_at=AT,
        elapsed_ms=1.0,
        vantage="here",
        tools={},
        failure=failure,
        artifact=artifact.model_dump(mode="json") if artifact else None,
    )


def made_report(language: str, *captures: Capture, findings: tuple[Finding, ...] = FINDINGS) -> Report:
    methodology = load_methodology("iran-1405-1", language)[0]
    found = document(methodology, [report_target(captures, findings, methodology)])
    return report(Result(found, methodology, AT, {}), language)


def made_card(language: str, *captures: Capture) -> Card:
    return made_report(language, *captures).cards[0]


def test_what_failed_is_told_once_with_what_both_sides_can_do() -> None:
    gone = Failure(reason=Reason.CONNECT_REFUSED, detail="192.0.2.1:443")

    card = made_card("en", capture("http"), capture("tls", gone), capture("visit", gone))

    told = [(one.looks, one.happened, one.detail) for one in card.unseen]
    assert (card.outcome, told) == (
        "Partly looked at",
        [
            (
                "Certificate and encryption, Browser visit",
                "The server refused the connection; nothing listens on this port.",
                "192.0.2.1:443",
            )
        ],
    )


def test_nothing_seen_is_no_score() -> None:
    gone = Failure(reason=Reason.NAME_UNKNOWN)

    page_sheet = made_report("en", capture("http", gone), findings=())

    assert (page_sheet.cards[0].score, page_sheet.cards[0].share, page_sheet.cards[0].stage) == (
        "",
        None,
        "not known",
    )


HERE, HOME, OTHER = "https://one.example/a", "https://one.example/home?s=1", "https://two.example/"


def visited(final_url: str, *way: WayStep) -> Capture:
    page = PageArtifact(
        url=URL, final_url=final_url, way=way, status=200, taken_at=AT, headers=(), is_settled=True
    )
    return capture("visit", artifact=page)


@pytest.mark.parametrize(
    ("final_url", "ways", "key"),
    [
        (HERE, [], "judged_here_itself"),
        (HOME, ["redirect"], "judged_here_redirect"),
        (HOME, ["page"], "judged_here_page"),
        (HOME, ["redirect", "page"], "judged_here_both"),
        (OTHER, [], "judged_elsewhere_redirect"),
        (OTHER, ["page"], "judged_elsewhere_page"),
        (OTHER, ["page", "redirect"], "judged_elsewhere_both"),
    ],
)
@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_card_says_in_one_sentence_which_document_was_judged_and_how_one_got_there(
    language: str, final_url: str, ways: list[Literal["redirect", "page"]], key: str
) -> None:
    seen = visited(final_url, *(WayStep(url=HERE, by=by) for by in ways))

    sentence = made_card(language, seen).judged.translate(NO_ISOLATES)

    assert sentence == say(key, language, document=final_url.split("?", maxsplit=1)[0])
    assert sentence in printed(language, seen)


def printed(language: str, *captures: Capture) -> str:
    shown = io.StringIO()
    print_report(made_report(language, *captures), Console(file=shown, width=400))
    return shown.getvalue()


def test_of_an_address_that_was_not_seen_no_document_is_named() -> None:
    assert made_card("en", capture("tls")).judged == ""


def blocked(check: str, outcome: Outcome = Outcome.BLOCKED) -> Finding:
    probe = check.partition(".")[0]
    return Finding(id=check, probe=probe, outcome=outcome, reason="blocked_by_wall", standard="")


@pytest.mark.parametrize(
    ("at_load", "told"),
    [
        (Outcome.BLOCKED, ("failed", [("http", "blocked_by_wall"), ("visit", "blocked_by_wall")])),
        (Outcome.PASS, ("partly", [("http", "blocked_by_wall")])),
    ],
)
def test_behind_a_firewall_nothing_was_looked_at(
    at_load: Outcome, told: tuple[str, list[tuple[str, str]]]
) -> None:
    found = [blocked("http.reach"), blocked("visit.load", at_load)]
    methodology = load_methodology("iran-1405-1", "en")[0]

    report = report_target([capture("tls"), capture("http"), capture("visit")], found, methodology)

    assert (report.outcome, [(one.look, one.reason) for one in report.failures]) == told


def test_findings_that_fail_stand_under_what_is_to_mend() -> None:
    card = made_card("fa", capture("http"))

    assert [(line.id, line.outcome, line.observed) for line in card.mend] == [
        ("http.time", "نادرست", ("ttfb_ms: 1900", "total_ms: 2400"))
    ]


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_page_shows_what_it_was_given_and_never_as_markup(language: str) -> None:
    written = page(made_report(language, capture("http")))

    assert ("<b>" in re.sub(r"<b>[^<]*</b>", "", written), "https://one.example/&lt;b&gt;" in written) == (
        False,
        True,
    )


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_terminal_card_reads_without_colours(language: str) -> None:
    out = io.StringIO()
    said = made_report(language, capture("http"))

    print_report(said, Console(file=out, width=100, color_system=None))

    text = out.getvalue()
    wanted = [texts(language)[key] for key in ("automatic_only", "axes", "indicators", "mend", "honest")]
    assert [word for word in wanted if word not in " ".join(text.split())] == []
    assert said.cards[0].score in text


def test_a_card_without_a_score_says_why() -> None:
    out = io.StringIO()
    said = made_report("en", capture("http", Failure(reason=Reason.NAME_UNKNOWN)), findings=())
    bare = replace(said, cards=said.cards)

    print_report(bare, Console(file=out, width=200, color_system=None))

    assert "Nothing was seen that could be scored; what is unseen never becomes a mark." in out.getvalue()


@pytest.mark.parametrize(
    ("language", "written"),
    [("fa", ("۷۳٫۴", "۵۲٪", "۱۴۰۵/۰۷/۲۰ ۰۸:۰۰ UTC")), ("en", ("73.4", "52%", "2026-10-12 08:00 UTC"))],
)
def test_numbers_and_moments_are_written_as_readers_write_them(
    language: str, written: tuple[str, str, str]
) -> None:
    assert (in_digits("73.4", language), percent(0.519, language), moment(AT, language)) == written


def test_what_a_site_chose_acts_neither_on_a_terminal_nor_in_a_page() -> None:
    evil = "\x1b[2JCA\u202e\x9b<script>[bold]x[/bold]"
    findings = (replace_observed(FINDINGS[1], {"issuer": evil, "messages": [evil, {"text": evil}]}),)
    failed = capture("http", Failure(reason=Reason.CONNECT_REFUSED, detail=evil))
    said, out = made_report("en", failed, findings=findings), io.StringIO()

    print_report(said, Console(file=out, width=400, color_system=None))

    assert (set(out.getvalue() + page(said)) & set("\x1b\u202e\x9b"), "<script>" in page(said)) == (
        set(),
        False,
    )
    assert r"issuer: \u001b[2JCA\u202e\u009b<script>[bold]x[/bold]" in out.getvalue()


def replace_observed(finding: Finding, observed: dict[str, JsonValue]) -> Finding:
    return finding.model_copy(update={"observed": observed})


def test_code_in_the_advice_of_the_page_is_read_from_the_left() -> None:
    missing = Finding(
        id="visit.direction", probe="visit", outcome=Outcome.FAIL, reason="left_to_right", standard=""
    )

    whole = page(made_report("fa", capture("visit"), findings=(missing,)))

    assert '<code dir="ltr">dir=&quot;rtl&quot;</code>' in whole
