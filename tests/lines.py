"""What is logged meanwhile, as the JSON that operators get."""

import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from structlog.contextvars import clear_contextvars

from sanjeh.config import logs


@contextmanager
def listening() -> Iterator[list[dict[str, Any]]]:
    """Collect every line, without its moment, once the block has ended."""
    logs.join_events()  # a command may have chosen otherwise for itself
    clear_contextvars()
    page = io.StringIO()
    lines: list[dict[str, Any]] = []
    handler = logging.StreamHandler(page)
    handler.setFormatter(logs.formatter(is_json=True))
    root = logging.getLogger()
    root.addHandler(handler)
    yield lines
    root.removeHandler(handler)
    for line in page.getvalue().splitlines():
        fields = json.loads(line)
        del fields["timestamp"]
        lines.append(fields)
