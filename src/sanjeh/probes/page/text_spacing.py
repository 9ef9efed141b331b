"""Rules about text that readers make larger or set wider."""

from sanjeh.core.probing.artifacts.intrusive_steps import Cut, Stretched
from sanjeh.core.probing.contracts import Outcome
from sanjeh.core.probing.verdicts import Observed, Verdict, texts
from sanjeh.probes.page.page_view import PageView


def text_size(view: PageView) -> Verdict:
    """WCAG 1.4.4: doubled text stays whole; zooming the whole page may serve instead, so nothing fails."""
    stretched = _stretched(view)
    if not stretched.texts:
        return Verdict(Outcome.NOT_APPLICABLE, "no_text")
    if stretched.already.cut_off:
        return Verdict(Outcome.WARN, "already_cut_off", _observed(stretched.already), view.dom)
    cut = stretched.doubled
    outcome = _warned(cut) or (Outcome.PASS, "grows")
    return Verdict(*outcome, _observed(cut), view.dom)


def spacing(view: PageView) -> Verdict:
    """WCAG 1.4.12: text stays whole with wider lines, words and letters (where letters do not join)."""
    stretched = _stretched(view)
    if not stretched.texts:
        return Verdict(Outcome.NOT_APPLICABLE, "no_text")
    observed: Observed = {**_observed(stretched.spaced), "has_letter_spacing": stretched.has_letter_spacing}
    if stretched.spaced.cut_off:
        return Verdict(Outcome.FAIL, "spacing_cuts_off", observed, view.dom)
    return Verdict(*(_warned(stretched.spaced) or (Outcome.PASS, "gives_way")), observed, view.dom)


def _stretched(view: PageView) -> Stretched:
    stretched = view.artifact.stretched
    assert stretched is not None, "the step 'stretched' is among the needs of this rule"  # noqa: S101
    return stretched


def _warned(cut: Cut) -> tuple[Outcome, str] | None:
    if cut.cut_off:
        return Outcome.WARN, "cut_off"
    return (Outcome.WARN, "overlapping") if cut.overlapping else None


def _observed(cut: Cut) -> Observed:
    return {"cut_off": cut.cut_off, "overlapping": cut.overlapping, "places": texts(cut.places)}
