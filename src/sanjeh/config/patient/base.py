"""The engine of all tables: a connection that is refused while the server restarts is asked for again."""

import time
from typing import Any

import psycopg
from django.db.backends.postgresql import base

from sanjeh.config import reach


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection of Django's; pages and workers that open one wait as long as a restart takes."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Return a new connection; raise what the driver says when waiting has not mended it."""
        deadline = time.monotonic() + reach.PATIENCE_S
        while True:
            try:
                return super().get_new_connection(conn_params)
            except psycopg.OperationalError as problem:
                if reach.is_hopeless(problem) or time.monotonic() > deadline:
                    raise
                time.sleep(reach.LOOK_AGAIN_S)
