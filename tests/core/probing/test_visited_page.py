"""A visited page is read once, and what stood before it or failed on it is said instead of judging."""

from dataclasses import dataclass, field

import pytest

from sanjeh.core.probing.artifacts.page import PageArtifact, StepFailure
from sanjeh.core.probing.contracts import Outcome, Target
from sanjeh.core.probing.failures import Reason
from sanjeh.core.probing.verdicts import Verdict
from sanjeh.core.probing.visited_page import Visited
from tests.core.probing.artifacts.test_page import PAGE

DIGEST = "ab" * 32
SHEET = b"<html><body><h1>Permit</h1><p>Apply here</p></body></html>"
LOGIN = b"<html><body><h1>Sign in</h1><input name=user><input type=password></body></html>"
MOBILE = "<html><h1>ورود به سامانه</h1><input type=tel name=mobile><button>ادامه</button></html>".encode()
PORTAL = b"<html><input type=password>" + b"<p>Many news</p>" * 160 + b"</html>"
ELSEWHERE = {"final_url": "https://login.other.test/start?client=1"}
SENT: dict[str, object] = {
    "final_url": "https://login.other.test/app",
    "way": ({"url": "https://login.other.test/sso?SAMLRequest=…", "by": "redirect"},),
}
GATE = Verdict(Outcome.NOT_TESTED, "behind_login", {"host": "login.other.test"})
CAPTCHA = b"<html><body><p>Verify you are human</p></body></html>"


@dataclass(frozen=True)
class Kept:
    """Evidence of one document, which counts how often it is read."""

    content: bytes
    asked: list[str] = field(default_factory=list)

    def read(self, digest: str) -> bytes:
        self.asked.append(digest)
        return self.content


def visited(content: bytes = SHEET, **changed: object) -> Visited:
    artifact = PageArtifact.model_validate(PAGE.model_dump() | {"dom": DIGEST, "failures": ()} | changed)
    return Visited(artifact, Target(url="https://body.test/"), Kept(content))


def test_a_document_is_read_once_as_text_tree_and_prose() -> None:
    kept = Kept(SHEET)
    page = Visited(PAGE.model_copy(update={"dom": DIGEST}), Target(url="https://body.test/"), kept)

    heading = page.tree.css_first("h1")

    assert (page.markup, page.prose) == (SHEET.decode(), "Permit\nApply here")
    assert heading is not None
    assert (heading.text(), page.dom, kept.asked) == ("Permit", (DIGEST,), [DIGEST])


def test_the_document_of_a_failed_step_is_empty_and_no_evidence() -> None:
    page = visited(dom=None)

    assert (page.markup, page.prose, page.dom) == ("", "", ())


@pytest.mark.parametrize(
    ("content", "changed", "verdict"),
    [
        (SHEET, {}, None),
        (SHEET, {"status": 399}, None),
        (SHEET, {"status": 400}, Verdict(Outcome.NOT_TESTED, "http_error", {"status": 400})),
        (SHEET, {"status": 404}, Verdict(Outcome.NOT_TESTED, "http_error", {"status": 404})),
        (SHEET, {"status": 403}, Verdict(Outcome.BLOCKED, "blocked_by_wall")),
        (CAPTCHA, {}, Verdict(Outcome.BLOCKED, "captcha")),
        (
            SHEET,
            {"failures": (StepFailure(step="axe", reason=Reason.STEP_TIMEOUT, detail="30 s"),)},
            Verdict(Outcome.ERROR, "step_timeout", {"detail": "30 s"}),
        ),
        (SHEET, {"failures": (StepFailure(step="fonts", reason=Reason.PAGE_CRASHED),)}, None),
    ],
)
def test_a_page_that_was_not_seen_is_not_judged(
    content: bytes, changed: dict[str, object], verdict: Verdict | None
) -> None:
    assert visited(content, **changed).missing(("axe",)) == verdict


@pytest.mark.parametrize(
    ("content", "address", "steps", "verdict"),
    [
        (LOGIN, ELSEWHERE, ("axe",), GATE),
        (MOBILE, ELSEWHERE, ("axe",), GATE),
        (LOGIN, ELSEWHERE, ("axe", "gate"), None),
        (LOGIN, {"final_url": "https://login.body.test/"}, ("axe",), None),
        (SHEET, ELSEWHERE, ("axe",), None),
        (PORTAL, ELSEWHERE, ("axe",), None),
        (
            SHEET,
            {"final_url": "https://login.other.test/start?client_id=1&response_type=code"},
            ("axe",),
            GATE,
        ),
        (SHEET, {"final_url": "https://login.other.test/start?client_id=1"}, ("axe",), None),
        (SHEET, SENT, ("axe",), GATE),
        (SHEET, {"final_url": "https://body.test/", "way": SENT["way"]}, ("axe",), None),
        (SHEET, {"final_url": "https://third.test/", "way": SENT["way"]}, ("axe",), None),
    ],
)
def test_behind_a_login_of_another_site_nothing_of_the_service_was_seen(
    content: bytes, address: dict[str, object], steps: tuple[str, ...], verdict: Verdict | None
) -> None:
    assert visited(content, failures=(), **address).missing(steps) == verdict
