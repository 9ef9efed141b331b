"""What a body leaves when it ends, and to whom."""

from dataclasses import replace

import pytest

from sanjeh.core.catalogue.standing import Standing, State, ended, merged
from tests.core.catalogue.lists import ARCHIVE, LENDING, LIBRARY

MUSEUM = replace(LIBRARY, code="MUS", domain="mus.ir", portals=("https://mus.ir/",))
CLOSED = replace(ARCHIVE, code="OLD", is_ended=True)
STOPPED = replace(LENDING, code="10010109000", is_ended=True)
ELSEWHERE = replace(LENDING, code="10010108000", body="MUS")
LISTED = Standing(
    {one.code: one for one in (LIBRARY, ARCHIVE, MUSEUM, CLOSED)},
    {one.code: one for one in (LENDING, STOPPED, ELSEWHERE)},
)
GONE = replace(LIBRARY, portals=(), is_ended=True)


@pytest.mark.parametrize(
    ("into", "left"),
    [
        (
            "MUS",
            (replace(GONE, successor="MUS"), replace(LENDING, body="MUS"), replace(ARCHIVE, parent="MUS")),
        ),
        ("ARC", (replace(GONE, successor="ARC"), replace(LENDING, body="ARC"), replace(ARCHIVE, parent=""))),
        ("", (GONE, replace(LENDING, addresses=(), is_ended=True), replace(ARCHIVE, parent=""))),
    ],
)
def test_what_a_body_had_goes_to_its_successor_or_ends_with_it(into: str, left: tuple[State, ...]) -> None:
    assert merged(LISTED, "LIB", into) == left


def test_nothing_is_found_any_more_at_the_addresses_of_what_ended() -> None:
    assert ended(LIBRARY, "MUS") == replace(GONE, successor="MUS")
    assert ended(LENDING, "MUS") == replace(LENDING, addresses=(), is_ended=True)
