"""What stands around a visited page: where its links lead, its documents, its search."""

from sanjeh.core.probing.contracts import Failure, Frozen


class CheckedLink(Frozen):
    """One address that the page links to, asked once; its content was not read."""

    url: str
    status: int | None = None
    failure: Failure | None = None


class LinkSample(Frozen):
    """Some of the page's links; `total` counts all different addresses."""

    total: int
    checked: tuple[CheckedLink, ...]


class PdfFacts(Frozen):
    """What a PDF says of itself; `letters` were counted on the first `pages_read` pages of `pages`."""

    pages: int
    pages_read: int
    pages_with_text: int
    letters: int
    is_tagged: bool
    is_locked: bool
    language: str
    title: str


class Document(Frozen):
    """One file that the page links to: `kind` is "pdf" or its ending.

    Its bytes are not kept: `fingerprint` ("sha256:" and 64 hex digits) names nothing in the store.
    """

    url: str
    kind: str
    size_bytes: int | None = None
    fingerprint: str = ""
    pdf: PdfFacts | None = None
    failure: Failure | None = None


class SiteSearch(Frozen):
    """One question to the site's own search; `body` is the digest of its answer."""

    url: str
    words: str
    status: int | None = None
    body: str | None = None
    failure: Failure | None = None
