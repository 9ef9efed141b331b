"""Rules about what the page is made with: fonts, script libraries, technologies."""

from collections.abc import Iterator

from sanjeh.core.probing.artifacts.intrusive_steps import FontPlace
from sanjeh.core.probing.contracts import Outcome
from sanjeh.core.probing.verdicts import Observed, Verdict, texts
from sanjeh.probes.page.fingerprints import LIBRARIES, TECHNOLOGIES, Technology
from sanjeh.probes.page.page_view import PageView

_GRAVE = frozenset({"high", "critical"})
_ADDRESSED = (("script", "src"), ("link", "href"), ("a", "href"), ("form", "action"), ("iframe", "src"))


def fonts(view: PageView) -> Verdict:
    """Tell which fonts really drew the text, and web fonts that did not come."""
    drawn = view.artifact.fonts
    assert drawn is not None, "the step 'fonts' is among the needs of this rule"  # noqa: S101
    observed: Observed = {
        "wanted_fonts": texts(place.wanted for place in drawn.places),
        "drawn_fonts": texts(place.family for place in drawn.places if place.family),
        "failed_fonts": texts(drawn.failed),
    }
    if drawn.failed:
        return Verdict(Outcome.WARN, "failed", observed, view.dom)
    return Verdict(*_drawn_by(drawn.places), observed, view.dom)


def _drawn_by(places: tuple[FontPlace, ...]) -> tuple[Outcome, str]:
    """Judge by the place with most text, which comes first."""
    if not places:
        return Outcome.NOT_APPLICABLE, "no_text"
    return (Outcome.PASS, "own") if places[0].is_web_font else (Outcome.INFO, "of_the_machine")


def libraries(view: PageView) -> Verdict:
    """OWASP A06: script libraries whose versions have published flaws, by our own list."""
    versions = dict(_versions(view))
    known = [(LIBRARIES[name], version) for name, version in sorted(versions.items())]
    flaws = [(it, version, flaw) for it, version in known for flaw in it.flaws if flaw.affects(version)]
    observed: Observed = {
        "libraries": texts(f"{it.title} {version}" for it, version in known),
        "flaws": [
            {"name": it.title, "version": version, "severity": flaw.severity, "ids": texts(flaw.ids)}
            for it, version, flaw in flaws
        ],
    }  # fmt: skip
    severities = {flaw.severity for _, _, flaw in flaws}
    return Verdict(*_flawed(severities, any_known=bool(versions)), observed, view.dom)


def _flawed(severities: set[str], *, any_known: bool) -> tuple[Outcome, str]:
    if severities & _GRAVE:
        return Outcome.FAIL, "grave_flaws"
    if severities:
        return Outcome.WARN, "flaws"
    return (Outcome.PASS, "sound") if any_known else (Outcome.NOT_APPLICABLE, "none_recognised")


def _versions(view: PageView) -> Iterator[tuple[str, str]]:
    """Return each version by its library; what the library itself tells comes last, for it counts."""
    scripts = {each.url for each in view.artifact.requests if each.kind == "script"}
    scripts |= {node.attributes.get("src") or "" for node in view.tree.css("script[src]")}
    for url in sorted(scripts):
        yield from ((n, v) for n, known in LIBRARIES.items() if (v := known.version_in_address(url)))
    for told in view.artifact.libraries or ():
        yield told.name, told.version


def technology(view: PageView) -> Verdict:
    """Tell what the page is made with, as far as it shows; nothing is good or bad in it."""
    places = _places(view)
    found = [each for each in TECHNOLOGIES.values() if _shows(each, places, view)]
    kinds = {each.kind for each in found}
    observed: Observed = {kind: texts(t.title for t in found if t.kind == kind) for kind in sorted(kinds)}
    return Verdict(Outcome.INFO, "recognised" if found else "none_recognised", observed, view.dom)


def _places(view: PageView) -> dict[str, list[str]]:
    addresses = [
        n.attributes.get(key) or "" for tag, key in _ADDRESSED for n in view.tree.css(f"{tag}[{key}]")
    ]
    generators = view.tree.css('meta[name="generator" i]')
    return {
        "generator": [node.attributes.get("content") or "" for node in generators],
        "header": [f"{name.lower()}: {value}" for name, value in view.artifact.headers],
        "address": [*addresses, *(each.url for each in view.artifact.requests)],
        "cookie": [cookie.name for cookie in view.artifact.cookies or ()],
    }


def _shows(technology: Technology, places: dict[str, list[str]], view: PageView) -> bool:
    if technology.selector and view.tree.css_first(technology.selector):
        return True
    return any(sign.search(text) for place, sign in technology.signs.items() for text in places[place])
