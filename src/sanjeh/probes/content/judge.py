"""The rules of the probe `content`, in the order in which they are told."""

from collections.abc import Iterable

from sanjeh.core.probing.artifacts.page import PageArtifact
from sanjeh.core.probing.contracts import Check, EvidenceReader, Finding, Probe, Target
from sanjeh.core.probing.verdicts import Rule, checks, findings
from sanjeh.core.probing.visited_page import GATE
from sanjeh.probes.content import (
    navigation,
    outlinks,
    plain_language,
    promises,
    sheet,
    statements,
    transaction,
)
from sanjeh.probes.content.page import Page

MARKERS = "data-service markers 1"
_PAGE, _LINKED = ("dom", "frames"), ("dom", "frames", "linked")
# A log-in is judged where it stands, be it on another site.
_GATE = (*_LINKED, GATE)

RULES: tuple[Rule[Page], ...] = (
    Rule(Check("content.sheet", f"{MARKERS}; schema.org GovernmentService; UN LOSI"), sheet.sheet, _PAGE),
    Rule(Check("content.fee", MARKERS), sheet.fee, _PAGE),
    Rule(Check("content.time", MARKERS), sheet.time, _PAGE),
    Rule(Check("content.code", MARKERS), sheet.code, _PAGE),
    Rule(Check("content.sla", f"{MARKERS}; the seven headings"), statements.sla, _LINKED),
    Rule(Check("content.privacy", MARKERS), statements.stated("privacy"), _LINKED),
    Rule(Check("content.foi", MARKERS), statements.foi, _PAGE),
    Rule(Check("content.complaint", MARKERS), statements.offered("complaint"), _PAGE),
    Rule(Check("content.survey", MARKERS), statements.offered("survey"), _PAGE),
    Rule(Check("content.faq", MARKERS), statements.stated("faq"), _LINKED),
    Rule(Check("content.search", f"{MARKERS}; WAI-ARIA search"), navigation.search, _PAGE),
    Rule(Check("content.open_data", f"{MARKERS}; DCAT"), statements.open_data, _LINKED),
    Rule(Check("content.freshness", f"{MARKERS}; UN LOSI"), sheet.freshness, _PAGE),
    Rule(Check("content.login", MARKERS), navigation.login, _GATE),
    Rule(Check("content.single_entry", MARKERS), navigation.single_entry, (*_PAGE, GATE)),
    Rule(Check("content.catalogue", MARKERS), navigation.catalogue, _PAGE),
    Rule(Check("content.notices", MARKERS), statements.notices, _LINKED),
    Rule(Check("content.form", MARKERS), statements.offered("form"), _PAGE),
    Rule(Check("content.suggestion", MARKERS), statements.offered("suggestion"), _PAGE),
    Rule(Check("content.contact", f"{MARKERS}; RFC 3966, 6068"), navigation.contact, _PAGE),
    Rule(Check("content.sla_measures", f"{MARKERS}; the seven headings"), promises.sla_measures, _LINKED),
    Rule(
        Check("content.accessibility_statement", f"{MARKERS}; EU 2018/1523"),
        promises.accessibility_statement,
        _LINKED,
    ),
    Rule(Check("content.terms", MARKERS), promises.terms, _LINKED),
    Rule(Check("content.licence", f"{MARKERS}; HTML rel=license"), promises.licence, _PAGE),
    Rule(Check("content.help", f"{MARKERS}; UN LOSI"), transaction.assistance, _PAGE),
    Rule(Check("content.transaction", "UN OSI; EU eGovernment Benchmark"), transaction.transaction, _PAGE),
    Rule(Check("content.languages", "HTML hreflang; EU eGovernment Benchmark"), promises.languages, _PAGE),
    Rule(Check("content.readability", "Flesch-Dayani; WCAG 3.1.5"), plain_language.plainness, _PAGE),
    Rule(Check("content.links", "RFC 9110 404, 410"), outlinks.links, (*_PAGE, "links")),
    Rule(Check("content.documents", "PDF/UA-1; WCAG 2.2 1.1.1"), outlinks.documents, (*_PAGE, "documents")),
    Rule(Check("content.search_finds", "UN LOSI"), outlinks.search_finds, (*_PAGE, "search")),
)


def judge(artifact: PageArtifact, target: Target, evidence: EvidenceReader) -> Iterable[Finding]:
    """Judge one visited page and those linked from it; the same artifact gives the same findings for ever."""
    page = Page(artifact, target, evidence)
    return tuple(findings("content", RULES, page, page.missing))


PROBE = Probe("content", 5, "visit", PageArtifact, checks(RULES), judge)
