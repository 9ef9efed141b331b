"""Numbers and length-prefixed pieces, as TLS writes them (RFC 8446 §3). Pure."""

from struct import pack


class BrokenMessage(ValueError):
    """The other side sent what no TLS server sends."""


def number(value: int, size: int) -> bytes:
    return value.to_bytes(size, "big")


def shorts(values: tuple[int, ...]) -> bytes:
    """Return the values after one another, each in two bytes."""
    return pack(f">{len(values)}H", *values)


def prefixed(content: bytes, size: int) -> bytes:
    """Return the content after its own length, written in `size` bytes."""
    return len(content).to_bytes(size, "big") + content


class Piece:
    """Bytes read from the front; raises BrokenMessage where they end too early."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._at = 0

    def __bool__(self) -> bool:
        return self._at < len(self._content)

    def take(self, size: int) -> bytes:
        end = self._at + size
        if end > len(self._content):
            raise BrokenMessage(f"{size} bytes announced, {len(self._content) - self._at} left")
        taken, self._at = self._content[self._at : end], end
        return taken

    def number(self, size: int) -> int:
        return int.from_bytes(self.take(size), "big")

    def prefixed(self, size: int) -> bytes:
        """Return the content whose length stands before it in `size` bytes."""
        return self.take(self.number(size))
