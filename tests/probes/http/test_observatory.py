"""The HTTP Observatory's table is counted as Mozilla counts it, and only told."""

import pytest

from sanjeh.core.probing.artifacts.http import Asked
from sanjeh.core.probing.contracts import Failure, Finding, Outcome
from sanjeh.core.probing.failures import Reason
from sanjeh.probes.http import observatory, observatory_csp, observatory_scripts
from sanjeh.probes.http.pages import Page, read
from sanjeh.probes.http.scoring_table import ScoringTable, scoring_table
from tests.probes.http.sites import GOOD, HEADERS, SHELF, TEXT, URL, answered, cookie, judged, with_header


def told(page: Asked = GOOD.page, **changes: Asked) -> Finding:
    return next(one for one in judged(page=page, **changes) if one.id == "http.observatory")


def page(asked: Asked) -> Page:
    found = read(asked, SHELF)
    assert isinstance(found, Page)
    return found


def with_csp(policy: str, url: str = URL) -> Page:
    return page(answered(headers={**HEADERS, "Content-Security-Policy": policy}, url=url))


def with_scripts(*scripts: str) -> Page:
    return page(answered(TEXT.replace("<main>", "".join(scripts) + "<main>")))


def test_a_good_site_earns_its_bonuses() -> None:
    assert (told().outcome, told().observed) == (
        Outcome.INFO,
        {
            "score": 135,
            "grade": "A+",
            "ruleset": "mozilla-observatory",
            "points": [
                "csp-implemented-with-no-unsafe +5",
                "coop-implemented-with-same-origin +10",
                "cross-origin-resource-policy-implemented-with-same-origin +10",
                "referrer-policy-private +5",
                "x-frame-options-implemented-via-csp +5",
            ],
        },
    )


def test_a_bare_site_keeps_what_is_left() -> None:
    bare = told(answered(headers={}), plain=answered("", 200, {}, url="http://khedmat.nemune.ir/"))

    assert (bare.observed["score"], bare.observed["grade"]) == (10, "F")
    assert bare.observed["points"] == [
        "csp-not-implemented -25",
        "redirection-missing -20",
        "hsts-not-implemented -20",
        "x-content-type-options-not-implemented -5",
        "x-frame-options-not-implemented -20",
    ]


def test_bonuses_do_not_make_up_for_a_site_below_ninety() -> None:
    without_hsts = told(with_header("Strict-Transport-Security", None))

    assert (without_hsts.observed["score"], without_hsts.observed["grade"]) == (80, "B+")


def test_a_page_that_was_not_seen_has_no_score() -> None:
    lost = told(Asked(failure=Failure(reason=Reason.CONNECTION_RESET)))

    assert (lost.outcome, lost.reason) == (Outcome.ERROR, "connection_reset")


def test_the_score_never_falls_below_nothing_and_the_grades_reach_down_to_it() -> None:
    table = ScoringTable("tests", 100, 90, {"A": 90, "F": 0}, {"one": {"bad": -130, "good": 5, "so": -10}})

    assert [table.score({"one": each}) for each in ("bad", "good", "so")] == [0, 105, 90]
    assert (table.grade(90), table.grade(0)) == ("A", "F")


def test_grades_stand_in_falling_order_so_that_the_first_reached_counts() -> None:
    at_least = list(scoring_table().grades.values())

    assert (at_least, at_least[-1]) == (sorted(at_least, reverse=True), 0)


@pytest.mark.parametrize(
    ("policy", "result"),
    [
        ("default-src 'none'; script-src 'self'", "implemented-with-no-unsafe-default-src-none"),
        ("default-src 'self'", "implemented-with-no-unsafe"),
        ("default-src 'self'; style-src 'unsafe-inline'", "implemented-with-unsafe-inline-in-style-src-only"),
        (
            "default-src 'self'; img-src http://a.ir",
            "implemented-with-insecure-scheme-in-passive-content-only",
        ),
        ("default-src 'self'; script-src 'self' 'unsafe-eval'", "implemented-with-unsafe-eval"),
        ("default-src 'self'; script-src 'self' 'unsafe-inline'", "implemented-with-unsafe-inline"),
        ("script-src 'self'", "implemented-with-unsafe-inline"),
        ("default-src https:", "implemented-with-unsafe-inline"),
        ("default-src 'self'; frame-src http://a.ir", "implemented-with-insecure-scheme"),
        ("default-src 'self'; script-src 'strict-dynamic'", "header-invalid"),
        (
            "default-src 'none'; script-src 'nonce-a' 'strict-dynamic' 'unsafe-inline' https:",
            "implemented-with-no-unsafe-default-src-none",
        ),
        ("default-src 'self'; script-src 'sha256-a' 'unsafe-inline'", "implemented-with-no-unsafe"),
        ("script-src *, default-src 'self'", "implemented-with-unsafe-inline"),
        ("", "header-invalid"),
    ],
)
def test_a_policy_has_the_first_result_that_fits(policy: str, result: str) -> None:
    assert observatory_csp.result(with_csp(policy)) == result


