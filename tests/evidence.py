"""Evidence that is kept in memory, as long as one test lasts."""

import hashlib


class MemoryStore(dict[str, bytes]):
    """Keeps bytes under their SHA-256, as the store of a round does."""

    def keep(self, content: bytes) -> str:
        digest = hashlib.sha256(content).hexdigest()
        self[digest] = content
        return digest

    def read(self, digest: str) -> bytes:
        return self[digest]
