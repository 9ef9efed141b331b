"""`sanjeh evaluate` of one fast page from a cold start, and what of it is start-up."""

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

RUNS = 5
PAGE = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>A fast page</title>'
    '<meta name="viewport" content="width=device-width"><h1>A fast page</h1>'
    "<p>Nothing to wait for.</p></html>"
)


class FastPage(BaseHTTPRequestHandler):
    """Answers every address with the same small page."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(PAGE.encode())

    def log_message(self, *_: object) -> None:
        """Stay quiet."""


@contextmanager
def fast_page() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), FastPage)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()


def median_s(*arguments: str) -> float:
    """Return the median wall clock of whole processes, each started anew."""
    return statistics.median(_seconds(*arguments) for _ in range(RUNS))


def _seconds(*arguments: str) -> float:
    started = time.monotonic()
    subprocess.run([sys.executable, "-m", "sanjeh", *arguments], check=True, capture_output=True)
    return time.monotonic() - started


def main() -> None:
    """Print the figures, each a line."""
    with fast_page() as url:
        looked = ("evaluate", url, "--allow", "127.0.0.1", "--json")
        whole = median_s(*looked)
        without_browser = median_s(*looked, "--probes", "names,tls,http")
        start_up = median_s("evaluate", "--help")
    print(f"evaluate_cold_s {whole:.2f} s")
    print(f"evaluate_without_browser_s {without_browser:.2f} s")
    print(f"evaluate_start_up_s {start_up:.2f} s")
    print(f"evaluate_cold_of_six_seconds {whole / 6:.2f} ratio")


main()
