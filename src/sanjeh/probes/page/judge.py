"""The rules of the probe `visit`, in the order in which they are told."""

from collections.abc import Iterable

from sanjeh.core.probing.artifacts.page import PageArtifact
from sanjeh.core.probing.contracts import Check, EvidenceReader, Finding, Probe, Target
from sanjeh.core.probing.verdicts import Rule, checks, findings
from sanjeh.probes.page import (
    access,
    informational,
    keyboard,
    page_reader,
    technologies,
    text_spacing,
    traffic,
)
from sanjeh.probes.page.forms import forms
from sanjeh.probes.page.page_view import PageView

RULES: tuple[Rule[PageView], ...] = (
    Rule(Check("visit.load", "Sanjeh visit 1"), traffic.load),
    Rule(Check("visit.title", "WCAG 2.2 SC 2.4.2"), page_reader.title, ("dom",)),
    Rule(Check("visit.language", "WCAG 2.2 SC 3.1.1; BCP 47"), page_reader.language, ("dom",)),
    Rule(
        Check("visit.direction", "W3C i18n: structural markup and right-to-left text"),
        page_reader.direction,
        ("writing",),
    ),
    Rule(Check("visit.letters", "ISIRI 6219"), page_reader.letters, ("dom",)),
    Rule(Check("visit.digits", "ISIRI 6219"), page_reader.digits, ("dom",)),
    Rule(Check("visit.viewport", "WCAG 2.2 SC 1.4.4, 1.4.10"), access.viewport, ("dom",)),
    Rule(Check("visit.reflow", "WCAG 2.2 SC 1.4.10"), access.reflow, ("reflow",)),
    Rule(Check("visit.text_size", "WCAG 2.2 SC 1.4.4"), text_spacing.text_size, ("stretched",)),
    Rule(Check("visit.spacing", "WCAG 2.2 SC 1.4.12"), text_spacing.spacing, ("stretched",)),
    Rule(Check("visit.targets", "WCAG 2.2 SC 2.5.8"), access.targets, ("axe",)),
    Rule(
        Check("visit.keyboard", "WCAG 2.2 SC 2.1.1, 2.1.2, 2.4.1, 2.4.3, 2.4.7"),
        keyboard.keyboard,
        ("keyboard",),
    ),
    Rule(Check("visit.axe", "WCAG 2.2 A, AA; EN 301 549"), access.axe, ("axe",)),
    Rule(Check("visit.practices", "axe 4.14 best practices"), access.practices, ("axe",)),
    Rule(
        Check("visit.barriers", "WCAG 2.2 SC 1.1.1, 1.3.1, 2.1.1, 2.4.4, 2.4.6; Sanjeh visit 2"),
        access.barriers,
        ("barriers",),
    ),
    Rule(Check("visit.labels", "WCAG 2.2 SC 1.3.1, 3.3.2, 4.1.2"), access.labels, ("dom", "axe")),
    Rule(Check("visit.forms", "WCAG 2.2 SC 1.3.5, 3.3.1, 3.3.2, 3.3.8"), forms, ("dom",)),
    Rule(Check("visit.contrast", "WCAG 2.2 SC 1.4.3"), access.contrast, ("axe",)),
    Rule(Check("visit.mixed", "W3C Mixed Content"), traffic.mixed, ("dom",)),
    Rule(Check("visit.cookies", "RFC 6265bis"), traffic.cookies, ("cookies",)),
    Rule(Check("visit.console", "Sanjeh visit 1"), traffic.console, ("dom",)),
    Rule(Check("visit.third_parties", "Sanjeh visit 1"), traffic.third_parties, ("dom",)),
    Rule(Check("visit.trackers", "Sanjeh visit 2"), traffic.trackers, ("dom",)),
    Rule(Check("visit.weight", "Sanjeh visit 1"), traffic.weight, ("dom",)),
    Rule(Check("visit.issues", "Sanjeh visit 2"), informational.issues, ("issues",)),
    Rule(Check("visit.fonts", "Sanjeh visit 2"), technologies.fonts, ("fonts",)),
    Rule(Check("visit.libraries", "OWASP Top 10 2021 A06"), technologies.libraries, ("libraries",)),
    Rule(Check("visit.technology", "Sanjeh visit 2"), technologies.technology, ("dom",)),
    Rule(Check("visit.connection", "Sanjeh visit 2"), informational.connection, ("connection",)),
    Rule(
        Check("visit.vitals", "W3C Paint Timing, Largest Contentful Paint, Layout Instability"),
        informational.vitals,
        ("vitals",),
    ),
    Rule(Check("visit.picture", "Sanjeh visit 2"), informational.picture, ("picture_hash",)),
)


def judge(artifact: PageArtifact, target: Target, evidence: EvidenceReader) -> Iterable[Finding]:
    """Judge one visit; the same artifact gives the same findings for ever."""
    view = PageView(artifact, target, evidence)
    return tuple(findings("visit", RULES, view, view.missing))


PROBE = Probe(
    name="visit",
    version=6,
    collector="visit",
    artifact=PageArtifact,
    checks=checks(RULES),
    judge=judge,
)
