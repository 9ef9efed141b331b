"""What a page shares with other sites, and what browsers and caches are told to keep."""

import pytest

from sanjeh.core.probing.artifacts.http import Asked
from sanjeh.core.probing.contracts import Failure
from sanjeh.core.probing.failures import Reason
from tests.probes.http.sites import HEADERS, TEXT, answered, changed_later, cookie, judged, with_header
from tests.probes.judging import said

ORIGIN = "https://1a2b3c4d.invalid"


def granting(**headers: str) -> Asked:
    return answered(
        headers={f"Access-Control-{name.replace('_', '-')}": value for name, value in headers.items()}
    )


UPGRADED = (
    "<meta http-equiv='Content-Security-Policy' content=\"upgrade-insecure-requests; default-src 'self'\">"
)


@pytest.mark.parametrize(
    ("foreign", "words"),
    [
        (
            granting(Allow_Origin=ORIGIN, Allow_Credentials="true"),
            {"http.cors": "fail open_with_credentials"},
        ),
        (
            granting(Allow_Origin="null", Allow_Credentials="true"),
            {"http.cors": "fail open_with_credentials"},
        ),
        (granting(Allow_Origin=ORIGIN), {"http.cors": "warn mirrored"}),
        (granting(Allow_Origin="*"), {"http.cors": "info public"}),
        (granting(Allow_Origin="*", Allow_Credentials="true"), {"http.cors": "info public"}),
        (granting(Allow_Origin="https://nemune.ir"), {"http.cors": "pass restricted"}),
        (Asked(failure=Failure(reason=Reason.CONNECTION_RESET)), {"http.cors": "error connection_reset"}),
    ],
)
def test_no_foreign_site_reads_in_a_visitors_name(foreign: Asked, words: dict[str, str]) -> None:
    assert changed_later(foreign=foreign) == words


def test_an_open_site_costs_fifty_points_of_the_observatory() -> None:
    foreign = granting(Allow_Origin=ORIGIN, Allow_Credentials="true")
    observed = {one.id: one.observed for one in judged(foreign=foreign)}["http.observatory"]

    assert (observed["score"], observed["grade"]) == (50, "C")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("Cross-Origin-Opener-Policy", None, {"http.isolation": "warn missing"}),
        ("Cross-Origin-Opener-Policy", "unsafe-none", {"http.isolation": "warn missing"}),
        ("Cross-Origin-Opener-Policy", 'same-origin-allow-popups; report-to="x"', {}),
        ("Cross-Origin-Resource-Policy", "cross-origin", {"http.isolation": "warn missing"}),
        ("Cross-Origin-Resource-Policy", "same_origin", {"http.isolation": "fail broken"}),
        ("Cross-Origin-Embedder-Policy", "require-corp", {}),
        ("Cache-Control", None, {"http.caching": "warn unsaid"}),
        ("Content-Encoding", "gzip", {"http.brotli": "info not_used"}),
    ],
)
def test_each_header_is_judged_on_its_own(name: str, value: str | None, words: dict[str, str]) -> None:
    assert changed_later(page=with_header(name, value)) == words


def test_a_validator_is_enough_for_caches() -> None:
    headers = {name: value for name, value in HEADERS.items() if name != "Cache-Control"}

    assert changed_later(page=answered(headers={**headers, "ETag": '"1"'})) == {}


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("<script src='/a.js'></script><script src='//static.nemune.ir/a.js'></script>", {}),
        ("<script src='https://cdn.ir/a.js'></script>", {"http.sri": "warn unguarded"}),
        ("<link rel='stylesheet' href='//cdn.ir/a.css'>", {"http.sri": "warn unguarded"}),
        ("<script src='http://cdn.ir/a.js' integrity='sha384-x'></script>", {"http.sri": "fail insecure"}),
        ("<script src='https://cdn.ir/a.js' integrity='sha384-x'></script>", {"http.sri": "pass guarded"}),
        # A policy behind the page's first words is in no head, and no browser heeds it.
        (f"{UPGRADED}<script src='http://cdn.ir/a.js'></script>", {"http.sri": "fail insecure"}),
        ("<link rel='icon' href='https://cdn.ir/a.png'><script src='http://[oops'></script>", {}),
    ],
)
def test_scripts_of_other_sites_state_their_digest(part: str, words: dict[str, str]) -> None:
    assert changed_later(page=answered(TEXT + part)) == words


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("<script src='http://cdn.ir/a.js'></script>", "warn unguarded"),
        ("<script src='http://cdn.ir/a.js' integrity='sha384-x'></script>", "pass guarded"),
    ],
)
def test_scripts_of_other_sites_are_asked_for_as_a_policy_in_the_head_says(script: str, words: str) -> None:
    text = TEXT.replace("<title>", f"{UPGRADED}<title>").replace("</main>", f"</main>{script}")

    assert said(judged(page=answered(text)))["http.sri"] == words


