"""What the web server itself has to say goes the way of all events."""

import json
import os
import signal
import socket
import subprocess
import sys
import time

SERVES = {"SANJEH_LOG_FORMAT": "json", "DJANGO_SETTINGS_MODULE": "sanjeh.config.settings"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_the_web_server_tells_of_itself_line_by_line_on_standard_error() -> None:
    port = free_port()
    command = [sys.executable, "-m", "sanjeh.operate.web", "127.0.0.1", str(port)]

    with subprocess.Popen(
        command, env=os.environ | SERVES, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        deadline = time.monotonic() + 60
        while not answers(port) and time.monotonic() < deadline and server.poll() is None:
            time.sleep(0.1)
        server.send_signal(signal.SIGTERM)
        out, err = server.communicate(timeout=60)

    told = [json.loads(line) for line in err.splitlines()]
    assert out == ""
    assert {"timestamp", "event", "level", "logger"} == set.union(*(set(line) for line in told))
    listening = [line for line in told if line["event"] == f"Listening at: http://127.0.0.1:{port}"]
    assert [(line["logger"], line["level"]) for line in listening] == [("_granian", "info")]
