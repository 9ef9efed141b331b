"""Rules about who can use the page: axe's rules, labels, contrast, zoom and narrow windows."""

from typing import Any

from pydantic import JsonValue

from sanjeh.core.probing.artifacts.page import Reflow
from sanjeh.core.probing.contracts import Outcome
from sanjeh.core.probing.failures import Reason
from sanjeh.core.probing.verdicts import Observed, Verdict, texts, unseen
from sanjeh.probes.page.page_view import PageView
from sanjeh.probes.page.viewport_words import forbids_zoom, wishes

CONTRAST = ("color-contrast",)
LABELS = (
    "label",
    "select-name",
    "form-field-multiple-labels",
    "aria-input-field-name",
    "aria-toggle-field-name",
)
# Judged by rules of our own, so that one defect gives one finding.
OURS = (
    *CONTRAST,
    *LABELS,
    "html-has-lang",
    "html-lang-valid",
    "html-xml-lang-mismatch",
    "document-title",
    "meta-viewport",
    "target-size",
)
# So far may the page reach beyond a narrow window before it fails.
_LITTLE_PX = 16
_GRAVE = frozenset({"serious", "critical"})
_CONTROLS = (
    "input:not([type=hidden], [type=submit], [type=button], [type=reset], [type=image]), select, textarea"
)


def axe(view: PageView) -> Verdict:
    """WCAG 2.2 A and AA, as far as axe can tell by itself."""
    found = [each for each in view.axe["violations"] if each["rule"] not in OURS]
    observed: Observed = {"violations": _brief(found), "unclear": _brief(_unclear(view), with_places=False)}
    if not found:
        return Verdict(Outcome.PASS, "clean", observed, view.axe_evidence)
    is_grave = any(each["impact"] in _GRAVE for each in found)
    outcome = (Outcome.FAIL, "grave") if is_grave else (Outcome.WARN, "slight")
    return Verdict(*outcome, observed, view.axe_evidence)


def _unclear(view: PageView) -> list[dict[str, Any]]:
    return [each for each in view.axe["incomplete"] if each["rule"] not in OURS]


def _brief(found: list[dict[str, Any]], *, with_places: bool = True) -> list[JsonValue]:
    places = {each["rule"]: [place["target"] for place in each["places"][:3]] for each in found}
    return [
        {"rule": each["rule"], "impact": each["impact"], "nodes": each["nodes"]}
        | ({"places": places[each["rule"]]} if with_places else {})
        for each in sorted(found, key=lambda each: each["rule"])
    ]


def practices(view: PageView) -> Verdict:
    """What axe's makers advise beyond WCAG: it warns, and never fails."""
    found = view.axe.get("practices")
    if found is None:
        return unseen(Reason.NOT_ASKED)
    observed: Observed = {"violations": _brief(found)}
    outcome = (Outcome.WARN, "broken") if found else (Outcome.PASS, "kept")
    return Verdict(*outcome, observed, view.axe_evidence)


def barriers(view: PageView) -> Verdict:
    """What hinders people though no rule of axe speaks of it; in doubt a person decides, so it warns."""
    found = view.artifact.barriers
    assert found is not None, "the step 'barriers' is among the needs of this rule"  # noqa: S101
    told: list[JsonValue] = [
        {"kind": each.kind, "count": each.count, "places": texts(each.places)} for each in found
    ]
    observed: Observed = {"count": sum(each.count for each in found), "barriers": told}
    return Verdict(*((Outcome.WARN, "met") if found else (Outcome.PASS, "none")), observed, view.dom)


def labels(view: PageView) -> Verdict:
    """WCAG 1.3.1, 3.3.2, 4.1.2: every control says what it is for."""
    controls = len(view.tree.css(_CONTROLS))
    found = view.violations(*LABELS)
    nodes = sum(each["nodes"] for each in found)
    observed: Observed = {"controls": controls, "nodes": nodes, "rules": _brief(found)}
    if nodes:
        return Verdict(Outcome.FAIL, "missing", observed, view.axe_evidence)
    if not controls:
        return Verdict(Outcome.NOT_APPLICABLE, "no_controls", {}, view.axe_evidence)
    return Verdict(Outcome.PASS, "labelled", observed, view.axe_evidence)


