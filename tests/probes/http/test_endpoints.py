"""The endpoints of a site: with and without www, over IPv6, for browsers and for others."""

import pytest

from sanjeh.core.probing.artifacts.http import Asked, Redirect, Spoken
from sanjeh.core.probing.contracts import Failure
from sanjeh.core.probing.failures import Reason
from tests.probes.http.sites import GOOD, UNKNOWN, answered, changed_later, judged, with_header
from tests.probes.judging import said

DOOR = "https://nemune.ir/"
PAGE = answered(url=DOOR)


def failed(reason: Reason) -> Asked:
    return Asked(failure=Failure(reason=reason))


def landing(url: str, status: int = 200) -> Asked:
    hop = Redirect(url="https://www.nemune.ir/", status=301, location=url)
    return answered("", status, {}, url=url, redirects=(hop,), body="")


@pytest.mark.parametrize(
    ("twin", "words"),
    [
        (landing(DOOR), "pass leads_here"),
        (landing("https://portal.nemune.ir/"), "pass leads_on"),
        (landing("https://another.ir/"), "warn elsewhere"),
        (answered("", 200, {}, url="https://www.nemune.ir/", body=""), "warn two_sites"),
        (answered("", 503, {}, url="https://www.nemune.ir/", body=""), "fail error"),
        (UNKNOWN, "warn missing"),
        (failed(Reason.TLS_FAILED), "fail dead"),
        (failed(Reason.CONNECT_REFUSED), "fail dead"),
        (failed(Reason.CONNECT_TIMEOUT), "error connect_timeout"),
        (failed(Reason.PORT_REFUSED), "not_tested not_admitted"),
        (failed(Reason.NAME_TIMEOUT), "error name_timeout"),
    ],
)
def test_a_front_door_opens_with_and_without_www(twin: Asked, words: str) -> None:
    findings = judged(DOOR, page=PAGE, twin=twin, twin_plain=failed(Reason.CONNECT_REFUSED))

    assert said(findings)["http.www"] == words


def test_a_twin_that_answers_over_plain_http_alone_is_seen() -> None:
    told = said(judged(DOOR, page=PAGE, twin=failed(Reason.CONNECT_REFUSED), twin_plain=landing(DOOR)))

    assert told["http.www"] == "pass leads_here"


def test_the_four_doors_are_told_one_by_one() -> None:
    findings = {one.id: one for one in judged(DOOR, page=PAGE, twin=landing(DOOR), twin_plain=UNKNOWN)}

    assert findings["http.endpoints"].observed == {
        "doors": [
            "https://nemune.ir 200",
            "http://nemune.ir 301 https://khedmat.nemune.ir/",
            "https://www.nemune.ir 301 https://nemune.ir/",
            "http://www.nemune.ir -",
        ],
        "canonical": "nemune.ir",
        "forces_https": True,
        "goes_down": False,
    }


LONG = "".join(f"<p>بند {number} آیین‌نامه</p>" for number in range(60))


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (answered(LONG + "<p>ساعت ۱۰</p>"), "pass same"),
        (answered("<p>صفحهٔ دیگری از سرور دیگر</p>"), "warn differs"),
        (answered("<p>خطا</p>", 500), "fail error"),
        (None, "not_applicable no_address"),
        (failed(Reason.CONNECT_REFUSED), "fail unreachable"),
        (failed(Reason.CONNECT_TIMEOUT), "error connect_timeout"),
        (failed(Reason.NOT_ASKED), "not_tested not_asked"),
    ],
)
def test_the_page_over_ipv6_is_the_same_page(asked: Asked | None, words: str) -> None:
    assert said(judged(page=answered(LONG), over_ipv6=asked))["http.reach6"] == words


def test_who_refuses_an_honest_name_is_told_so_and_the_page_is_judged_all_the_same() -> None:
    assert changed_later(refused=answered("", 403)) == {"http.agent": "warn browsers_only"}


def test_who_refuses_browsers_too_was_not_seen() -> None:
    told = said(judged(page=answered("", 403), refused=answered("", 403)))

    assert (told["http.agent"], told["http.reach"]) == ("blocked blocked_by_wall", "blocked blocked_by_wall")


def test_versions_of_http_are_told() -> None:
    page = with_header("Alt-Svc", 'h3=":443"; ma=86400')
    observed = {one.id: one.observed for one in judged(page=page)}["http.versions"]

    assert observed == {"alpn": "h2", "has_http3": True}
    assert changed_later(spoken=Spoken(failure=Failure(reason=Reason.CONNECT_TIMEOUT))) == {
        "http.versions": "error connect_timeout"
    }


def test_an_older_capture_says_what_it_did_not_ask() -> None:
    old = GOOD.model_copy(update={"steps": (), "foreign": None, "over_ipv6": None, "spoken": None})
    changes = {name: getattr(old, name) for name in ("steps", "foreign", "over_ipv6", "spoken")}

    assert changed_later(**changes) == {
        f"http.{name}": "not_tested not_asked"
        for name in ("www", "endpoints", "agent", "reach6", "versions", "cors", "sitemap_entries")
    }
