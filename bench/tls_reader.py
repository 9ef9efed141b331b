"""What reading a server's capabilities costs us: processor time and handshakes a host, beside one handshake.

The servers are `openssl s_server` in their usual configuration and in the most permissive one, each in
a process of its own, so that only our side is measured.
"""

import asyncio
import socket
import statistics
import subprocess
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sanjeh.net.gate import Allow
from sanjeh.net.network import open_network
from sanjeh.net.tls_scan.capabilities import CapabilityScanner

HOSTS = 20
LIMIT_MS = 20.0
KINDS = {
    "usual": ("-cipher", "ECDHE+AESGCM:ECDHE+CHACHA20"),
    "permissive": ("-cipher", "ALL:@SECLEVEL=0", "-serverpref"),
}
GATE_ALLOWS = (Allow("*.localhost"),)


def make_certificate(folder: Path) -> Path:
    path = folder / "site.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=site.localhost",
         "-keyout", str(path), "-out", str(folder / "certificate.pem")],
        check=True, capture_output=True,
    )  # fmt: skip
    path.write_bytes(path.read_bytes() + (folder / "certificate.pem").read_bytes())
    return path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(certificate: Path, options: tuple[str, ...]) -> Iterator[int]:
    port = free_port()
    command = ["openssl", "s_server", "-accept", f"127.0.0.1:{port}", "-cert", str(certificate), "-www"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen([*command, *options], **quiet) as server:  # type: ignore[call-overload]
        try:
            wait_for(port)
            yield port
        finally:
            server.kill()


def wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"openssl s_server did not listen on {port}")


async def cost_ms(look: Callable[[str], Awaitable[object]]) -> float:
    """Return the median processor time of looking at one host, in milliseconds."""
    spent = []
    for at in range(HOSTS):
        before = time.process_time()
        await look(f"host{at}.localhost")
        spent.append((time.process_time() - before) * 1000)
    return statistics.median(spent)


async def measure(kind: str, port: int) -> bool:
    async with open_network(allow=GATE_ALLOWS, with_browser=False) as network:
        reader = CapabilityScanner(network.gate)
        handshake = await cost_ms(lambda host: network.tls.handshake(host, port))
        reading = await cost_ms(lambda host: reader.read(host, port))
        found = (await reader.read("host0.localhost", port)).greetings
    suites = sum(map(len, found.suites.values()))
    print(
        f"{kind:<11} {reading:5.1f} ms CPU a host, {found.handshakes} handshakes, {suites} suites,"
        f" {len(found.groups)} groups {found.trouble or ''}; one whole handshake {handshake:.1f} ms"
    )
    return reading <= LIMIT_MS


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        certificate = make_certificate(Path(folder))
        held = []
        for kind, options in KINDS.items():
            with serving(certificate, options) as port:
                held.append(asyncio.run(measure(kind, port)))
    print(f"limit {LIMIT_MS:g} ms a host: {'held' if all(held) else 'MISSED'}")
    return 0 if all(held) else 1


if __name__ == "__main__":
    raise SystemExit(main())
