"""What stands in the page's own frames is kept beside the page."""

from urllib.parse import urlsplit

import pytest

from sanjeh.core.text.html import prose
from tests.evidence import MemoryStore
from tests.probes.judging import present
from tests.probes.page.conftest import Visit

pytestmark = pytest.mark.acceptance


@pytest.mark.parametrize(
    ("which", "framed"),
    [
        ("set", [("/framed/text", "متن"), ("/framed/menu", "فهرست")]),
        ("in", [("/framed/text", "متن"), ("/framed/in", "نوشته")]),
        ("text", []),
    ],
)
async def test_frames_of_the_same_site_that_show_are_kept_and_no_others(
    visit: Visit, kept: MemoryStore, which: str, framed: list[tuple[str, str]]
) -> None:
    frames = present((await visit(f"framed/{which}")).frames)

    assert [(urlsplit(one.url).path, prose(kept.read(one.body).decode())) for one in frames] == framed
