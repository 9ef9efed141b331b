"""What is not there has no page."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.http import Http404


@contextmanager
def or_404(*missing: type[Exception]) -> Iterator[None]:
    """Answer that there is no such page where the block finds that there is no such thing."""
    try:
        yield
    except missing as error:
        raise Http404 from error
