"""What the look `http` brings home: six answers, each of which may have failed on its own."""

from datetime import datetime

from sanjeh.core.probing import Failure, Frozen


class Redirect(Frozen):
    """One redirect on the way; query values are dropped, for they may hold tokens."""

    url: str
    status: int
    location: str


class Cookie(Frozen):
    """One cookie that an answer set; its value is never kept."""

    name: str
    is_secure: bool
    is_http_only: bool
    same_site: str
    has_lifetime: bool


class Answered(Frozen):
    """One answer after its redirects; `body` is the digest of the unpacked body."""

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

    def header(self, name: str) -> str:
        """Return the value of a header, several joined by a comma, empty when it is absent."""
        return ", ".join(value for key, value in self.headers if key.lower() == name.lower())


class Timing(Frozen):
    """How long one more answer of the page took."""

    ttfb_ms: float
    total_ms: float


class Asked(Frozen):
    """One question: its answer, or why there was none and how far the redirects had led."""

    answer: Answered | None = None
    failure: Failure | None = None
    redirects: tuple[Redirect, ...] = ()


class HttpSight(Frozen):
    """`plain` is the first answer of the plain-http twin, which is not followed to https.

    `page_again` holds the times of the page when it was asked again because it had been slow.
    """

    taken_at: datetime
    page: Asked
    page_again: tuple[Timing, ...] = ()
    plain: Asked
    absent: Asked
    security_txt: Asked
    robots: Asked
    sitemap: Asked
