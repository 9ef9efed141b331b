"""The process that serves the pages: `python -m sanjeh.operate.web HOST PORT`."""

import sys

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from sanjeh.config import logs


def serve(host: str, port: int) -> None:
    """Serve until it is ended; what the server itself has to say goes the way of all our events."""
    settings = logs.dict_config()
    Granian(
        "sanjeh.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        websockets=False,
        log_level=LogLevels(settings["root"]["level"].lower()),
        log_dictconfig=settings,
    ).serve()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
