"""The rules of the probe `visit`, in the order in which they are told."""

from collections.abc import Iterable

from sanjeh.core.probing import Check, EvidenceReader, Finding, Probe, Target
from sanjeh.core.sights.visit import VisitSight
from sanjeh.core.verdicts import Rule, findings
from sanjeh.probes.visit import access, reading, traffic
from sanjeh.probes.visit.seen import Seen

RULES: tuple[Rule[Seen], ...] = (
    Rule(Check("visit.load", "Sanjeh visit 1"), traffic.load),
    Rule(Check("visit.title", "WCAG 2.2 SC 2.4.2"), reading.title, ("dom",)),
    Rule(Check("visit.language", "WCAG 2.2 SC 3.1.1; BCP 47"), reading.language, ("dom",)),
    Rule(
        Check("visit.direction", "W3C i18n: structural markup and right-to-left text"),
        reading.direction,
        ("writing",),
    ),
    Rule(Check("visit.letters", "ISIRI 6219"), reading.letters, ("dom",)),
    Rule(Check("visit.viewport", "WCAG 2.2 SC 1.4.4, 1.4.10"), access.viewport, ("dom",)),
    Rule(Check("visit.reflow", "WCAG 2.2 SC 1.4.10"), access.reflow, ("reflow",)),
    Rule(Check("visit.axe", "WCAG 2.2 A, AA; EN 301 549"), access.axe, ("axe",)),
    Rule(Check("visit.labels", "WCAG 2.2 SC 1.3.1, 3.3.2, 4.1.2"), access.labels, ("dom", "axe")),
    Rule(Check("visit.contrast", "WCAG 2.2 SC 1.4.3"), access.contrast, ("axe",)),
    Rule(Check("visit.mixed", "W3C Mixed Content"), traffic.mixed, ("dom",)),
    Rule(Check("visit.cookies", "RFC 6265bis"), traffic.cookies, ("cookies",)),
    Rule(Check("visit.console", "Sanjeh visit 1"), traffic.console, ("dom",)),
    Rule(Check("visit.third_parties", "Sanjeh visit 1"), traffic.third_parties, ("dom",)),
    Rule(Check("visit.weight", "Sanjeh visit 1"), traffic.weight, ("dom",)),
)


def judge(sight: VisitSight, target: Target, evidence: EvidenceReader) -> Iterable[Finding]:
    """Judge one visit; the same sight gives the same findings for ever."""
    seen = Seen(sight, target, evidence)
    return tuple(findings("visit", RULES, seen, seen.missing))


PROBE = Probe(
    name="visit",
    version=1,
    look="visit",
    sight=VisitSight,
    checks=tuple(rule.check for rule in RULES),
    judge=judge,
)
