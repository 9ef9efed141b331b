"""How much may be sent at once: more is refused before a byte of it is on the disk, whoever sends it."""

from typing import IO

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

# Twice the largest file that any form asks for, so that the form itself can say what is too large.
MOST_BYTES = 20_000_000


class UploadQuota(FileUploadHandler):
    """Stands before the handlers that keep what is sent, and keeps nothing itself."""

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: dict[str, str],  # noqa: N803 -- Django's own name
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """Raise RequestDataTooBig, which Django answers with 400."""
        del input_data, META, boundary, encoding
        if content_length > MOST_BYTES:
            raise RequestDataTooBig(f"{content_length} bytes at once; {MOST_BYTES} may be sent")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        del start
        return raw_data

    def file_complete(self, file_size: int) -> None:
        del file_size
