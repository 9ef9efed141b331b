"""One installation has one master, and says who is in its way."""

import socket
from pathlib import Path

import pytest

from sanjeh.operate.installation import AlreadyRunning, PortTaken, alone_in, refuse_taken_port


def test_a_data_folder_has_one_master(tmp_path: Path) -> None:
    with (
        alone_in(tmp_path),
        pytest.raises(AlreadyRunning) as refused,
        alone_in(tmp_path),
    ):
        pass

    assert str(refused.value) == (
        f"Sanjeh is already running in {tmp_path}. "
        "Stop it with Ctrl-C where it runs, or choose another folder: SANJEH_DATA=other make run"
    )


def test_a_data_folder_that_was_left_is_free_again(tmp_path: Path) -> None:
    with alone_in(tmp_path):
        pass

    with alone_in(tmp_path):
        assert (tmp_path / "lock").exists()


def test_a_taken_port_is_named_before_anything_starts() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(PortTaken) as refused:
            refuse_taken_port("127.0.0.1", port)

    assert str(refused.value) == (
        f"Port {port} of 127.0.0.1 is taken by another program. Choose another: make run PORT=8001"
    )
