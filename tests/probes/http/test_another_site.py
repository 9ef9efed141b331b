"""Redirects that end at another site: the site that was judged is named, a log-in is no service."""

import pytest

from sanjeh.core.probing.artifacts.http import Asked, Redirect
from sanjeh.core.probing.contracts import Finding
from tests.probes.http.sites import TEXT, URL, answered, changed, differing, judged

LOGIN = "<title>ورود</title><form><input name=user><input type=password></form>"
OF_THE_PAGE = (
    *("hsts", "csp", "framing", "nosniff", "referrer", "permissions"),
    *("cookies", "leak", "compression", "time", "observatory"),
)
ELSEWHERE = "https://www.digari.ir/sso"


def led(url: str, text: str = TEXT, location: str = "") -> Asked:
    """Return the page at which a redirect of the address ended."""
    return answered(text, url=url, redirects=(Redirect(url=URL, status=302, location=location or url),))


def sites_named(findings: tuple[Finding, ...]) -> dict[str, object]:
    return {one.id: one.observed["site"] for one in findings if "site" in one.observed}


def test_another_site_is_judged_and_each_finding_of_the_page_names_it() -> None:
    findings = judged(page=led(ELSEWHERE))

    named = sites_named(findings)
    assert differing(findings) == {}
    assert set(named.values()) == {"www.digari.ir"}
    assert {"http.reach", *(f"http.{name}" for name in OF_THE_PAGE)} <= set(named)
    assert not {"http.https", "http.redirects", "http.robots", "http.not_found"} & set(named)


@pytest.mark.parametrize("url", [URL, "https://www.khedmat.nemune.ir/", "https://nemune.ir/khedmat"])
def test_a_host_of_the_same_site_is_not_named(url: str) -> None:
    assert sites_named(judged(page=led(url))) == {}


def test_a_file_that_another_site_answered_names_that_site() -> None:
    robots = answered("User-agent: *\n", 200, {}, url="https://digari.ir/robots.txt")

    assert sites_named(judged(robots=robots)) == {
        "http.robots": "digari.ir",
        "http.robots_service": "digari.ir",
    }


@pytest.mark.parametrize(
    "page",
    [
        led(ELSEWHERE, LOGIN),
        led(ELSEWHERE, location=f"{ELSEWHERE}?client_id=…&response_type=…"),
        led(f"{ELSEWHERE}?SAMLRequest=…"),
    ],
    ids=["shows a log-in", "was sent by OAuth", "was sent by SAML"],
)
def test_the_headers_of_another_site_s_log_in_are_not_the_service_s(page: Asked) -> None:
    findings = judged(page=page)

    assert differing(findings) == {f"http.{name}": "not_tested behind_login" for name in OF_THE_PAGE}
    assert {one.observed["host"] for one in findings if one.reason == "behind_login"} == {"www.digari.ir"}


def test_the_reach_of_a_page_tells_which_document_answered_and_the_way_there() -> None:
    reach = judged(page=led(f"{ELSEWHERE}?id=…"))[0]

    assert (reach.observed["document"], reach.observed["way"]) == (ELSEWHERE, [f"redirect {URL}"])


def test_a_log_in_on_the_body_s_own_site_is_judged() -> None:
    assert "http.hsts" not in changed(page=led("https://sso.nemune.ir/", LOGIN))


def test_a_log_in_that_lets_through_to_the_service_hides_nothing() -> None:
    assert changed(page=led(URL, location=f"{ELSEWHERE}?client_id=…&response_type=…")) == {}
