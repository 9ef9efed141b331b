"""Requests of several workers that lead to one place take turns there, and leave its pace as it was."""

import asyncio

import pytest

from sanjeh.apps.politeness.models import Destination
from sanjeh.apps.politeness.rate_limiter import DatabaseRateLimiter
from sanjeh.core.scheduling.backoff import BackoffRules
from sanjeh.engine.turns import VisitTurns

THERE = ("192.0.2.1", "domain:b.example", "host:www.b.example")


async def keys_of(_host: str, _port: int) -> tuple[str, ...]:
    return THERE


async def asked_by(count: int) -> tuple[int, list[bool]]:
    """Ask at once from so many visits; return how many were there together, and which say they were alone."""
    inside = most = 0

    async def ask(number: int) -> bool:
        nonlocal inside, most
        limiter = DatabaseRateLimiter(BackoffRules(gap_s=0))
        async with VisitTurns(limiter, keys_of, [f"host:{number}.example"]).at("www.b.example", 80) as alone:
            inside, most = inside + 1, max(most, inside + 1)
            await asyncio.sleep(0)
            inside -= 1
        return alone

    alone = list(await asyncio.gather(*map(ask, range(count))))
    return most, alone


@pytest.mark.django_db(transaction=True)
def test_workers_that_are_led_to_one_place_are_there_one_after_the_other() -> None:
    Destination.objects.create(key=THERE[2], failures=4, doublings=2)

    most, alone = asyncio.run(asked_by(3))

    assert alone == [True, True, True]
    assert most == 1
    kept = Destination.objects.filter(key__in=THERE).order_by("key")
    assert list(kept.values_list("key", "failures", "doublings", "holder")) == [
        (THERE[0], 0, 0, None),
        (THERE[1], 0, 0, None),
        (THERE[2], 4, 2, None),
    ]
