import pytest

from sanjeh.core.probing.artifacts.http import Asked, Redirect, Timing
from sanjeh.core.probing.contracts import Failure, Target
from sanjeh.core.probing.failures import Reason
from sanjeh.probes.http.judge import PROBE
from tests.probes.http.sites import (
    GOOD,
    HEADERS,
    LOST,
    SECURITY_TXT,
    SHELF,
    TEXT,
    URL,
    answered,
    changed,
    cookie,
    differing,
    judged,
)
from tests.probes.judging import said

OF_THE_PAGE = (
    *("hsts", "csp", "framing", "nosniff", "referrer", "permissions"),
    *("cookies", "leak", "compression", "time", "observatory"),
)
WALL = "<title>Access Denied</title><p>Sorry, you have been blocked. Incident ID: 1</p>"


def failed(reason: Reason, *redirects: Redirect) -> Asked:
    return Asked(failure=Failure(reason=reason), redirects=redirects)


def hop(url: str, location: str) -> Redirect:
    return Redirect(url=url, status=302, location=location)


def of_the_page(words: str) -> dict[str, str]:
    return {f"http.{name}": words for name in OF_THE_PAGE}


def test_an_error_status_fails_reach_and_leaves_the_page_unjudged() -> None:
    findings = judged(page=answered("<p>خطا</p>", 503, {"Retry-After": "120"}))

    assert differing(findings) == {
        "http.reach": "fail http_error",
        **of_the_page("not_tested http_error"),
    }
    assert findings[0].observed == {"status": 503, "retry_after": "120"}


def test_a_wall_with_status_200_blocks_the_page_and_fails_nothing() -> None:
    assert changed(page=answered(WALL)) == {
        "http.reach": "blocked blocked_by_wall",
        **of_the_page("blocked blocked_by_wall"),
    }


def test_a_wall_in_front_of_a_file_says_nothing_of_the_file() -> None:
    assert changed(security_txt=answered(WALL, 403)) == {"http.security_txt": "blocked blocked_by_wall"}


def test_a_redirect_loop_fails_once_and_leaves_the_page_unseen() -> None:
    asked = failed(Reason.REDIRECT_LOOP, hop(URL, "/a"), hop(f"{URL}a", "/"))

    assert changed(page=asked) == {
        "http.reach": "error redirect_loop",
        "http.redirects": "fail loop",
        **of_the_page("error redirect_loop"),
    }


def test_many_redirects_are_a_warning() -> None:
    hops = tuple(hop(f"{URL}{n}", f"/{n + 1}") for n in range(3))

    assert changed(page=answered(redirects=hops)) == {"http.redirects": "warn long"}


def test_going_back_to_plain_http_fails() -> None:
    hops = (hop(URL, "http://khedmat.nemune.ir/a"), hop("http://khedmat.nemune.ir/a", URL))

    assert changed(page=answered(redirects=hops)) == {"http.https": "fail downgrade"}


@pytest.mark.parametrize(
    ("plain", "words"),
    [
        (failed(Reason.CONNECT_REFUSED), {"http.https": "pass plain_closed"}),
        (failed(Reason.CONNECT_TIMEOUT), {"http.https": "pass plain_closed"}),
        (answered("no", 404, {}), {"http.https": "pass plain_closed"}),
        (answered(TEXT, 200, {}), {"http.https": "fail no_redirect"}),
        (
            answered("", 302, {"Location": "http://other.ir/"}, url="http://khedmat.nemune.ir/"),
            {"http.https": "fail no_redirect"},
        ),
        (answered("", 302, {"Location": "http://[oops/"}), {"http.https": "fail no_redirect"}),
        (failed(Reason.FIRST_BYTE_TIMEOUT), {"http.https": "error first_byte_timeout"}),
        (failed(Reason.PORT_REFUSED), {"http.https": "error port_refused"}),
    ],
)
def test_the_plain_twin_must_lead_to_https(plain: Asked, words: dict[str, str]) -> None:
    assert changed(plain=plain) == words


def test_a_plain_address_that_arrives_by_https_redirects() -> None:
    assert changed("http://khedmat.nemune.ir/", plain=answered(TEXT, 200, {})) == {}


