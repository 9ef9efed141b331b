"""Whatever happens half way, what was seen before it stays."""

import pytest

from sanjeh.core.probing.failures import Reason
from sanjeh.probes.page import capture as capturing
from tests.probes.page.conftest import Visit


async def test_a_page_that_crashes_loses_only_what_came_after(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def crash(self: capturing._Visit) -> None:
        await self.session.send("Page.crash")

    monkeypatch.setattr(capturing._Visit, "writing", crash)

    artifact = await visit("good.html")

    assert artifact.dom is not None
    assert artifact.vitals is not None
    assert artifact.failures[0].step == "writing"
    assert {each.reason for each in artifact.failures} == {Reason.PAGE_CRASHED}


async def test_axe_that_takes_too_long_is_stopped_and_the_later_steps_still_see(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(capturing, "AXE_S", 0.02)

    artifact = await visit("contrast.html")

    assert [(each.step, each.reason) for each in artifact.failures] == [("axe", Reason.STEP_TIMEOUT)]
    assert artifact.reflow is not None


async def test_a_visit_without_time_left_is_told_step_by_step_and_not_lost(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(capturing, "TOTAL_S", 0.0)

    artifact = await visit("good.html")

    assert artifact.status == 200
    assert len(artifact.failures) > 10
    assert {each.reason for each in artifact.failures} == {Reason.STEP_TIMEOUT}
