"""Has a PDF read by a process of its own, which ends within its time and memory whatever is in the file."""

import asyncio
import sys

from sanjeh.core.probing.artifacts.surroundings import PdfFacts
from sanjeh.core.probing.failures import CaptureFailed, Reason

_READER = "sanjeh.probes.page.pdf_reader"
_WALL_S = 8.0
_NO_MEMORY = 2


async def read_pdf(content: bytes) -> PdfFacts:
    """Return what the PDF says of itself; raise CaptureFailed when it cannot be read."""
    child = await _reader()
    try:
        async with asyncio.timeout(_WALL_S):
            told, _ = await child.communicate(content)
    except TimeoutError as error:
        raise CaptureFailed(Reason.STEP_TIMEOUT, f"reading the PDF took over {_WALL_S:g} s") from error
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if child.returncode:
        raise CaptureFailed(*_why(child.returncode))
    return PdfFacts.model_validate_json(told)


async def _reader() -> asyncio.subprocess.Process:
    try:
        return await asyncio.create_subprocess_exec(
            sys.executable, "-I", "-m", _READER,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
    except OSError as error:
        raise CaptureFailed(Reason.PROBE_BROKEN, f"no process to read a PDF: {error}") from error


def _why(status: int) -> tuple[Reason, str]:
    """Return what an exit status means; a negative one is the signal of a limit that was met."""
    if status == _NO_MEMORY:
        return Reason.BODY_TOO_LARGE, "reading the PDF takes more memory than we give"
    if status < 0:
        return Reason.STEP_TIMEOUT, "reading the PDF takes more time than we give"
    return Reason.BAD_RESPONSE, "no PDF that can be read"
