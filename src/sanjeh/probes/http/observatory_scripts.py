"""Which result a page's scripts have in the Observatory's test of subresource integrity. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from sanjeh.core.probing.domains import site_of
from sanjeh.core.text.html import host_of, parse
from sanjeh.probes.http.locations import is_secure
from sanjeh.probes.http.pages import Page

# From the least to the worst, as the Observatory keeps them.
_FAULTS = (
    "implemented-but-external-scripts-not-loaded-securely",
    "not-implemented-but-external-scripts-loaded-securely",
    "not-implemented-and-external-scripts-not-loaded-securely",
)


@dataclass(frozen=True, slots=True)
class _Script:
    address: str
    has_integrity: bool
    is_ours: bool
    is_safe: bool


def result(page: Page) -> str:
    tree = parse(page.markup)
    if not tree.css("script"):
        return "not-implemented-but-no-scripts-loaded"
    scripts = tuple(_scripts(page))
    foreign = [script for script in scripts if not script.is_ours]
    faults = [fault for fault in map(_fault, foreign) if fault]
    if faults:
        return max(faults, key=_FAULTS.index)
    if foreign:
        return "implemented-and-external-scripts-loaded-securely"
    if any(script.has_integrity and script.is_safe for script in scripts):
        return "implemented-and-all-scripts-loaded-securely"
    return "not-implemented-but-all-scripts-loaded-from-secure-origin"


def _scripts(page: Page) -> Iterator[_Script]:
    base, site = page.answer.url, site_of(host_of(page.answer.url))
    for node in parse(page.markup).css("script[src]"):
        address = (node.attributes["src"] or "").strip()
        is_whole = address.lower().startswith(("http://", "https://"))
        # An address that inherits the scheme counts as foreign, whoever it belongs to.
        is_ours = not address.startswith("//") and (not is_whole or site_of(host_of(address)) == site)
        is_safe = is_secure(address) or (not is_whole and not address.startswith("//") and is_secure(base))
        yield _Script(address, bool(node.attributes.get("integrity")), is_ours, is_safe)


def _fault(script: _Script) -> str | None:
    if script.has_integrity and script.is_safe:
        return None
    if script.has_integrity:
        return _FAULTS[0]
    return _FAULTS[1] if script.is_safe else _FAULTS[2]