def contrast(view: PageView) -> Verdict:
    """WCAG 1.4.3, in every script and font (docs/method/persian-contrast.md)."""
    found = view.violations(*CONTRAST)
    unclear = sum(each["nodes"] for each in view.axe["incomplete"] if each["rule"] in CONTRAST)
    if not found:
        outcome = (Outcome.INFO, "unclear") if unclear else (Outcome.PASS, "enough")
        return Verdict(*outcome, {"nodes": 0, "unclear_nodes": unclear}, view.axe_evidence)
    places = [place for each in found for place in each["places"] if place["contrast"]]
    ratios = [place["contrast"]["ratio"] for place in places]
    observed: Observed = {
        "nodes": sum(each["nodes"] for each in found),
        "worst_ratio": min(ratios, default=None),
        "unclear_nodes": unclear,
        "samples": [
            _sample(place) for place in sorted(places, key=lambda each: each["contrast"]["ratio"])[:5]
        ],
    }
    return Verdict(Outcome.FAIL, "too_low", observed, view.axe_evidence)


def _sample(place: dict[str, Any]) -> dict[str, JsonValue]:
    view = place["contrast"]
    return {
        "place": place["target"], "ratio": view["ratio"], "wanted": view["wanted"],
        "text_colour": view.get("fgColor"), "background": view.get("bgColor"), "size": view.get("fontSize"),
    }  # fmt: skip


def targets(view: PageView) -> Verdict:
    """WCAG 2.5.8: what is tapped measures 24 CSS pixels or stands far enough from the next, by axe."""
    found = view.violations("target-size")
    places = [place["target"] for each in found for place in each["places"][:5]]
    observed: Observed = {"nodes": sum(each["nodes"] for each in found), "places": texts(places)}
    outcome = (Outcome.FAIL, "too_small") if found else (Outcome.PASS, "large_enough")
    return Verdict(*outcome, observed, view.axe_evidence)


def viewport(view: PageView) -> Verdict:
    """WCAG 1.4.4 and 1.4.10: the page fits a phone and may be enlarged there."""
    # Of several the last one counts: browsers read each anew.
    *_, node = (None, *view.tree.css('meta[name="viewport" i][content]'))
    content = (node.attributes.get("content") if node else None) or ""
    observed: Observed = {"content": content[:200]}
    said = wishes(content)
    if not said:  # drawn small, but nothing is forbidden: whoever cannot read it may enlarge it
        return Verdict(Outcome.WARN, "missing", observed, view.dom)
    if forbids_zoom(said):
        return Verdict(Outcome.FAIL, "no_zoom", observed, view.dom)
    if said.get("width", "device-width") != "device-width":
        return Verdict(Outcome.FAIL, "fixed_width", observed, view.dom)
    return Verdict(Outcome.PASS, "fits", observed, view.dom)


def reflow(view: PageView) -> Verdict:
    """WCAG 1.4.10: at 320 CSS pixels nothing that is read or used has to be scrolled to sideways."""
    seen_at_320 = view.artifact.reflow
    assert seen_at_320 is not None, "the step 'reflow' is among the needs of this rule"  # noqa: S101
    observed: Observed = {
        "overflow_px": seen_at_320.overflow_px,
        "is_clipped": seen_at_320.is_clipped,
        "offenders": texts(seen_at_320.offenders or seen_at_320.cut_links or seen_at_320.lost_texts),
    }
    return Verdict(*_fits(seen_at_320), observed, view.dom)


def _fits(seen_at_320: Reflow) -> tuple[Outcome, str]:
    overflow_px, content_px = seen_at_320.overflow_px, seen_at_320.content_px
    if seen_at_320.is_clipped:
        return _cut(seen_at_320, seen_at_320.offenders) or (Outcome.PASS, "fits")
    reach_px = overflow_px if content_px is None else content_px
    if reach_px > _LITTLE_PX:
        return (Outcome.WARN, "one_block") if seen_at_320.is_one_block else (Outcome.FAIL, "too_wide")
    if seen_at_320.two_dimensional_px > _LITTLE_PX:
        return Outcome.WARN, "two_dimensions"
    reach_px = max(reach_px, seen_at_320.two_dimensional_px)
    if told := _cut(seen_at_320, seen_at_320.cut_links):
        return told
    if overflow_px and reach_px == 0:
        return Outcome.PASS, "blank_beyond"
    return (Outcome.WARN, "a_little_wide") if reach_px else (Outcome.PASS, "fits")


def _cut(seen_at_320: Reflow, cut: tuple[str, ...]) -> tuple[Outcome, str] | None:
    """Return what is lost of the page, if anything is: no scrolling leads to it."""
    if cut:
        return Outcome.WARN, "cut_off"
    return (Outcome.WARN, "lost_at_the_start") if seen_at_320.lost_texts else None
