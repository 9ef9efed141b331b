"""Whether a bag is whole: every file that is missing, added or changed, by name; nothing of it is trusted.

Only files that were met while walking the folder are opened, so no path of a manifest leads anywhere.
"""

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from sanjeh.core.integrity import hash_chain
from sanjeh.core.text.words import Translatable
from sanjeh.edition.bag import (
    DECLARATION,
    DECLARED,
    INFO,
    MANIFEST,
    PAYLOAD,
    TAG_MANIFEST,
    decoded,
    digest_of,
)
from sanjeh.edition.inventory import MISSING, Difference
from sanjeh.engine.foreign_files import NOT_PLAIN, UnfitFile, content_of, opened

MOST_BYTES = 1_000_000_000  # of a manifest: a round of 100,000 addresses has some millions of files
MOST_LINE = 10_000_000  # of a journal
JOURNAL = (f"{PAYLOAD}/journal/lines.ndjson", f"{PAYLOAD}/journal/chain.txt")
CHANGED = Translatable("محتوای این پرونده همان نیست که سپرده شد.")
ADDED = Translatable("این پرونده در فهرست بسته نیست.")
NO_BAG = Translatable("این نشانه‌ی بسته‌ی BagIt 1.0 نیست.")
NO_LINE = Translatable("سطر {line} اثر انگشت و نام پرونده نیست.")
OUTSIDE = Translatable("فهرست «{name}» را نام می‌برد که در این بسته جایی ندارد.")
TWICE = Translatable("فهرست «{name}» را بیش از یک بار نام می‌برد.")
SIZE = Translatable("اندازه‌ی نوشته‌شده ({said}) همان نیست که هست ({found}).")
BROKEN_LINE = Translatable("رویداد {line} همان نیست که در دفتر نوشته شد.")
OFF_CHAIN = Translatable("رویداد {line} در زنجیره‌ی دفتر جای خود را ندارد.")
_LINE = re.compile(r"([0-9a-fA-F]{128})[ \t]+\*?(\S.*)")


def verify_bag(folder: Path) -> tuple[Difference, ...]:
    """Return every difference, in the order of the names; nothing means that the bag is whole."""
    names, strange = walked(folder)
    found = [Difference(name, NOT_PLAIN) for name in strange]
    if declared(folder) != DECLARATION:
        found.append(Difference(DECLARED, NO_BAG))
    found += compared(folder, MANIFEST, {name for name in names if name.startswith(f"{PAYLOAD}/")})
    tags = {name for name in names if not name.startswith(f"{PAYLOAD}/")} - {TAG_MANIFEST}
    found += compared(folder, TAG_MANIFEST, tags)
    # What was changed would be named again for all that hangs on it, so it is named alone.
    found = found or [*oxum(folder, names), *journal(folder, names)]
    return tuple(sorted(found, key=lambda one: one.file))


def walked(folder: Path) -> tuple[set[str], set[str]]:
    """Return the plain files of a folder, and whatever else lies there: links, pipes, what cannot be read."""
    names, strange = set[str](), set[str]()

    def unread(problem: OSError) -> None:
        """Name a folder that cannot be looked into: whatever lies in it is vouched for by nobody."""
        strange.add(told(folder, Path(os.fsdecode(problem.filename))))

    for above, folders, files in os.walk(folder, onerror=unread):
        for path in (Path(above, name) for name in (*folders, *files)):
            kind = kind_of(path)
            if kind == stat.S_IFREG:
                names.add(told(folder, path))
            elif kind != stat.S_IFDIR:
                strange.add(told(folder, path))
    return names, strange


def kind_of(path: Path) -> int:
    """Return what a path is (stat(5)), 0 where that cannot be known: its name is too long, say."""
    try:
        return stat.S_IFMT(path.lstat().st_mode)
    except OSError:
        return 0


