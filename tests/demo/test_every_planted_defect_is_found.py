"""The whole country is looked at: everything planted is found, and nothing that was not planted."""

from pathlib import Path

import pytest

from sanjeh.cli.demo.defects import Defects
from sanjeh.cli.demo.serving import ServedCountry, demo_country
from sanjeh.core.probing import Finding, Outcome
from sanjeh.engine.evidence import EvidenceStore
from tests.demo.visitors import Page, look_at_all, pages, place_for_tests

QUIET = frozenset({Outcome.PASS, Outcome.INFO, Outcome.NOT_APPLICABLE})
TIMED = frozenset({"http.time", "visit.load"})


# A minute on two idle cores; the limit is for a machine that has other work.
@pytest.mark.timeout(600)
async def test_every_planted_defect_is_found_and_nothing_else(tmp_path: Path) -> None:
    async with demo_country(place_for_tests(tmp_path)) as served:
        found = await odd_findings(served, pages(served), tmp_path)
        # On a busy machine the clock accuses the innocent: whom it alone accuses is seen again, in peace.
        hasty = [page for page, said in found.items() if all(one.id in TIMED for one in said)]
        found = {page: said for page, said in found.items() if page not in hasty}
        found |= await odd_findings(served, hasty, tmp_path, at_once=1)

    assert [sentence(served.defects, page, one) for page, said in found.items() for one in said] == []


async def odd_findings(
    served: ServedCountry, wanted: list[Page], folder: Path, *, at_once: int = 4
) -> dict[Page, list[Finding]]:
    """Return the findings that are not what was planted, of the pages that have any."""
    findings = await look_at_all(served, wanted, EvidenceStore(folder / "evidence"), at_once=at_once)
    odd = {page: [one for one in findings[page.target.url] if is_odd(served, page, one)] for page in wanted}
    return {page: said for page, said in odd.items() if said}


def is_odd(served: ServedCountry, page: Page, finding: Finding) -> bool:
    found = "" if finding.outcome in QUIET else finding.outcome.value
    return found != served.defects.expected(page.host, page.path, finding.id)


def sentence(defects: Defects, page: Page, finding: Finding) -> str:
    planted = defects.expected(page.host, page.path, finding.id) or "nothing"
    found = f"{finding.outcome} ({finding.reason}, {finding.observed})"
    return f"{page.target.url} {finding.id}: planted {planted}, found {found}"