@pytest.mark.parametrize(
    ("guards", "words"),
    [
        ({"name": "__Host-sid"}, "pass sound"),
        ({"name": "__Host-sid", "path": "/a"}, "fail broken_promise"),
        ({"name": "__Host-sid", "domain": "nemune.ir"}, "fail broken_promise"),
        ({"name": "__Secure-sid", "is_secure": False}, "fail broken_promise"),
        ({"name": "a", "same_site": "none", "is_secure": False}, "fail broken_promise"),
        ({"name": "a", "max_age": "34560000"}, "pass sound"),
        ({"name": "a", "max_age": "34560001"}, "warn long_lived"),
        ({"name": "a", "max_age": "9" * 5000}, "warn long_lived"),
        ({"name": "a", "max_age": "-1"}, "pass sound"),
        ({"name": "a", "max_age": "--1"}, "pass sound"),
        ({"name": "a", "max_age": "²"}, "pass sound"),
        ({"name": "a", "max_age": "²", "expires": "Wed, 01 Nov 2028 00:00:00 GMT"}, "warn long_lived"),
        ({"name": "a", "expires": "Wed, 01 Nov 2028 00:00:00 GMT"}, "warn long_lived"),
        ({"name": "a", "max_age": "60", "expires": "Wed, 01 Nov 2028 00:00:00 GMT"}, "pass sound"),
        ({"name": "a", "expires": "some day"}, "pass sound"),
        ({"name": "a", "domain": ".nemune.ir"}, "warn wide"),
        ({"name": "a", "domain": "khedmat.nemune.ir"}, "pass sound"),
        ({"name": "a", "path": None}, "not_tested not_asked"),
    ],
)
def test_cookies_keep_their_promises(guards: dict[str, object], words: str) -> None:
    page = answered(cookies=(cookie(**guards),))  # type: ignore[arg-type]

    assert changed_later(page=page) == {"http.cookie_form": words}


def test_a_page_with_a_cookie_is_not_kept_for_everybody() -> None:
    headers = {**HEADERS, "Cache-Control": "public, max-age=600"}
    shared = answered(headers=headers, cookies=(cookie("a"),))
    own = answered(headers={**HEADERS, "Cache-Control": "private, s-maxage=600"}, cookies=(cookie("a"),))

    assert changed_later(page=shared)["http.caching"] == "fail shared_with_cookie"
    assert "http.caching" not in changed_later(page=own)


@pytest.mark.parametrize(
    ("age", "words"),
    [
        ("31536000", {"http.hsts_preload": "info ready"}),
        ("9" * 5000, {"http.hsts_preload": "info ready"}),
        ("31535999", {}),
        ("²", {}),
    ],
    ids=["a year", "for ever", "a second less", "no number"],
)
def test_the_browsers_list_wants_a_year_all_subdomains_and_the_word(age: str, words: dict[str, str]) -> None:
    page = with_header("Strict-Transport-Security", f"max-age={age}; includeSubDomains; preload")

    assert changed_later(page=page) == words


@pytest.mark.parametrize(
    ("policy", "holes"),
    [
        ("script-src 'self'; frame-ancestors 'none'; form-action 'self'", ["object-src"]),
        ("default-src 'self'; frame-ancestors 'none'", ["form-action"]),
        ("default-src 'none'; script-src 'nonce-abc'; FA", ["base-uri", "short nonce"]),
        ("default-src 'none'; script-src 'self' https://cdn.jsdelivr.net; FA", ["open script hosts"]),
        ("default-src 'none'; script-src 'self' https://cdn.jsdelivr.net/npm/x@1/x.js; FA", []),
        ("default-src 'none'; script-src 'self' 'unsafe-hashes'; FA", ["unsafe-hashes"]),
        ("default-src *; FA", ["object-src"]),
        ("default-src *; FA, default-src 'self'", []),
    ],
)
def test_a_hole_is_one_that_no_policy_closes(policy: str, holes: list[str]) -> None:
    text = policy.replace("FA", "frame-ancestors 'none'; form-action 'self'")
    page = with_header("Content-Security-Policy", text)
    finding = next(one for one in judged(page=page) if one.id == "http.csp_depth")

    assert finding.observed.get("holes", []) == holes


def test_what_works_in_headers_only_is_told_when_it_stands_in_the_page() -> None:
    text = "<meta http-equiv='Content-Security-Policy' content=\"sandbox; default-src 'self'\">"

    assert changed_later(page=answered(text + TEXT)) == {"http.csp_depth": "warn idle_in_page"}
    assert changed_later(page=with_header("Content-Security-Policy", None)) == {
        "http.csp_depth": "not_applicable no_policy"
    }
