"""`sanjeh demo serve` says when it is ready and ends cleanly."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.demo.visitors import place_for_tests


def serve(data: Path) -> subprocess.Popen[str]:
    place = place_for_tests(data)
    command = [
        sys.executable,
        "-m",
        "sanjeh",
        "demo",
        "serve",
        "--data",
        str(data),
        "--host-range",
        place.host_range,
    ]
    sources = {**os.environ, "PYTHONPATH": "src"}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=sources)


def test_it_says_when_it_is_ready_and_ends_when_told_to(tmp_path: Path) -> None:
    with serve(tmp_path) as served:
        assert served.stdout is not None
        first_line = served.stdout.readline()
        served.send_signal(signal.SIGTERM)
        rest, complaints = served.communicate(timeout=30)

    assert first_line.startswith("Nemuneabad is ready: 18 bodies, 43 services, names at 127.")
    assert (rest, complaints, served.returncode) == ("", "", 0)


def test_a_second_country_in_the_same_place_is_told_what_to_do(tmp_path: Path) -> None:
    with serve(tmp_path / "one") as first:
        assert first.stdout is not None
        first.stdout.readline()
        with serve(tmp_path / "two") as second:
            _, complaints = second.communicate(timeout=30)
        first.terminate()
        first.communicate(timeout=30)

    assert "choose another --host-range" in complaints
    assert second.returncode == 1


def test_keys_are_for_our_eyes_only(tmp_path: Path) -> None:
    with serve(tmp_path) as served:
        assert served.stdout is not None
        served.stdout.readline()
        served.terminate()
        served.communicate(timeout=30)

    modes = {oct(file.stat().st_mode & 0o777) for file in (tmp_path / "demo" / "keys").iterdir()}
    assert modes == {"0o600"}
