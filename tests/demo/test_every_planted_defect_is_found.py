"""The whole country is looked at: everything planted is found, and nothing that was not planted."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from pydantic import JsonValue

from sanjeh.core.probing.contracts import Finding, Outcome
from sanjeh.demo.defects import Defects
from sanjeh.demo.sites import ServedCountry, demo_country
from sanjeh.engine.evidence import EvidenceStore
from sanjeh.web import observed_values
from tests.demo.visitors import Page, look_at_all, pages, place_for_tests

pytestmark = pytest.mark.acceptance

QUIET = frozenset({Outcome.PASS, Outcome.INFO, Outcome.NOT_APPLICABLE})
TIMED = frozenset({"http.time", "visit.load"})


# A minute on two idle cores; the limit is for a machine that has other work.
@pytest.mark.timeout(600)
async def test_every_planted_defect_is_found_and_nothing_else(tmp_path: Path) -> None:
    evidence = EvidenceStore(tmp_path / "evidence")
    async with demo_country(place_for_tests(tmp_path)) as served:
        findings = await look_at_all(served, pages(served), evidence)
        found = odd_findings(served, pages(served), findings)
        # On a busy machine the clock accuses the innocent: whom it alone accuses is seen again, in peace.
        hasty = [page for page, said in found.items() if all(one.id in TIMED for one in said)]
        again = await look_at_all(served, hasty, evidence, at_once=1)
        found = {page: said for page, said in found.items() if page not in hasty}
        found |= odd_findings(served, hasty, again)

    assert [sentence(served.defects, page, one) for page, said in found.items() for one in said] == []
    assert sorted({key for said in findings.values() for one in said for key in unnamed_keys(one)}) == []


def odd_findings(
    served: ServedCountry, wanted: Iterable[Page], findings: Mapping[str, Sequence[Finding]]
) -> dict[Page, list[Finding]]:
    """Return the findings that are not what was planted, of the pages that have any."""
    odd = {page: [one for one in findings[page.target.url] if is_odd(served, page, one)] for page in wanted}
    return {page: said for page, said in odd.items() if said}


def unnamed_keys(finding: Finding) -> list[str]:
    """Return the keys of what was observed that pages would have to show without a name."""
    return [f"{finding.id}: {key}" for key in keys_in(finding.observed) if is_unnamed(finding.id, key)]


def is_unnamed(check: str, key: str) -> bool:
    return observed_values.named(check, key).title is None


def keys_in(value: JsonValue) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inner:
        yield from keys_in(one)


def is_odd(served: ServedCountry, page: Page, finding: Finding) -> bool:
    found = "" if finding.outcome in QUIET else finding.outcome.value
    return found != served.defects.expected(page.host, page.path, finding.id)


def sentence(defects: Defects, page: Page, finding: Finding) -> str:
    planted = defects.expected(page.host, page.path, finding.id) or "nothing"
    found = f"{finding.outcome} ({finding.reason}, {finding.observed})"
    return f"{page.target.url} {finding.id}: planted {planted}, found {found}"
