"""What is kept of the browser's own remarks, told by hand."""

from typing import Any

import pytest

from sanjeh.core.probing.artifacts.intrusive_steps import Connection, Issue
from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.probes.page.devtools_issues import DevtoolsIssues


class Session:
    """A debugging session whose events a test fires."""

    def __init__(self) -> None:
        self.heard: dict[str, Any] = {}

    def on(self, event: str, listener: Any) -> None:
        self.heard[event] = listener

    async def send(self, command: str) -> None:
        assert command == "Audits.enable"


@pytest.fixture
def session() -> Session:
    return Session()


@pytest.fixture
async def devtools(session: Session) -> DevtoolsIssues:
    devtools = DevtoolsIssues()
    await devtools.attach(session)  # type: ignore[arg-type]
    return devtools


def issue(code: str, **details: object) -> dict[str, object]:
    return {"issue": {"code": code, "details": {"whatever": details}}}


async def test_issues_are_counted_with_one_example_and_no_query(
    devtools: DevtoolsIssues, session: Session
) -> None:
    refused = {"violatedDirective": "img-src", "blockedURL": "https://x.test/a.png?token=secret#part"}
    for event in (
        issue("ContentSecurityPolicyIssue", **refused),
        issue("ContentSecurityPolicyIssue", type="b"),
    ):
        session.heard["Audits.issueAdded"](event)
    session.heard["Audits.issueAdded"](
        issue("CookieIssue", cookie={"name": "a"}, cookieWarningReasons=["Why"])
    )

    assert await devtools.issues() == (
        Issue(code="ContentSecurityPolicyIssue", count=2, example="img-src https://x.test/a.png"),
        Issue(code="CookieIssue", count=1, example="Why"),
    )


async def test_only_the_first_document_tells_the_connection(
    devtools: DevtoolsIssues, session: Session
) -> None:
    security = {"protocol": "TLS 1.3", "cipher": "AES_128_GCM", "keyExchangeGroup": "X25519", "validTo": 9}
    first = {"protocol": "h2", "securityDetails": security | {"issuer": "I", "subjectName": "S"}}
    for kind, response in (
        ("Script", {"protocol": "x"}),
        ("Document", first),
        ("Document", {"protocol": "y"}),
    ):
        session.heard["Network.responseReceived"]({"type": kind, "response": response})

    assert await devtools.connection() == Connection(
        http_version="h2", tls_version="TLS 1.3", cipher="AES_128_GCM", key_exchange="X25519",
        issuer="I", subject="S", valid_until_s=9,
    )  # fmt: skip


async def test_a_connection_that_was_not_told_is_our_failure(devtools: DevtoolsIssues) -> None:
    with pytest.raises(CaptureFailed) as failed:
        await devtools.connection()

    assert failed.value.reason == Reason.PROBE_BROKEN
