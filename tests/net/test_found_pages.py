"""Which answers are believed for the next page that leads to the same address, and which are not."""

from dataclasses import replace

import pytest

from sanjeh.net import found_pages
from sanjeh.net.found_pages import FoundPages
from sanjeh.net.http import Response

URL = "https://body.example/privacy"
GIVEN = Response(URL, 200, (), b"salam", "192.0.2.1", "HTTP/1.1", 10.0, 12.0)


def believed(reply: Response) -> bool:
    """Say whether the next page is given this answer too."""
    known = FoundPages()
    known.remember(URL, 1000, reply)
    assert known.known(URL, 0) is None  # where less was read, less is known
    return known.known(URL, 1000) == reply


@pytest.mark.parametrize("status", [200, 301, 400, 404, 410, 499])
def test_an_answer_of_a_site_is_believed_for_its_next_page(status: int) -> None:
    assert believed(replace(GIVEN, status=status))


@pytest.mark.parametrize("status", [403, 406, 429, 500, 503])
def test_a_passing_trouble_is_not_handed_on(status: int) -> None:
    assert not believed(replace(GIVEN, status=status))


def test_neither_a_large_page_is_kept_nor_one_that_was_cut() -> None:
    large = b"x" * found_pages._MOST_BYTES

    assert believed(replace(GIVEN, body=large))
    assert not believed(replace(GIVEN, body=large + b"x"))
    assert not believed(replace(GIVEN, is_cut=True))
