"""The audit as one page that needs nothing else."""

from dataclasses import asdict
from importlib import resources

from django.template import Context, Engine
from django.utils.safestring import mark_safe

from sanjeh.core.text.numerals import in_digits
from sanjeh.locale.catalogues import direction
from sanjeh.report.index_audit.audit_report import AuditReport
from sanjeh.report.index_audit.words import say, texts
from sanjeh.report.scorecard.html import styles

OWN = resources.files("sanjeh.report.index_audit")


def page(report: AuditReport, file: str) -> str:
    """Return the whole page; `file` is the name of the answers that were audited."""
    template = Engine(autoescape=True).from_string(OWN.joinpath("page.html").read_text(encoding="utf-8"))
    css = styles() + OWN.joinpath("page.css").read_text(encoding="utf-8")
    shown = {
        "report": asdict(report),
        "direction": direction(report.language),
        "text": texts(report.language),
        "doubts": in_digits(len(report.doubts), report.language),
        "note": say("page_note", report.language, file=file),
        "css": mark_safe(css),  # noqa: S308 - our own files
    }
    return str(template.render(Context(shown, use_l10n=False, use_tz=False)))