def told(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix()


def declared(folder: Path) -> bytes:
    """Return what the bag says it is; nothing where that cannot be read."""
    try:
        return content_of(folder / DECLARED, 10_000, follow_links=False)
    except (FileNotFoundError, UnfitFile):
        return b""


def compared(folder: Path, manifest: str, there: set[str]) -> Iterator[Difference]:
    """Hold the files that are there against those that a manifest names."""
    try:
        text = content_of(folder / manifest, MOST_BYTES, follow_links=False).decode()
    except FileNotFoundError:
        yield Difference(manifest, MISSING)
        return
    except UnfitFile as unfit:
        yield Difference(manifest, unfit.says)
        return
    except UnicodeDecodeError:
        yield Difference(manifest, NO_LINE.filled(line=1))
        return
    named: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        yield from read_into(named, manifest, number, line)
    yield from (Difference(name, MISSING) for name in sorted(named.keys() - there))
    yield from (Difference(name, ADDED) for name in sorted(there - named.keys()))
    for name in sorted(named.keys() & there):
        yield from changed(folder, name, named[name])


def read_into(named: dict[str, str], manifest: str, number: int, line: str) -> Iterator[Difference]:
    """Note what one line of a manifest names, or say what is wrong with it."""
    found = _LINE.fullmatch(line)
    if found is None:
        yield Difference(manifest, NO_LINE.filled(line=number))
        return
    name = decoded(found[2])
    is_payload = name.startswith(f"{PAYLOAD}/")
    if not is_below(name) or is_payload is not (manifest == MANIFEST):
        yield Difference(manifest, OUTSIDE.filled(name=name))
    elif name in named:
        yield Difference(manifest, TWICE.filled(name=name))
    else:
        named[name] = found[1].lower()


def is_below(name: str) -> bool:
    """Say whether a path stays in the bag: nothing absolute, nothing above, nothing of two spellings."""
    path = PurePosixPath(name)
    is_plain = not path.is_absolute() and ".." not in path.parts and path.as_posix() == name
    return is_plain and not {"\0", "\\"} & set(name)


def changed(folder: Path, name: str, digest: str) -> Iterator[Difference]:
    try:
        if digest_of(folder / name) != digest:
            yield Difference(name, CHANGED)
    except FileNotFoundError:
        yield Difference(name, MISSING)
    except UnfitFile as unfit:
        yield Difference(name, unfit.says)


def oxum(folder: Path, names: set[str]) -> Iterator[Difference]:
    """Yield whether the size that the bag tells of its payload is another than it has."""
    payload = [name for name in names if name.startswith(f"{PAYLOAD}/")]
    size = f"{sum((folder / name).lstat().st_size for name in payload)}.{len(payload)}"
    try:
        text = content_of(folder / INFO, 1_000_000, follow_links=False).decode(errors="replace")
    except (FileNotFoundError, UnfitFile):
        return
    said = re.search(r"^Payload-Oxum: *(\S+)", text, re.MULTILINE)
    if said and said[1] != size:
        yield Difference(INFO, SIZE.filled(said=said[1], found=size))


def journal(folder: Path, names: set[str]) -> Iterator[Difference]:
    """Yield the lines of the journal that are not what was hashed, or have another place in its chain."""
    lines, chain = JOURNAL
    if not {lines, chain} <= names:
        return
    digests = dict(enumerate(read_lines(folder / chain), start=1))
    for number, text in enumerate(read_lines(folder / lines), start=1):
        try:
            line = hash_chain.read_line(text)
        except hash_chain.NotALine:
            yield Difference(lines, BROKEN_LINE.filled(line=number))
            continue
        before = digests.get(line.number - 1, hash_chain.START)
        if hash_chain.digest_of(line.number, line.entry, line.previous) != line.digest:
            yield Difference(lines, BROKEN_LINE.filled(line=line.number))
        elif (digests.get(line.number), before) != (line.digest, line.previous):
            yield Difference(lines, OFF_CHAIN.filled(line=line.number))


def read_lines(path: Path) -> Iterator[str]:
    with opened(path, follow_links=False) as file:
        for line in iter(lambda: file.readline(MOST_LINE), b""):
            yield line.decode(errors="replace").rstrip("\n")
