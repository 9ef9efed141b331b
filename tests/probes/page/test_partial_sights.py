"""Whatever happens half way, what was seen before it stays."""

from sanjeh.core.probing.failures import Reason
from sanjeh.probes.page import capture as capturing


async def test_a_page_that_crashes_loses_only_what_came_after(visit, monkeypatch):
    async def crash(self) -> None:
        await self.session.send("Page.crash")

    monkeypatch.setattr(capturing._Visit, "writing", crash)

    sight = await visit("good.html")

    assert sight.dom is not None
    assert sight.vitals is not None
    assert sight.failures[0].step == "writing"
    assert {each.reason for each in sight.failures} == {Reason.PAGE_CRASHED}


async def test_axe_that_takes_too_long_is_stopped_and_the_later_steps_still_see(visit, monkeypatch):
    monkeypatch.setattr(capturing, "AXE_S", 0.02)

    sight = await visit("contrast.html")

    assert [(each.step, each.reason) for each in sight.failures] == [("axe", Reason.STEP_TIMEOUT)]
    assert sight.reflow is not None


async def test_a_visit_without_time_left_is_told_step_by_step_and_not_lost(visit, monkeypatch):
    monkeypatch.setattr(capturing, "TOTAL_S", 0.0)

    sight = await visit("good.html")

    assert sight.status == 200
    assert len(sight.failures) > 10
    assert {each.reason for each in sight.failures} == {Reason.STEP_TIMEOUT}
