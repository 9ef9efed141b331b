"""What the HTTP Observatory of August 2026 counts otherwise than before: values of its own, on both sides."""

import pytest

from sanjeh.core.probing.artifacts.http import Asked
from sanjeh.probes.http import observatory, observatory_csp
from sanjeh.probes.http.observatory_policies import PolicyInvalid, merged
from sanjeh.probes.http.pages import Page
from sanjeh.probes.http.privacy import cookies_of
from sanjeh.probes.http.scoring_table import scoring_table
from tests.probes.http.sites import TEXT, answered
from tests.probes.http.test_observatory import page

CSP = "Content-Security-Policy"


def with_fields(*fields: tuple[str, str]) -> Page:
    asked = answered()
    assert asked.answer is not None
    return page(Asked(answer=asked.answer.model_copy(update={"headers": fields})))


def in_page(*metas: str) -> Page:
    return page(answered("".join(f"<meta {meta}>" for meta in metas) + TEXT, headers={}))


def with_cookies(*written: str) -> Page:
    return page(answered(headers={}, cookies=cookies_of(("set-cookie", each) for each in written)))


@pytest.mark.parametrize(
    ("policies", "read"),
    [
        (["default-src"], {"default-src": {"'none'"}}),
        (["sandbox; img-src a.ir b.ir"], {"sandbox": {"'none'"}, "img-src": {"a.ir", "b.ir"}}),
        (["img-src a.ir", "img-src a.ir b.ir"], {"img-src": {"a.ir"}}),
        (["img-src a.ir", "img-src b.ir"], {"img-src": {"'none'"}}),
        (["img-src a.ir", "font-src b.ir"], {"img-src": {"a.ir"}, "font-src": {"'none'"}}),
        (["img-src a.ir/x/", "img-src a.ir/x/y"], {"img-src": {"a.ir/x/y"}}),
        (["img-src a.ir/x/y", "img-src a.ir/x/"], {"img-src": {"a.ir/x/y"}}),
        (["img-src a.ir/x", "img-src a.ir/x/y"], {"img-src": {"'none'"}}),
        (["img-src a.ir/x/", "img-src a.ir"], {"img-src": {"'none'"}}),
        (["img-src a.ir/%78", "img-src a.ir/x"], {"img-src": {"a.ir/x"}}),
        (["img-src a.ir a.ir/x"], {"img-src": {"a.ir"}}),
    ],
)
def test_several_policies_become_one(policies: list[str], read: dict[str, set[str]]) -> None:
    assert merged(policies).directives == read


@pytest.mark.parametrize(
    "policy", ["", "img", "img-src a.ir; font-src b.ir; img-src a.ir", "img-src a.ir; IMG-SRC a.ir"]
)
def test_what_is_too_short_or_says_a_directive_twice_is_no_policy(policy: str) -> None:
    with pytest.raises(PolicyInvalid):
        merged([policy])


@pytest.mark.parametrize(
    ("seen", "result"),
    [
        (with_fields((CSP, "default-src 'none'"), (CSP, "default-src 'none'")), "no-unsafe-default-src-none"),
        (with_fields((CSP, "default-src 'self'; script-src https://*")), "unsafe-inline"),
        (with_fields((CSP, "default-src 'self'; report-to a; report-to b")), "duplicate-directives"),
        (with_fields((CSP, "default-src *; report-to a; report-to b")), "unsafe-inline"),
        (with_fields((CSP, "default-src 'nonce-a' 'strict-dynamic' https:")), "with-no-unsafe"),
        (with_fields((CSP, "default-src https:; script-src 'nonce-a' 'strict-dynamic'")), "unsafe-inline"),
        (with_fields((CSP, "default-src 'self',")), "header-invalid"),
        (with_fields(("Content-Security-Policy-Report-Only", "default-src 'self'")), "but-reporting-enabled"),
        (in_page("http-equiv=Content-Security-Policy content=\"default-src 'self'\""), "with-no-unsafe"),
        (in_page("http-equiv=Content-Security-Policy content='sandbox; report-uri /r'"), "not-implemented"),
    ],
)
def test_a_policy_is_counted_with_all_that_is_said(seen: Page, result: str) -> None:
    assert observatory_csp.result(seen).endswith(result)


@pytest.mark.parametrize(
    ("value", "opener", "embedder"),
    [
        ("same-origin", "implemented-with-same-origin", "header-invalid"),
        ("require-corp", "header-invalid", "implemented-with-require-corp"),
        ("unsafe-none", "implemented-with-unsafe-none", "implemented-with-unsafe-none"),
        ('credentialless; report-to="x"', "header-invalid", "implemented-with-credentialless"),
        ('same-origin; report-to="x"; a=?1; b', "implemented-with-same-origin", "header-invalid"),
        ("Same-Origin", "header-invalid", "header-invalid"),
        ('"same-origin"', "header-invalid", "header-invalid"),
        ("same-origin; report-to=two words", "header-invalid", "header-invalid"),
        ("same-origin, same-origin", "header-invalid", "header-invalid"),
        ("", "not-implemented", "not-implemented"),
    ],
)
def test_windows_and_documents_are_kept_apart_by_one_word(value: str, opener: str, embedder: str) -> None:
    names = ("Cross-Origin-Opener-Policy", "Cross-Origin-Embedder-Policy")
    seen = with_fields(*((name, value) for name in names))

    assert (observatory.opener_policy(seen), observatory.embedder_policy(seen)) == (opener, embedder)
    twice = with_fields(*((name, "unsafe-none") for name in names * 2))
    assert (observatory.opener_policy(twice), observatory.embedder_policy(twice)) == ("header-invalid",) * 2


