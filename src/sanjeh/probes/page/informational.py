"""Rules that mostly tell: the browser's issues, the connection, vitals and the look of the page."""

from datetime import UTC, datetime

from sanjeh.core.probing.contracts import Outcome
from sanjeh.core.probing.verdicts import Observed, Verdict
from sanjeh.probes.page.page_view import PageView

# What another check judges already (visit.mixed, visit.cookies, visit.contrast).
_JUDGED_ELSEWHERE = frozenset({"MixedContentIssue", "CookieIssue", "LowTextContrastIssue"})


def issues(view: PageView) -> Verdict:
    """Tell what the browser noticed by itself; what it refused it also says on the console, judged there."""
    found = [each for each in view.artifact.issues or () if each.code not in _JUDGED_ELSEWHERE]
    observed: Observed = {
        "issues": [{"code": each.code, "count": each.count, "example": each.example} for each in found]
    }
    if any(each.code == "DeprecationIssue" for each in found):
        return Verdict(Outcome.WARN, "deprecated", observed)
    return Verdict(*((Outcome.INFO, "noticed") if found else (Outcome.PASS, "none")), observed)


def connection(view: PageView) -> Verdict:
    """Tell on what the document came, as this one browser negotiated it; the probe `tls` judges."""
    used = view.artifact.connection
    assert used is not None, "the step 'connection' is among the needs of this rule"  # noqa: S101
    observed: Observed = {"http_version": used.http_version}
    if not used.tls_version:
        return Verdict(Outcome.INFO, "plain", observed)
    observed |= {
        "tls_version": used.tls_version, "cipher": used.cipher, "group": used.key_exchange,
        "issuer": used.issuer, "subject": used.subject,
    }  # fmt: skip
    if used.valid_until_s:
        observed["valid_until"] = datetime.fromtimestamp(used.valid_until_s, UTC).date().isoformat()
    return Verdict(Outcome.INFO, "encrypted", observed)


def vitals(view: PageView) -> Verdict:
    """Tell the vitals of this one unthrottled visit, no measure of speed: others ran beside it."""
    measured = view.artifact.vitals
    assert measured is not None, "the step 'vitals' is among the needs of this rule"  # noqa: S101
    return Verdict(Outcome.INFO, "of_one_visit", dict(measured.model_dump()))


def picture(view: PageView) -> Verdict:
    """Tell the fingerprint of the first screen, by which rounds can be compared."""
    kept = (view.artifact.screenshot,) if view.artifact.screenshot else ()
    return Verdict(Outcome.INFO, "fingerprint", {"picture_hash": view.artifact.picture_hash}, kept)
