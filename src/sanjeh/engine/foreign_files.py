"""Files that others wrote: plain ones alone are read, and never further than was said.

A pipe would wait for ever for its writer, a device never end, a link lead out of the folder that is judged.
"""

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path

from sanjeh.core.text.reading_errors import why_unread
from sanjeh.core.text.words import Translatable

NOT_PLAIN = Translatable("این نه پرونده‌ای ساده، که پوشه، پیوند، لوله یا دستگاه است.")
TOO_LARGE = Translatable("این پرونده بیش از {bytes} بایت دارد.")
CANNOT_READ = Translatable("این پرونده خوانده نشد: {detail}.")


class UnfitFile(ValueError):
    """There is something of this name, and it is not read; `says` tells why."""

    def __init__(self, says: Translatable) -> None:
        super().__init__(str(says))
        self.says = says


def content_of(path: Path, most_bytes: int, *, follow_links: bool = True) -> bytes:
    """Return the whole file; raise UnfitFile, or FileNotFoundError where there is none."""
    with opened(path, follow_links=follow_links) as file:
        is_too_large = os.fstat(file.fileno()).st_size > most_bytes
        content = b"" if is_too_large else file.read(most_bytes + 1)  # it may have grown meanwhile
    if is_too_large or len(content) > most_bytes:
        raise UnfitFile(TOO_LARGE.filled(bytes=most_bytes))
    return content


def measured(path: Path, stated_bytes: int | None = None) -> tuple[int, str]:
    """Return size in bytes and SHA-256 of a file that is no link; raise as above.

    A file of another size than stated is not read to its end: it has no digest.
    """
    with opened(path, follow_links=False) as file:
        size_bytes = os.fstat(file.fileno()).st_size
        if stated_bytes is not None and size_bytes != stated_bytes:
            return size_bytes, ""
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return file.tell(), digest


@contextmanager
def opened(path: Path, *, follow_links: bool = True) -> Iterator[BufferedReader]:
    """Give a plain file, open for reading; raise UnfitFile, or FileNotFoundError where there is none."""
    with os.fdopen(_descriptor(path, follow_links=follow_links), "rb") as file:
        yield file


def _descriptor(path: Path, *, follow_links: bool) -> int:
    # Without NONBLOCK the opening of a pipe alone would wait for a writer.
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        descriptor = os.open(path, flags if follow_links else flags | os.O_NOFOLLOW)
    except FileNotFoundError:
        raise
    except OSError as problem:  # a link is a loop to NOFOLLOW, a socket no such device
        is_other = problem.errno in {errno.ELOOP, errno.ENXIO}
        raise UnfitFile(
            NOT_PLAIN if is_other else CANNOT_READ.filled(detail=why_unread(problem))
        ) from problem
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise UnfitFile(NOT_PLAIN)
    return descriptor
