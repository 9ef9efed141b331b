"""The whole country is looked at: everything planted is found, and nothing that was not planted."""

from pathlib import Path

import pytest

from sanjeh.cli.demo.defects import Defects
from sanjeh.cli.demo.serving import demo_country
from sanjeh.core.probing import Finding, Outcome
from sanjeh.engine.evidence import EvidenceStore
from tests.demo.visitors import Page, look_at_all, pages, place_for_tests

QUIET = frozenset({Outcome.PASS, Outcome.INFO, Outcome.NOT_APPLICABLE})


# A minute on two idle cores; the limit is for a machine that has other work.
@pytest.mark.timeout(600)
async def test_every_planted_defect_is_found_and_nothing_else(tmp_path: Path) -> None:
    async with demo_country(place_for_tests(tmp_path)) as served:
        wanted = pages(served)
        findings = await look_at_all(served, wanted, EvidenceStore(tmp_path / "evidence"))

    surprises = [
        surprise
        for page in wanted
        for finding in findings[page.target.url]
        for surprise in differences(served.defects, page, finding)
    ]
    assert surprises == []


def differences(defects: Defects, page: Page, finding: Finding) -> list[str]:
    """Return what a finding says other than what was planted, in a sentence."""
    found = "" if finding.outcome in QUIET else finding.outcome.value
    planted = defects.expected(page.host, page.path, finding.id)
    if found == planted:
        return []
    seen = f"{finding.outcome} ({finding.reason}, {finding.observed})"
    return [f"{page.target.url} {finding.id}: planted {planted or 'nothing'}, found {seen}"]
