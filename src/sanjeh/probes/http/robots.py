"""Reading robots.txt (RFC 9309). Pure."""

import re

from protego import Protego

from sanjeh.core.text.robots_txt import groups_alone, lines_of

OUR_NAME = "Sanjeh"
# Stars at the end, and a sign that the end is meant, leave out nothing.
_EVERYTHING = re.compile(r"/|/?\*+\$?")


def sitemap_in(text: str) -> str:
    """Return the first site map that robots.txt names, empty when it names none."""
    return next((value for key, value in lines_of(text) if key == "sitemap"), "")


def closes_everything(text: str) -> bool:
    """Return whether every robot is kept from the whole site."""
    rules = _rules_for_all(text)
    closes = any(key == "disallow" and _EVERYTHING.fullmatch(value) for key, value in rules)
    return closes and not any(key == "allow" and value for key, value in rules)


def is_robots(text: str) -> bool:
    """Return whether the text is a robots.txt at all and not, say, a web page."""
    return "<html" not in text.lower() and "<!doctype" not in text.lower()


def rules_of(text: str) -> Protego:
    """Return the rules of a robots.txt, its groups read as the standard does."""
    rules: Protego = Protego.parse(groups_alone(text, OUR_NAME))
    return rules


def _rules_for_all(text: str) -> list[tuple[str, str]]:
    rules: list[tuple[str, str]] = []
    agents: list[str] = []
    is_naming = False
    for key, value in lines_of(groups_alone(text)):
        if key == "user-agent":
            agents = [*agents, value] if is_naming else [value]
        elif "*" in agents:
            rules.append((key, value))
        is_naming = key == "user-agent"
    return rules
