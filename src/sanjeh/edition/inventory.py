"""Whether an edition consists of the files that its manifest names, byte for byte, and of no others."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sanjeh.core.text.words import Translatable
from sanjeh.edition import documents
from sanjeh.edition.folder import FileFacts, Manifest
from sanjeh.engine.foreign_files import UnfitFile, measured

MISSING = Translatable("این پرونده نیست.")
CHANGED = Translatable("محتوای این پرونده همان نیست که منتشر شد.")
UNLISTED = Translatable("این پرونده در فهرست ویراست نیست، پس هیچ‌کس پای آن را امضا نکرده است.")
LISTED_TWICE = Translatable("فهرست پرونده‌ها «{name}» را بیش از یک بار نام می‌برد.")
NO_NAME = Translatable("فهرست پرونده‌ها «{name}» را نام می‌برد که نام پرونده‌ای در این پوشه نیست.")


@dataclass(frozen=True, slots=True)
class Difference:
    """Where an edition is not what it says it is."""

    file: str
    says: Translatable


def damages(folder: Path, manifest: Manifest) -> tuple[Difference, ...]:
    """Return what is missing, changed or named wrongly, in the order of the manifest."""
    return (*_misnamed(manifest), *filter(None, (damage(folder, file) for file in _readable(manifest))))


def unlisted(folder: Path, manifest: Manifest) -> Iterator[Difference]:
    """Yield what lies in the folder unvouched for: whoever reads it would take it for published."""
    known = {file.name for file in manifest.files} | {documents.MANIFEST, documents.SIGNATURE}
    names = sorted(path.name for path in folder.iterdir())
    return (Difference(name, UNLISTED) for name in names if name not in known)


def damage(folder: Path, file: FileFacts) -> Difference | None:
    """Return how the file differs from what the manifest says of it."""
    try:
        size_bytes, sha256 = measured(folder / file.name, file.size_bytes)
    except FileNotFoundError:
        return Difference(file.name, MISSING)
    except UnfitFile as unfit:
        return Difference(file.name, unfit.says)
    is_same = (size_bytes, sha256) == (file.size_bytes, file.sha256)
    return None if is_same else Difference(file.name, CHANGED)


def is_file_name(name: str) -> bool:
    """Say whether this names a file of the folder itself: nothing above it, below it or without a name."""
    return name not in {"", ".", ".."} and not {"/", "\\", "\0"} & set(name)


def _misnamed(manifest: Manifest) -> Iterator[Difference]:
    for name, times in Counter(file.name for file in manifest.files).items():
        if not is_file_name(name):
            yield Difference(documents.MANIFEST, NO_NAME.filled(name=name))
        elif times > 1:
            yield Difference(documents.MANIFEST, LISTED_TWICE.filled(name=name))


def _readable(manifest: Manifest) -> Iterator[FileFacts]:
    return (file for file in manifest.files if is_file_name(file.name))
