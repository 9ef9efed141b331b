"""What the look `http` brings home: six answers, each of which may have failed on its own."""

from datetime import datetime

from sanjeh.core.probing.contracts import Failure, Frozen

# What is timed counts while our own process is late by no more than this.
MOST_LATE_MS, MOST_LATE_SHARE = 20.0, 0.1
# Nobody feels a wait below this, and no method of ours takes points for less.
SURELY_FAST_MS = 300.0


class Redirect(Frozen):
    """One redirect on the way; query values are dropped, for they may hold tokens."""

    url: str
    status: int
    location: str


class Cookie(Frozen):
    """One cookie that an answer set; its value is never kept.

    `path` to `expires` are as the answer wrote them, and `has_same_site` says whether it named that attribute
    at all, were it without a value; None in captures that did not keep them.
    """

    name: str
    is_secure: bool
    is_http_only: bool
    same_site: str
    has_lifetime: bool
    path: str | None = None
    domain: str | None = None
    max_age: str | None = None
    expires: str | None = None
    has_same_site: bool | None = None


class Answered(Frozen):
    """One answer after its redirects; `body` is the digest of the unpacked body, empty if it was not read.

    `is_cut` says that the body was shorter than announced: what came is what browsers show.
    `late_ms` is how late our own process was until the first byte; None where that was not kept. `is_alone`
    says that nobody else of ours was at that destination.
    """

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    cookies: tuple[Cookie, ...]
    body: str
    body_bytes: int
    http_version: str
    ttfb_ms: float
    total_ms: float
    redirects: tuple[Redirect, ...] = ()
    ip: str = ""
    is_cut: bool = False
    late_ms: float | None = None
    is_alone: bool = True

    @property
    def timing(self) -> "Timing":
        return Timing(
            ttfb_ms=self.ttfb_ms, total_ms=self.total_ms, late_ms=self.late_ms, is_alone=self.is_alone
        )

    def header(self, name: str) -> str:
        """Return the value of a header, several joined by a comma, empty when it is absent."""
        return ", ".join(value for key, value in self.headers if key.lower() == name.lower())


class Timing(Frozen):
    """How long one more answer of the page took, and how late we were ourselves meanwhile."""

    ttfb_ms: float
    total_ms: float
    late_ms: float | None = None
    is_alone: bool = True

    @property
    def is_calm(self) -> bool:
        """Return whether we were alone there and our own lateness is a small part; unkept, it is believed."""
        return self.is_alone and self._is_in_time

    @property
    def _is_in_time(self) -> bool:
        return self.late_ms is None or self.late_ms <= max(MOST_LATE_MS, MOST_LATE_SHARE * self.ttfb_ms)

    @property
    def is_surely_fast(self) -> bool:
        """Return whether it is fast however late we were: lateness only ever adds to it."""
        return self.ttfb_ms < SURELY_FAST_MS


class Asked(Frozen):
    """One question: its answer, or why there was none and how far the redirects had led.

    `shared_with` is the page for which it was asked a little earlier, empty when it was asked for this one.
    """

    answer: Answered | None = None
    failure: Failure | None = None
    redirects: tuple[Redirect, ...] = ()
    shared_with: str = ""


class Spoken(Frozen):
    """The protocol that a server chose by ALPN, empty when it chose none, or why it was not asked."""

    protocol: str = ""
    failure: Failure | None = None


class HttpArtifact(Frozen):
    """`plain` is the first answer of the plain-http twin, which is not followed to https.

    `page_again` holds the times of the page when it was asked again because it had been slow.
    `refused` is the answer to our own name where `page` is that to a browser's. `twin` and `twin_plain`
    are the host with or without "www.", `foreign` the page as a stranger's script asks for it,
    `over_ipv6` the page by its IPv6 address, None where it has none, `sitemaps` the parts of a site
    map, `spoken` what is agreed on over TLS. `shut_tls` holds the versions of TLS in which a server answers
    that lets no visitor of today in: then nothing but the plain twin was asked. `steps` names the questions
    that came later than the first six: what it does not name was not asked.
    """

    taken_at: datetime
    page: Asked
    page_again: tuple[Timing, ...] = ()
    plain: Asked
    absent: Asked
    security_txt: Asked
    robots: Asked
    sitemap: Asked
    steps: tuple[str, ...] = ()
    refused: Asked | None = None
    twin: Asked | None = None
    twin_plain: Asked | None = None
    foreign: Asked | None = None
    over_ipv6: Asked | None = None
    sitemaps: tuple[Asked, ...] = ()
    spoken: Spoken | None = None
    shut_tls: tuple[str, ...] = ()
