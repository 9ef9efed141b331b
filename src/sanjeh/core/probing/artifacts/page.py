"""What one visit of a page in a browser brings home; a step that failed leaves its fields None."""

from datetime import datetime
from typing import Literal

from sanjeh.core.probing.artifacts.intrusive_steps import (
    Connection,
    Fonts,
    Issue,
    Keyboard,
    Library,
    Stretched,
)
from sanjeh.core.probing.artifacts.surroundings import Document, LinkSample, SiteSearch
from sanjeh.core.probing.contracts import Failure, Frozen
from sanjeh.core.probing.failures import Reason


class Cookie(Frozen):
    """One cookie that stood in the browser at the end; its value is never kept.

    `days` is what is left of its life, None for a session cookie; `own` ones came with the page's own answer.
    """

    name: str
    domain: str
    path: str
    is_secure: bool
    is_http_only: bool
    same_site: str
    days: float | None
    own: bool


class Request(Frozen):
    """One request that the page made; the address stands without query and fragment.

    Times are in milliseconds: `started_ms` since the page's first request, `wait_ms` until the first byte and
    `total_ms` until the end, each since the request began; None was not told.
    """

    url: str
    host: str
    kind: str
    status: int | None
    size_bytes: int
    failed: str = ""
    method: str = ""
    mime: str = ""
    started_ms: float | None = None
    wait_ms: float | None = None
    total_ms: float | None = None


class ConsoleLine(Frozen):
    """One line of the browser's console: `kind` is "uncaught" or "error"."""

    kind: str
    text: str


class Vitals(Frozen):
    """Times in milliseconds as the page's own clock had them; None was not reported."""

    ttfb_ms: float | None
    fcp_ms: float | None
    lcp_ms: float | None
    cls: float | None
    tbt_ms: float | None
    load_ms: float | None


class Writing(Frozen):
    """How the page's letters run: `rtl_in_ltr` of `rtl_letters` stand in left-to-right elements."""

    body_direction: str
    has_dir: bool
    rtl_letters: int
    rtl_in_ltr: int
    ltr_letters: int
    ltr_in_rtl: int


class Reflow(Frozen):
    """How far the page is wider than 320 CSS pixels; `is_clipped` when the rest cannot be scrolled to.

    `content_px` is how far what is read or used reaches beyond the window; None where it was not asked.
    `two_dimensional_px` is how far pictures, frames and tables of data do, which older looks count among it.
    `is_one_block` when all that does so are lines of one block of text, which begin in the window.
    `cut_links` are links, buttons and fields that a box around them cuts off, and did not in a wide window.
    `lost_texts` go on out of the window where reading begins: no scrolling leads there.
    """

    overflow_px: int
    content_px: int | None = None
    two_dimensional_px: int = 0
    is_one_block: bool = False
    is_clipped: bool
    offenders: tuple[str, ...]
    cut_links: tuple[str, ...] = ()
    lost_texts: tuple[str, ...] = ()


class Barrier(Frozen):
    """One kind of barrier that axe has no rule for: how often it was met, and the first places."""

    kind: str
    count: int
    places: tuple[str, ...]


class LinkedPage(Frozen):
    """One page that the visited one links to: `kind` as in the markers ("sla", "privacy", …)."""

    kind: str
    url: str
    final_url: str = ""
    status: int | None = None
    body: str | None = None
    failure: Failure | None = None


class FramePage(Frozen):
    """One frame of the page's own site: from where its links lead on, and the digest of its document."""

    url: str
    body: str


class StepFailure(Frozen):
    """One step of the visit that did not come to its end."""

    step: str
    reason: Reason
    detail: str = ""

    def as_failure(self) -> Failure:
        return Failure(reason=self.reason, detail=self.detail)


class WayStep(Frozen):
    """One address on the way to the document that was seen: `by` says what led on from it.

    "redirect" is an answer of the server, "page" a document that went on by itself (Refresh or a script).
    """

    url: str
    by: Literal["redirect", "page"]


class PageArtifact(Frozen):
    """One page in one browser. `dom`, `screenshot` and `axe` are SHA-256 digests of what was kept.

    `status` and `headers` are those of the document at `final_url`; `way` was passed before it, and is empty
    where the address itself was seen, and in captures that did not keep it.

    `picture_hash` is the 64-bit difference hash of the screenshot, as 16 hex digits.
    """

    url: str
    final_url: str
    status: int
    taken_at: datetime
    headers: tuple[tuple[str, str], ...]
    is_settled: bool
    way: tuple[WayStep, ...] = ()
    dom: str | None = None
    frames: tuple[FramePage, ...] | None = None
    screenshot: str | None = None
    axe: str | None = None
    cookies: tuple[Cookie, ...] | None = None
    requests: tuple[Request, ...] = ()
    console: tuple[ConsoleLine, ...] = ()
    vitals: Vitals | None = None
    writing: Writing | None = None
    reflow: Reflow | None = None
    barriers: tuple[Barrier, ...] | None = None
    picture_hash: str | None = None
    libraries: tuple[Library, ...] | None = None
    fonts: Fonts | None = None
    stretched: Stretched | None = None
    keyboard: Keyboard | None = None
    issues: tuple[Issue, ...] | None = None
    connection: Connection | None = None
    linked: tuple[LinkedPage, ...] | None = None
    links: LinkSample | None = None
    documents: tuple[Document, ...] | None = None
    search: SiteSearch | None = None
    failures: tuple[StepFailure, ...] = ()

    def failure_of(self, *steps: str) -> Failure | None:
        """Return why the first of these steps failed, or None when all came to their end."""
        return next((f.as_failure() for f in self.failures if f.step in steps), None)

    def header(self, name: str) -> str:
        """Return the last header of this name, or an empty text."""
        return next(reversed([value for key, value in self.headers if key.lower() == name]), "")
