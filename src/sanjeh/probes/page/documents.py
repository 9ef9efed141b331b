"""Fetches the few documents that a page links to and has them read."""

import hashlib
from time import monotonic

from sanjeh.core.probing.artifacts.surroundings import Document
from sanjeh.core.probing.domains import is_same_site
from sanjeh.core.probing.failures import CaptureFailed
from sanjeh.core.text.html import host_of
from sanjeh.probes.page.pdf import read_pdf
from sanjeh.probes.page.polite_fetcher import PoliteFetcher, failure_of

_MOST, _MOST_BYTES = 5, 20_000_000
_OFFICE = ("doc", "docx", "odt", "rtf", "xls", "xlsx", "ods", "ppt", "pptx", "odp")


def kind_of(url: str) -> str:
    """Return "pdf" or the ending of an office format, empty for anything else."""
    ending = url.split("?", maxsplit=1)[0].rsplit(".", 1)[-1].lower()
    return ending if ending in ("pdf", *_OFFICE) else ""


async def documents(urls: tuple[str, ...], fetcher: PoliteFetcher) -> tuple[Document, ...]:
    """Name every document of the site itself, and read the first PDFs while there is time."""
    host = host_of(fetcher.page_url)
    ours = [url for url in urls if kind_of(url) and is_same_site(host_of(url), host)]
    pdfs = [url for url in ours if kind_of(url) == "pdf"][:_MOST]
    read = [await _read(url, fetcher) for url in pdfs if monotonic() < fetcher.ends_at]
    office = [Document(url=url, kind=kind_of(url)) for url in ours if kind_of(url) != "pdf"]
    return (*read, *office[:_MOST])


async def _read(url: str, fetcher: PoliteFetcher) -> Document:
    try:
        reply = await fetcher.ask(url, _MOST_BYTES)
    except CaptureFailed as failed:
        return Document(url=url, kind="pdf", failure=failure_of(failed))
    fingerprint = f"sha256:{hashlib.sha256(reply.body).hexdigest()}"
    document = Document(url=url, kind="pdf", size_bytes=len(reply.body), fingerprint=fingerprint)
    try:
        return document.model_copy(update={"pdf": await read_pdf(reply.body)})
    except CaptureFailed as failed:
        return document.model_copy(update={"failure": failure_of(failed)})
