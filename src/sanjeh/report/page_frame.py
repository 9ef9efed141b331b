"""A report as one page that needs nothing else: its style and its font are inside, and all have one head."""

import base64
import re
from collections.abc import Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from sanjeh.core.text.code_runs import markup
from sanjeh.locale.catalogues import direction

FRAME = "page_frame.html"
STATIC = resources.files("sanjeh.web").joinpath("static")
SHARED = resources.files("sanjeh.report.scorecard").joinpath("scorecard.css")


def filled(template: Traversable, language: str, shown: Mapping[str, object], *styles: Traversable) -> str:
    """Return the page of a template that extends the frame; `styles` follow those of every report."""
    from django.template import Context, Engine, Library  # noqa: PLC0415 -- slow, and few ask for a page
    from django.utils.safestring import mark_safe  # noqa: PLC0415 -- as above

    frame = resources.files("sanjeh.report").joinpath(FRAME).read_text(encoding="utf-8")
    loader = ("django.template.loaders.locmem.Loader", {FRAME: frame})
    engine, own = Engine(autoescape=True, loaders=[loader]), Library()
    own.filter("advice", lambda text: mark_safe(markup(text)))  # noqa: S308 - markup() escapes the text
    engine.template_builtins.append(own)
    css = mark_safe(tokens() + "".join(_text(each) for each in (SHARED, *styles)))  # noqa: S308 - our own files
    context: dict[str, Any] = {**shown, "direction": direction(language), "css": css}
    return str(engine.from_string(_text(template)).render(Context(context, use_l10n=False, use_tz=False)))


def tokens() -> str:
    """Return the tokens of the house with the font inside."""
    font = base64.b64encode(STATIC.joinpath("vendor", "vazirmatn.woff2").read_bytes()).decode()
    css = _text(STATIC.joinpath("css", "tokens.css"))
    return re.sub(r'url\("[^"]*vazirmatn\.woff2"\)', f'url("data:font/woff2;base64,{font}")', css)


def _text(file: Traversable) -> str:
    return file.read_text(encoding="utf-8")
