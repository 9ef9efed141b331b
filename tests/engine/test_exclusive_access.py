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

    async def stay(self, name: str, *, is_alone: bool = False) -> None:
        async with exclusive_access(is_alone=is_alone):
            self.now.add(name)
            self.seen.append(frozenset(self.now))
            await asyncio.sleep(0.02)
            self.now.remove(name)


async def test_usual_looks_share_the_machine() -> None:
    inside = Inside()

    await asyncio.gather(*(inside.stay(name) for name in "abc"))

    assert inside.seen[-1] == frozenset("abc")


async def test_a_timed_look_has_the_machine_alone() -> None:
    inside = Inside()

    await asyncio.gather(*(inside.stay(name, is_alone=name.isupper()) for name in "aXbYc"))

    assert [crowd for crowd in inside.seen if crowd & set("XY")] in (
        [frozenset("X"), frozenset("Y")],
        [frozenset("Y"), frozenset("X")],
    )


async def test_who_wants_to_be_alone_is_not_kept_waiting_by_those_who_come_later() -> None:
    inside, order = Inside(), []

    async def come(name: str, *, is_alone: bool) -> None:
        await inside.stay(name, is_alone=is_alone)
        order.append(name)

    async with asyncio.TaskGroup() as group, exclusive_access(is_alone=False):
        group.create_task(come("X", is_alone=True))
        await asyncio.sleep(0.02)
        group.create_task(come("late", is_alone=False))
        await asyncio.sleep(0.1)
        order.append("first")

    assert order == ["first", "X", "late"]


async def test_who_is_called_away_leaves_the_room_free() -> None:
    async with exclusive_access(is_alone=False):
        waiting = asyncio.create_task(Inside().stay("X", is_alone=True))
        await asyncio.sleep(0.02)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)

    async with asyncio.timeout(30), exclusive_access(is_alone=True):
        pass
