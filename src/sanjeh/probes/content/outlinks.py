"""Rules about where the page leads: its links, its documents, what its search finds."""

from collections.abc import Sequence

from pydantic import JsonValue

from sanjeh.core.probing.artifacts.surroundings import CheckedLink, Document, PdfFacts, SiteSearch
from sanjeh.core.probing.contracts import Outcome
from sanjeh.core.probing.failures import Reason
from sanjeh.core.probing.verdicts import Observed, Verdict, detail, texts, unseen
from sanjeh.core.text.html import parse
from sanjeh.core.text.persian import normalise
from sanjeh.probes.content.page import Page

_GONE = frozenset({404, 410})
_NO_HOST = frozenset({Reason.NAME_UNKNOWN})
_MOST_SHOWN = 10
_MANY_BROKEN = 0.05
_UNSEEN = unseen(Reason.NOT_ASKED)


def links(page: Page) -> Verdict:
    """The page's links lead somewhere; only what is surely gone counts as broken."""
    sample = page.artifact.links
    if sample is None:
        return _UNSEEN
    answered = [link for link in sample.checked if link.status is not None or _is_gone(link)]
    answered += [
        CheckedLink(url=each.url, status=each.status) for each in page.artifact.linked or () if each.status
    ]
    failure = next((link.failure for link in sample.checked if link.failure), None)
    if not answered and failure:
        return unseen(failure, **detail(failure))
    gone = [link.url for link in answered if _is_gone(link)]
    observed: Observed = {
        "checked": len(answered),
        "total": sample.total,
        "broken": texts(url.split("?")[0] for url in gone[:_MOST_SHOWN]),
    }
    return Verdict(*_links(len(gone), len(answered)), observed, page.dom)


def _is_gone(link: CheckedLink) -> bool:
    """A refusal (401, 403, 405, 429) or an outage says nothing about the link."""
    is_nowhere = link.failure is not None and link.failure.reason in _NO_HOST
    return link.status in _GONE or is_nowhere


def _links(gone: int, checked: int) -> tuple[Outcome, str]:
    if not checked:
        return Outcome.NOT_APPLICABLE, "no_links"
    if not gone:
        return Outcome.PASS, "all_lead_somewhere"
    is_many = gone > 1 and gone / checked > _MANY_BROKEN
    return (Outcome.FAIL, "many_broken") if is_many else (Outcome.WARN, "some_broken")


def documents(page: Page) -> Verdict:
    """Documents can be read by everybody: text and tags, a language and a title (PDF/UA-1, WCAG 1.1.1)."""
    found = page.artifact.documents
    if found is None:
        return _UNSEEN
    if not found:
        return Verdict(Outcome.NOT_APPLICABLE, "no_documents", {}, page.dom)
    observed: Observed = {"documents": [_brief(each) for each in found]}
    read = [each.pdf for each in found if each.pdf and not each.pdf.is_locked]
    if not read:
        return _unread(found, observed, page.dom)
    return Verdict(*_documents(read), observed, page.dom)


def _unread(found: Sequence[Document], observed: Observed, evidence: tuple[str, ...]) -> Verdict:
    if any(each.pdf for each in found):
        return Verdict(Outcome.ERROR, "locked", observed, evidence)
    failure = next((each.failure for each in found if each.failure), None)
    if failure:
        return Verdict(failure.outcome, str(failure.reason), observed, evidence)
    return Verdict(Outcome.INFO, "office_only", observed, evidence)


def _brief(document: Document) -> dict[str, JsonValue]:
    """Return what is worth showing of one document: its name, and what it lacks."""
    told: dict[str, JsonValue] = {
        "name": document.url.split("?")[0].rsplit("/", 1)[-1],
        "kind": document.kind,
    }
    if document.size_bytes is not None:
        told["bytes"] = document.size_bytes
    if document.pdf:
        told |= {"pages": document.pdf.pages, "missing": texts(_lacks(document.pdf))}
    return told


def _lacks(pdf: PdfFacts) -> list[str]:
    has = {
        "text": bool(pdf.letters),
        "tags": pdf.is_tagged,
        "language": bool(pdf.language),
        "title": bool(pdf.title.strip()),
        "key": not pdf.is_locked,
    }
    return [name for name, is_there in has.items() if not is_there]


def _documents(read: Sequence[PdfFacts]) -> tuple[Outcome, str]:
    lacks = {name for pdf in read for name in _lacks(pdf)}
    if "text" in lacks:
        return Outcome.FAIL, "only_pictures"
    if "tags" in lacks:
        return Outcome.WARN, "untagged"
    return (Outcome.WARN, "unnamed") if lacks else (Outcome.PASS, "readable")


def search_finds(page: Page) -> Verdict:
    """The site's search finds this service when it is asked for its title."""
    asked = page.artifact.search
    is_service = not page.target.is_portal or page.tree.css_first("[data-service]") is not None
    if asked is None or not is_service:
        return Verdict(Outcome.NOT_APPLICABLE, "not_askable", {}, page.dom)
    observed: Observed = {"words": asked.words, "status": asked.status}
    if asked.failure:
        return Verdict(asked.failure.outcome, str(asked.failure.reason), {"words": asked.words}, page.dom)
    evidence = (*page.dom, *((asked.body,) if asked.body else ()))
    return Verdict(*_answer(page, asked), observed, evidence)


def _answer(page: Page, asked: SiteSearch) -> tuple[Outcome, str]:
    if asked.status is not None and (asked.status in _GONE or asked.status >= 500):
        return Outcome.FAIL, "broken"
    if asked.body is None or (asked.status or 0) >= 400:
        return Outcome.WARN, "not_read"
    words = normalise(asked.words)
    results = parse(page.kept(asked.body)).css("a[href]")
    is_found = any(words in normalise(node.text(separator=" ")) for node in results)
    # Results that a script writes later are not in this answer, so silence is no proof.
    return (Outcome.PASS, "found") if is_found else (Outcome.WARN, "not_found")
