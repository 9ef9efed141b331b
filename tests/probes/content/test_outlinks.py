"""Where a page leads, judged from what was brought home."""

from typing import Any

import pytest

from sanjeh.core.probing.artifacts.page import PageArtifact
from sanjeh.core.probing.artifacts.surroundings import CheckedLink, Document, LinkSample, PdfFacts, SiteSearch
from sanjeh.core.probing.contracts import Failure, Target
from sanjeh.core.probing.failures import Reason
from sanjeh.probes.content.judge import PROBE
from tests.evidence import MemoryStore
from tests.probes.content.pages import TAKEN_AT, URL, said
from tests.probes.judging import Said

PAGE = '<main data-service="12345678901"><h1>صدور پروانه چاه</h1></main>'
TIMEOUT = Failure(reason=Reason.TOTAL_TIMEOUT)
SOUND = PdfFacts(
    pages=3,
    pages_read=3,
    pages_with_text=3,
    letters=900,
    is_tagged=True,
    is_locked=False,
    language="fa",
    title="راهنما",
)


def judged(check: str, **seen: Any) -> tuple[str, str]:
    kept = MemoryStore()
    answer = seen.pop("answer", None)
    if answer is not None:
        found = SiteSearch(
            url=f"{URL}?q=x", words="صدور پروانه چاه", status=200, body=kept.keep(answer.encode())
        )
        seen["search"] = found
    artifact = PageArtifact(
        url=URL, final_url=URL, status=200, taken_at=TAKEN_AT, headers=(), is_settled=True,
        dom=kept.keep(PAGE.encode()), **seen,
    )  # fmt: skip
    return next(said(each) for each in PROBE.judge(artifact, Target(url=URL), kept) if each.id == check)


def sample(*statuses: int | Reason) -> LinkSample:
    checked = tuple(
        CheckedLink(url=f"https://body.example/{n}", failure=Failure(reason=each))
        if isinstance(each, Reason)
        else CheckedLink(url=f"https://body.example/{n}", status=each)
        for n, each in enumerate(statuses)
    )
    return LinkSample(total=len(checked), checked=checked)


@pytest.mark.parametrize(
    ("sample", "said_of_it"),
    [
        (sample(200, 200), ("pass", "all_lead_somewhere")),
        (sample(200, 401, 403, 405, 429, 500, 503), ("pass", "all_lead_somewhere")),
        (sample(200, 200, 404), ("warn", "some_broken")),
        (sample(200, 404, 410), ("fail", "many_broken")),
        (sample(200, Reason.NAME_UNKNOWN), ("warn", "some_broken")),
        (sample(200, Reason.TOTAL_TIMEOUT, Reason.ROBOTS_REFUSED), ("pass", "all_lead_somewhere")),
        (sample(Reason.TOTAL_TIMEOUT), ("error", "total_timeout")),
        (sample(Reason.ROBOTS_REFUSED), ("not_tested", "robots_refused")),
        (sample(), ("not_applicable", "no_links")),
        (None, ("not_tested", "not_asked")),
    ],
)
def test_only_what_is_surely_gone_is_a_broken_link(sample: LinkSample | None, said_of_it: Said) -> None:
    assert judged("content.links", links=sample) == said_of_it


def pdf(failure: Failure | None = None, **changed: Any) -> Document:
    facts = None if failure else SOUND.model_copy(update=changed)
    return Document(url="https://body.example/a.pdf", kind="pdf", size_bytes=9, pdf=facts, failure=failure)


@pytest.mark.parametrize(
    ("documents", "said_of_it"),
    [
        ((pdf(),), ("pass", "readable")),
        ((pdf(), pdf(title="")), ("warn", "unnamed")),
        ((pdf(), pdf(is_tagged=False, language="")), ("warn", "untagged")),
        ((pdf(), pdf(letters=0, is_tagged=False)), ("fail", "only_pictures")),
        ((pdf(is_locked=True, letters=0),), ("error", "locked")),
        ((pdf(is_locked=True, letters=0), pdf()), ("pass", "readable")),
        ((pdf(TIMEOUT),), ("error", "total_timeout")),
        ((pdf(TIMEOUT), pdf()), ("pass", "readable")),
        ((Document(url="https://body.example/f.docx", kind="docx"),), ("info", "office_only")),
        ((), ("not_applicable", "no_documents")),
        (None, ("not_tested", "not_asked")),
    ],
)
def test_a_document_is_for_everybody(documents: tuple[Document, ...] | None, said_of_it: Said) -> None:
    assert judged("content.documents", documents=documents) == said_of_it


@pytest.mark.parametrize(
    ("answer", "said_of_it"),
    [
        ('<h1>نتیجه «صدور پروانه چاه»</h1><a href="/1">صدور پروانه چاه کشاورزی</a>', ("pass", "found")),
        ('<a href="/1">صدور پروانه چــاه</a>', ("pass", "found")),
        ("<h1>نتیجه «صدور پروانه چاه»</h1><p>چیزی یافت نشد.</p>", ("warn", "not_found")),
    ],
)
def test_a_search_finds_the_service_by_its_title(answer: str, said_of_it: Said) -> None:
    assert judged("content.search_finds", answer=answer) == said_of_it


@pytest.mark.parametrize(
    ("search", "said_of_it"),
    [
        (SiteSearch(url=URL, words="چاه", status=500), ("fail", "broken")),
        (SiteSearch(url=URL, words="چاه", status=403), ("warn", "not_read")),
        (SiteSearch(url=URL, words="چاه", failure=TIMEOUT), ("error", "total_timeout")),
        (None, ("not_applicable", "not_askable")),
    ],
)
def test_a_search_that_does_not_answer_is_told_apart(search: SiteSearch | None, said_of_it: Said) -> None:
    assert judged("content.search_finds", search=search) == said_of_it
