"""What the browser itself notices of a page: its issues, and the connection on which the document came."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import CDPSession

from sanjeh.core.probing.artifacts.intrusive_steps import Connection, Issue
from sanjeh.core.probing.failures import CaptureFailed, Reason

_MOST_KINDS = 20
_NAMED = (
    "violatedDirective", "blockedURL", "type", "insecureURL", "reason", "errorType", "cookieExclusionReasons",
    "cookieWarningReasons", "url",
)  # fmt: skip
_WITHOUT = ("?", "#")


@dataclass  # the driver hangs its own mark on whoever listens, so no slots
class DevtoolsIssues:
    """Issues by kind with their first example, and the first document's connection."""

    _counts: Counter[str] = field(default_factory=Counter)
    _examples: dict[str, str] = field(default_factory=dict)
    _connection: Connection | None = None

    async def attach(self, session: CDPSession) -> None:
        """Begin to notice; what was noticed before is told at once."""
        session.on("Audits.issueAdded", self._issue)
        session.on("Network.responseReceived", self._answered)
        await session.send("Audits.enable")

    async def issues(self) -> tuple[Issue, ...]:
        return tuple(
            Issue(code=code, count=count, example=self._examples[code])
            for code, count in sorted(self._counts.items())
        )

    async def connection(self) -> Connection:
        if self._connection is None:
            raise CaptureFailed(Reason.PROBE_BROKEN, "the browser told of no document")
        return self._connection

    def _issue(self, event: dict[str, Any]) -> None:
        issue = event["issue"]
        code = str(issue["code"])
        if code in self._counts or len(self._counts) < _MOST_KINDS:
            self._counts[code] += 1
            self._examples.setdefault(code, _example(issue.get("details", {})))

    def _answered(self, event: dict[str, Any]) -> None:
        if event.get("type") == "Document" and self._connection is None:
            self._connection = _connection(event["response"])


def _example(details: dict[str, Any]) -> str:
    """Return what the issue names, without queries and never a cookie's value."""
    told = next((each for each in details.values() if isinstance(each, dict)), {})
    values = [told.get(key) for key in _NAMED]
    words = [", ".join(map(str, each)) if isinstance(each, list) else str(each) for each in values if each]
    return " ".join(_bare(word) for word in words)[:200]


def _bare(word: str) -> str:
    for sign in _WITHOUT:
        word = word.partition(sign)[0]
    return word


def _connection(response: dict[str, Any]) -> Connection:
    security = response.get("securityDetails") or {}
    return Connection(
        http_version=str(response.get("protocol", "")),
        tls_version=str(security.get("protocol", "")),
        cipher=str(security.get("cipher", "")),
        key_exchange=str(security.get("keyExchangeGroup") or security.get("keyExchange") or ""),
        issuer=str(security.get("issuer", ""))[:200],
        subject=str(security.get("subjectName", ""))[:200],
        valid_until_s=security.get("validTo"),
    )