@pytest.mark.parametrize(
    ("script", "result"),
    [
        ("", "not-implemented-but-no-scripts-loaded"),
        ("<script>1</script>", "not-implemented-but-all-scripts-loaded-from-secure-origin"),
        ("<script src=/a.js></script>", "not-implemented-but-all-scripts-loaded-from-secure-origin"),
        ("<script src=/a.js integrity=sha384-x></script>", "implemented-and-all-scripts-loaded-securely"),
        (
            "<script src=https://cdn.nemune.ir/a.js></script>",
            "not-implemented-but-all-scripts-loaded-from-secure-origin",
        ),
        (
            "<script src=https://other.ir/a.js integrity=sha384-x></script>",
            "implemented-and-external-scripts-loaded-securely",
        ),
        (
            "<script src=https://other.ir/a.js></script>",
            "not-implemented-but-external-scripts-loaded-securely",
        ),
        (
            "<script src=//other.ir/a.js integrity=sha384-x></script>",
            "implemented-but-external-scripts-not-loaded-securely",
        ),
        (
            "<script src=http://other.ir/a.js></script>",
            "not-implemented-and-external-scripts-not-loaded-securely",
        ),
    ],
)
def test_scripts_of_others_need_a_seal(script: str, result: str) -> None:
    assert observatory_scripts.result(with_scripts(script)) == result


@pytest.mark.parametrize(
    ("guards", "result"),
    [
        ({"name": "a"}, "secure-with-httponly-sessions-and-samesite"),
        ({"name": "a", "same_site": ""}, "secure-with-httponly-sessions"),
        ({"name": "a", "is_secure": False}, "without-secure-flag-but-protected-by-hsts"),
        ({"name": "sess", "is_secure": False}, "session-without-secure-flag-but-protected-by-hsts"),
        ({"name": "sess", "is_http_only": False}, "session-without-httponly-flag"),
        ({"name": "csrftoken", "same_site": ""}, "anticsrf-without-samesite-flag"),
        ({"name": "a", "same_site": "yes"}, "samesite-flag-invalid"),
    ],
)
def test_of_several_cookies_the_worst_decides(guards: dict[str, object], result: str) -> None:
    name = str(guards.pop("name"))

    assert observatory.cookies(page(answered(cookies=(cookie(name, **guards), cookie("good"))))) == result


@pytest.mark.parametrize(
    ("plain", "result"),
    [
        (answered("", 301, {"Location": URL}, url="http://khedmat.nemune.ir/"), "to-https"),
        (Asked(failure=Failure(reason=Reason.CONNECT_REFUSED)), "not-needed-no-http"),
        (answered("", 200, {}, url="http://khedmat.nemune.ir/"), "missing"),
        (
            answered("", 301, {"Location": "https://a.ir/"}, url="http://khedmat.nemune.ir/"),
            "off-host-from-http",
        ),
        (
            answered("", 301, {"Location": URL}, url="http://khedmat.nemune.ir/fa"),
            "not-to-https-on-initial-redirection",
        ),
        (answered("", 200, {}, url="http://khedmat.nemune.ir/fa"), "not-to-https"),
    ],
)
def test_plain_http_leads_to_https_on_the_same_host_at_once(plain: Asked, result: str) -> None:
    assert observatory.redirection(GOOD.model_copy(update={"plain": plain}), URL) == result


def test_a_query_whose_values_were_dropped_is_still_the_same_page() -> None:
    asked = f"{URL}?id=7"
    plain = answered("", 301, {"Location": asked}, url="http://khedmat.nemune.ir/?id=…")

    assert observatory.redirection(GOOD.model_copy(update={"plain": plain}), asked) == "to-https"


@pytest.mark.parametrize(
    ("header", "value", "rule", "result"),
    [
        ("Strict-Transport-Security", "max-age=15552000", "hsts", "implemented-max-age-at-least-six-months"),
        (
            "Strict-Transport-Security",
            f"max-age={'9' * 5000}",
            "hsts",
            "implemented-max-age-at-least-six-months",
        ),
        ("Strict-Transport-Security", "max-age=15551999", "hsts", "implemented-max-age-less-than-six-months"),
        ("Strict-Transport-Security", "max-age=-1", "hsts", "implemented-max-age-less-than-six-months"),
        ("Strict-Transport-Security", "max-age=²", "hsts", "header-invalid"),
        ("Strict-Transport-Security", "max-age=1, max-age=1", "hsts", "header-invalid"),
        ("Referrer-Policy", "unsafe-url", "referrer", "unsafe"),
        ("Referrer-Policy", "what", "referrer", "header-invalid"),
        ("Referrer-Policy", None, "referrer", "not-implemented"),
        ("X-Content-Type-Options", "yes", "sniffing", "header-invalid"),
        ("Cross-Origin-Resource-Policy", "same-site", "resource_policy", "implemented-with-same-site"),
        ("Cross-Origin-Resource-Policy", "all", "resource_policy", "header-invalid"),
    ],
)
def test_each_header_has_its_result(header: str, value: str | None, rule: str, result: str) -> None:
    assert getattr(observatory, rule)(page(with_header(header, value))) == result


@pytest.mark.parametrize(
    ("value", "result"),
    [
        ("DENY", "sameorigin-or-deny"),
        ("ALLOW-FROM https://a.ir", "allow-from-origin"),
        ("no", "header-invalid"),
        (None, "not-implemented"),
    ],
)
def test_framing_without_a_policy(value: str | None, result: str) -> None:
    headers = {"X-Frame-Options": value} if value else {}

    assert observatory.framing(page(answered(headers=headers))) == result


def test_every_result_that_a_rule_can_give_stands_in_the_table() -> None:
    points = scoring_table().points
    cookies = {f"cookies-{each}" for each in observatory._COOKIE_FAULTS}

    assert {f"csp-{each}" for each in observatory_csp._PASSING} <= set(points["content-security-policy"])
    assert {f"coop-implemented-with-{each}" for each in observatory._OPENER} <= set(
        points["cross-origin-opener-policy"]
    )
    assert {f"coep-implemented-with-{each}" for each in observatory._EMBEDDER} <= set(
        points["cross-origin-embedder-policy"]
    )
    assert cookies <= set(points["cookies"])
    assert {f"sri-{each}" for each in observatory_scripts._FAULTS} <= set(points["subresource-integrity"])
