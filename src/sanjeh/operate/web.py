"""The process that serves the pages: `python -m sanjeh.operate.web HOST PORT`."""

import sys

from granian import Granian
from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from sanjeh.config import logs

# A thousand visitors who keep us waiting leave as many places for the others.
CONNECTIONS = 2048
HEAD_MS = 10_000


def serve(host: str, port: int) -> None:
    """Serve until it is ended; what the server itself has to say goes the way of all our events."""
    settings = logs.dict_config()
    Granian(
        "sanjeh.config.rsgi:application",
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        workers=1,
        backlog=CONNECTIONS,
        backpressure=CONNECTIONS,  # slow visitors cost a connection each, and no thread
        http1_settings=HTTP1Settings(header_read_timeout=HEAD_MS),
        websockets=False,
        log_level=LogLevels(settings["root"]["level"].lower()),
        log_dictconfig=settings,
    ).serve()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