@pytest.mark.parametrize(
    ("ttfb_ms", "words"),
    [
        (799.9, {}),
        (800.0, {"http.time": "warn slow"}),
        (1799.9, {"http.time": "warn slow"}),
        (1800.0, {"http.time": "fail very_slow"}),
    ],
)
def test_time_is_judged_by_the_first_byte(ttfb_ms: float, words: dict[str, str]) -> None:
    assert changed(page=answered(ttfb_ms=ttfb_ms)) == words


def test_a_slow_moment_of_ours_is_not_the_slowness_of_the_site() -> None:
    again = (Timing(ttfb_ms=900.0, total_ms=950.0), Timing(ttfb_ms=90.0, total_ms=95.0))
    artifact = GOOD.model_copy(update={"page": answered(ttfb_ms=2500.0), "page_again": again})

    [finding] = [one for one in PROBE.judge(artifact, Target(url=URL), SHELF) if one.id == "http.time"]

    assert (finding.reason, finding.observed) == (
        "fast",
        {"ttfb_ms": 90.0, "total_ms": 95.0, "samples": 3},
    )


def test_a_small_page_need_not_be_packed() -> None:
    headers = {key: value for key, value in HEADERS.items() if key != "Content-Encoding"}

    assert changed(page=answered("<p>خدمت</p>", headers=headers)) == {
        "http.compression": "not_applicable small"
    }


@pytest.mark.parametrize(
    ("cookies", "words"),
    [
        ((cookie("sessionid"),), {"http.cookies": "pass guarded"}),
        ((cookie("lang", is_http_only=False),), {"http.cookies": "pass guarded"}),
        ((cookie("csrftoken", is_http_only=False),), {"http.cookies": "pass guarded"}),
        ((cookie("a", is_secure=False),), {"http.cookies": "fail not_secure"}),
        ((cookie("JSESSIONID", is_http_only=False),), {"http.cookies": "fail script_readable"}),
        ((cookie("a", same_site=""),), {"http.cookies": "warn no_same_site"}),
    ],
)
def test_cookies_are_judged_by_their_guards(cookies: tuple[object, ...], words: dict[str, str]) -> None:
    assert changed(page=answered(cookies=cookies)) == words


@pytest.mark.parametrize(
    ("absent", "words"),
    [
        (answered("<p>Not Found</p>", 404), {"http.not_found": "warn bare"}),
        (answered(LOST, 200), {"http.not_found": "fail soft_404"}),
        (answered(LOST, 401), {"http.not_found": "warn refused"}),
        (answered(LOST, 403), {"http.not_found": "blocked blocked_by_wall"}),
        (answered(LOST, 500), {"http.not_found": "fail odd_status"}),
        (answered(LOST, 410), {}),
        (failed(Reason.TOTAL_TIMEOUT), {"http.not_found": "error total_timeout"}),
        (
            answered(LOST + "<pre>Traceback (most recent call last)</pre>", 404),
            {"http.leak": "fail trace"},
        ),
    ],
)
def test_a_wrong_address_shall_be_told_so_and_helped(absent: Asked, words: dict[str, str]) -> None:
    assert changed(absent=absent) == words


@pytest.mark.parametrize(
    ("text", "status", "words"),
    [
        (SECURITY_TXT, 404, {"http.security_txt": "fail missing"}),
        (TEXT, 200, {"http.security_txt": "fail missing"}),
        ("Expires: 2027-01-01T00:00:00Z", 200, {"http.security_txt": "fail no_contact"}),
        ("Contact: mailto:a@b.ir", 200, {"http.security_txt": "warn no_expiry"}),
        ("Contact: mailto:a@b.ir\nExpires: soon", 200, {"http.security_txt": "warn bad_expiry"}),
        (
            "Contact: mailto:a@b.ir\nExpires: 2026-10-31T00:00:00+03:30",
            200,
            {"http.security_txt": "fail expired"},
        ),
    ],
)
def test_security_txt_must_be_there_and_in_date(text: str, status: int, words: dict[str, str]) -> None:
    assert changed(security_txt=answered(text, status, {})) == words