@pytest.mark.parametrize(
    ("written", "result"),
    [
        (("shelf=a; Secure; SameSite=Lax",), "secure-with-httponly-sessions-and-samesite"),
        (("shelf=a; Secure",), "secure-with-httponly-sessions"),
        (("shelf=a; Secure; SameSite=",), "samesite-flag-invalid"),
        (("shelf=a; Secure; SameSite",), "samesite-flag-invalid"),
        (("shelf=a; Secure; SameSite=no",), "samesite-flag-invalid"),
        (("shelf=a; SameSite=None",), "samesite-flag-invalid"),
        (("heroku-session-affinity=a",), "not-found"),
        (("heroku-session-affinity=a", "shelf=a; Secure"), "secure-with-httponly-sessions"),
        (("=a",), "not-found"),
        (("heroku-session-affinity=a; SameSite=no", "shelf=a; Secure"), "samesite-flag-invalid"),
        (("csrf=a; Secure; SameSite=no",), "anticsrf-without-samesite-flag"),
        (("__Host-sess=a; HttpOnly",), "not-found"),
        (
            ("__Host-sess=a; Secure; HttpOnly; Path=/; SameSite=Lax",),
            "secure-with-httponly-sessions-and-samesite",
        ),
        (("__Host-sess=a; Secure; Path=/",), "session-without-httponly-flag"),
        (("__Host-sess=a; Secure; Path=/a",), "not-found"),
        (("__Host-sess=a; Secure; Path=/; Domain=nemune.ir",), "not-found"),
        (("__Secure-sess=a", "shelf=a; Secure"), "secure-with-httponly-sessions"),
        (("__Secure-sess=a; Secure",), "session-without-httponly-flag"),
    ],
)
def test_cookies_are_counted_as_they_are_written(written: tuple[str, ...], result: str) -> None:
    assert observatory.cookies(with_cookies(*written)) == result


@pytest.mark.parametrize(
    ("seen", "result"),
    [
        (in_page("name=referrer content=same-origin"), "private"),
        (in_page("name=referrer content=origin"), "unsafe"),
        (in_page("name=referrer content=origin", "name=referrer content=no-referrer"), "private"),
        (in_page("name=referrer content=origin", "name=referrer content=odd"), "header-invalid"),
        (in_page("name=referrer content=origin", "name=referrer"), "unsafe"),
        (in_page("name=referrer"), "not-implemented"),
        (in_page("http-equiv=referrer-policy content=origin"), "not-implemented"),
        (with_fields(("Referrer-Policy", "")), "header-invalid"),
        (with_fields(("Referrer-Policy", "no-referrer"), ("Referrer-Policy", "unsafe-url")), "unsafe"),
    ],
)
def test_the_last_known_word_on_referrers_counts(seen: Page, result: str) -> None:
    assert observatory.referrer(seen) == result


@pytest.mark.parametrize(
    ("fields", "result"),
    [
        ((("X-Frame-Options", "DENY"), ("X-Frame-Options", "no")), "sameorigin-or-deny"),
        ((("X-Frame-Options", "DENY, DENY"),), "header-invalid"),
        (((CSP, "default-src 'self'; frame-ancestors *"),), "implemented-via-csp"),
        (
            ((CSP, "img-src a.ir; img-src a.ir; frame-ancestors *"), ("X-Frame-Options", "DENY")),
            "sameorigin-or-deny",
        ),
    ],
)
def test_framing_by_the_first_field_or_a_policy_that_is_read(
    fields: tuple[tuple[str, str], ...], result: str
) -> None:
    assert observatory.framing(with_fields(*fields)) == result


def test_a_field_without_a_word_is_a_field() -> None:
    assert observatory.hsts(with_fields(("Strict-Transport-Security", ""))) == "header-invalid"
    assert observatory.hsts(with_fields()) == "not-implemented"


def test_the_points_are_those_of_august() -> None:
    points = scoring_table().points

    assert points["x-frame-options"]["x-frame-options-sameorigin-or-deny"] == 5
    assert points["cross-origin-opener-policy"]["coop-implemented-with-noopener-allow-popups"] == 10
    assert points["cross-origin-embedder-policy"]["coep-header-invalid"] == -5
    assert points["content-security-policy"]["csp-not-implemented-but-reporting-enabled"] == -25
