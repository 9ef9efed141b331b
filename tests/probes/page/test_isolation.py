"""What a page does to its own scripts changes nothing of what we see; its frames are seen too."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from sanjeh.core.probing.artifacts.page import PageArtifact
from sanjeh.net.network import Network
from sanjeh.probes.page.axe import script
from tests.evidence import MemoryStore
from tests.probes.judging import present
from tests.probes.page.conftest import Visit

pytestmark = pytest.mark.acceptance

Axe = dict[str, Any]
AxeOf = Callable[[str], Awaitable[Axe]]

PLAIN_AXE = """async () => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa']
    const results = await axe.run(document, { runOnly: tags })
    const place = node => node.target.flat().join(' > ')
    return results.violations.flatMap(rule => rule.nodes.map(node => `${rule.id} ${place(node)}`))
}"""


def places(results: Axe) -> set[str]:
    return {f"{rule['rule']} {place['target']}" for rule in results["violations"] for place in rule["places"]}


def axe_in(artifact: PageArtifact, kept: MemoryStore) -> Axe:
    return dict(json.loads(kept.read(present(artifact.axe))))


@pytest.fixture
def axe_of(visit: Visit, kept: MemoryStore) -> AxeOf:
    async def results(page: str) -> Axe:
        return axe_in(await visit(page), kept)

    return results


async def test_a_page_that_spoils_what_scripts_stand_on_changes_nothing(
    visit: Visit, kept: MemoryStore
) -> None:
    artifact = await visit("poisoned.html")

    assert places(axe_in(artifact, kept)) == {"color-contrast #faint", "image-alt #silent"}
    writing = present(artifact.writing)
    assert (writing.body_direction, writing.rtl_in_ltr) == ("rtl", 0)
    assert writing.rtl_letters > 30
    assert present(present(artifact.vitals).fcp_ms) > 0
    assert [each for each in artifact.failures if each.step != "libraries"] == []  # read where they live


async def test_frames_of_other_sites_and_sandboxed_ones_are_seen_to_their_depth(axe_of: AxeOf) -> None:
    results = await axe_of("framing.html")

    frames = [f'iframe[title="{title}"]' for title in ("همین سایت", "جعبهٔ شنی")]
    assert places(results) == {
        f"color-contrast {frame} > {within}"
        for frame in (*frames, "#other")
        for within in ("#faint", "iframe > #within")
    }
    assert results["frames_unseen"] == 0


@pytest.mark.parametrize(
    "page", ["contrast.html", "unlabelled.html", "good.html", "faint.html", "traps.html"]
)
async def test_nothing_that_plain_axe_finds_is_lost(
    axe_of: AxeOf, network: Network, site: str, page: str
) -> None:
    async with present(network.browser).page() as plain:
        await plain.goto(f"{site}/{page}")
        await plain.evaluate("document.fonts.ready.then(() => 1)")
        await plain.evaluate(script("axe.min.js"))
        found = set(await plain.evaluate(PLAIN_AXE))

    assert found - places(await axe_of(page)) == set()
