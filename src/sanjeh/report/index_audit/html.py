"""The audit as one page that needs nothing else."""

from dataclasses import asdict
from importlib import resources

from sanjeh.core.text.numerals import in_digits
from sanjeh.report.index_audit.audit_report import AuditReport
from sanjeh.report.index_audit.words import say, texts
from sanjeh.report.page_frame import filled

OWN = resources.files("sanjeh.report.index_audit")


def page(report: AuditReport, file: str) -> str:
    """Return the whole page; `file` is the name of the answers that were audited."""
    shown = {
        "report": asdict(report),
        "text": texts(report.language),
        "doubts": in_digits(len(report.doubts), report.language),
        "note": say("page_note", report.language, file=file),
    }
    return filled(OWN.joinpath("page.html"), report.language, shown, OWN.joinpath("page.css"))
