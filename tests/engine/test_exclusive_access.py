import asyncio
from pathlib import Path

import pytest

from sanjeh.engine.exclusive_access import exclusive_access


@pytest.fixture(autouse=True)
def own_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))


class Inside:
    """Who is in the room, and everything that happened there."""

    def __init__(self) -> None:
        self.now: set[str] = set()
        self.seen: list[frozenset[str]] = []

    async def stay(self, look: str, name: str) -> None:
        async with exclusive_access(look):
            self.now.add(name)
            self.seen.append(frozenset(self.now))
            await asyncio.sleep(0.02)
            self.now.remove(name)


async def test_usual_looks_share_the_machine() -> None:
    inside = Inside()

    await asyncio.gather(*(inside.stay("visit", name) for name in "abc"))

    assert inside.seen[-1] == frozenset("abc")


async def test_a_timed_look_has_the_machine_alone() -> None:
    inside = Inside()
    looks = [("visit", "a"), ("speed", "X"), ("visit", "b"), ("speed", "Y"), ("http", "c")]

    await asyncio.gather(*(inside.stay(*one) for one in looks))

    assert [crowd for crowd in inside.seen if crowd & set("XY")] in (
        [frozenset("X"), frozenset("Y")],
        [frozenset("Y"), frozenset("X")],
    )


async def test_who_wants_to_be_alone_is_not_kept_waiting_by_those_who_come_later() -> None:
    inside, order = Inside(), []

    async def come(look: str, name: str) -> None:
        await inside.stay(look, name)
        order.append(name)

    async with asyncio.TaskGroup() as group, exclusive_access("visit"):
        group.create_task(come("speed", "X"))
        await asyncio.sleep(0.02)
        group.create_task(come("visit", "late"))
        await asyncio.sleep(0.1)
        order.append("first")

    assert order == ["first", "X", "late"]


async def test_who_is_called_away_leaves_the_room_free() -> None:
    async with exclusive_access("visit"):
        waiting = asyncio.create_task(Inside().stay("speed", "X"))
        await asyncio.sleep(0.02)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)

    async with asyncio.timeout(1), exclusive_access("speed"):
        pass
