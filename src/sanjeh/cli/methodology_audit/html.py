"""The audit as one page that needs nothing else."""

from dataclasses import asdict
from importlib import resources

from django.template import Context, Engine
from django.utils.safestring import mark_safe

from sanjeh.cli.methodology_audit.view import Sheet
from sanjeh.cli.methodology_audit.words import texts
from sanjeh.report.page.html import styles
from sanjeh.report.words import number

OWN = resources.files("sanjeh.cli.methodology_audit")


def page(sheet: Sheet) -> str:
    """Return the whole page."""
    template = Engine(autoescape=True).from_string(OWN.joinpath("page.html").read_text(encoding="utf-8"))
    css = styles() + OWN.joinpath("page.css").read_text(encoding="utf-8")
    shown = {
        "sheet": asdict(sheet),
        "direction": "rtl" if sheet.language == "fa" else "ltr",
        "text": texts(sheet.language),
        "doubts": number(str(len(sheet.doubts)), sheet.language),
        "css": mark_safe(css),  # noqa: S308 - our own files
    }
    return str(template.render(Context(shown, use_l10n=False, use_tz=False)))
