"""A database of its own for a measurement, which goes at the end."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path


@contextmanager
def own_database(*, as_tests: bool = False) -> Iterator[None]:
    """Set Django up over an embedded server; `as_tests` speaks with it as those do, who may number rows."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="sanjeh-bench-")))
        folder.chmod(0o755)  # the database's own user must be able to pass through
        os.environ |= {"SANJEH_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "sanjeh.config.settings"}
        from sanjeh.config import embedded  # noqa: PLC0415 -- reads the environment

        os.environ["DATABASE_URL"] = stack.enter_context(embedded.running(folder / "postgres"))
        import django  # noqa: PLC0415

        django.setup()
        from django.conf import settings  # noqa: PLC0415
        from django.db import connections  # noqa: PLC0415

        from sanjeh.operate import schema  # noqa: PLC0415
        from tests.hands import AS_APPLICATION  # noqa: PLC0415

        settings.ALLOWED_HOSTS = ["localhost", "testserver"]
        stack.callback(connections.close_all)
        schema.bring_up_to_date()
        if as_tests:
            connections["default"].close()
            tests = {"USER": embedded.SUPERUSER, "OPTIONS": {"options": AS_APPLICATION}}
            connections["default"].settings_dict |= tests
        yield