@pytest.mark.parametrize(
    ("text", "status", "words"),
    [
        ("", 404, {"http.robots": "warn missing"}),
        (TEXT, 200, {"http.robots": "warn not_robots"}),
        ("User-agent: *\nDisallow: /", 200, {"http.robots": "fail closed"}),
        ("User-agent: *\nDisallow: /\nAllow: /public", 200, {}),
        ("User-agent: BadBot\nDisallow: /\n\nUser-agent: *\nDisallow:", 200, {}),
        ("User-agent: A\nUser-agent: *\nDisallow: / # all", 200, {"http.robots": "fail closed"}),
        ("", 200, {}),
    ],
)
def test_robots_must_not_close_the_site(text: str, status: int, words: dict[str, str]) -> None:
    assert changed(robots=answered(text, status, {})) == words


@pytest.mark.parametrize(
    ("text", "status", "words"),
    [
        ("", 404, {"http.sitemap": "warn missing"}),
        (TEXT, 200, {"http.sitemap": "warn not_sitemap"}),
        ("<sitemapindex><sitemap><loc>a</loc></sitemap></sitemapindex>", 200, {}),
        ("\x1f\x8b packed", 200, {}),
    ],
)
def test_a_site_map_must_be_one(text: str, status: int, words: dict[str, str]) -> None:
    assert changed(sitemap=answered(text, status, {})) == words


def test_findings_rest_on_the_bodies_they_judge() -> None:
    findings = {finding.id: finding for finding in judged()}
    page = answered().answer
    assert page is not None

    assert findings["http.csp"].evidence == (page.body,)
    assert findings["http.reach"].observed == {"status": 200, "http_version": "1.1"}
    assert findings["http.time"].observed == {"ttfb_ms": 120.0, "total_ms": 130.0, "samples": 1}


def test_a_page_that_is_shorter_than_announced_was_reached_and_that_is_told() -> None:
    found = judged(page=answered(is_cut=True))

    assert said(found)["http.reach"] == "pass ok"
    assert found[0].observed == {"status": 200, "http_version": "1.1", "is_cut": True}


@pytest.mark.parametrize(
    ("ttfb_ms", "late_ms", "words"),
    [
        (310.0, 31.0, {}),
        (310.0, 31.1, {"http.time": "not_tested busy"}),
        (299.9, 250.0, {}),
        (2500.0, 251.0, {"http.time": "not_tested busy"}),
        (2500.0, 250.0, {"http.time": "fail very_slow"}),
    ],
)
def test_what_we_timed_while_we_were_busy_says_nothing_of_the_site(
    ttfb_ms: float, late_ms: float, words: dict[str, str]
) -> None:
    page = answered(ttfb_ms=ttfb_ms)
    assert page.answer is not None
    busy = page.model_copy(update={"answer": page.answer.model_copy(update={"late_ms": late_ms})})

    assert changed(page=busy) == words


@pytest.mark.parametrize(
    ("again_ms", "words"),
    [
        ((1900.0, 1850.0), {"http.time": "fail very_slow"}),
        ((1900.0, 790.0), {}),
    ],
)
def test_load_that_slows_the_site_itself_counts_as_its_own_unless_one_moment_is_free_of_it(
    again_ms: tuple[float, ...], words: dict[str, str]
) -> None:
    """Who asks was never late: other visitors, or a full line, look like the site (method.md)."""
    again = tuple(Timing(ttfb_ms=one, total_ms=one, late_ms=0.0) for one in again_ms)

    assert changed(page=answered(ttfb_ms=2100.0, late_ms=0.0), page_again=again) == words


@pytest.mark.parametrize(
    ("ttfb_ms", "is_alone", "words"),
    [
        (299.0, False, {}),
        (300.0, False, {"http.time": "not_tested busy"}),
        (300.0, True, {}),
    ],
)
def test_a_time_taken_while_we_were_there_twice_proves_a_site_fast_but_never_slow(
    ttfb_ms: float, *, is_alone: bool, words: dict[str, str]
) -> None:
    page = answered(ttfb_ms=ttfb_ms)
    assert page.answer is not None
    beside = page.model_copy(update={"answer": page.answer.model_copy(update={"is_alone": is_alone})})

    assert changed(page=beside) == words
