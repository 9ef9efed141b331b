"""Finds methodologies: those that are shipped, by their code, and any other by its path.

A methodology is one TOML file, or a folder whose files are read as one: `methodology.toml`
first, then the others by name, so that each axis can have a file of its own.
"""

from collections.abc import Collection
from pathlib import Path

import sanjeh
from sanjeh.core.methodology.errors import MethodologyBroken, Problem
from sanjeh.core.methodology.methodology import Methodology, parse_methodology
from sanjeh.core.text.foreign_toml import read_toml
from sanjeh.core.text.reading_errors import slip_in_toml, why_unread
from sanjeh.core.text.words import Translatable
from sanjeh.engine.foreign_files import UnfitFile, content_of

FIRST = "methodology.toml"
MOST_BYTES = 10_000_000  # the longest of ours has a hundredth of it
PACKAGED = Path(sanjeh.__file__).parent / "_shipped" / "methodologies"
CHECKOUT = Path(sanjeh.__file__).parents[2] / "methodologies"


def shipped_codes() -> tuple[str, ...]:
    """Return the codes of the methodologies that come with the program."""
    folder = _shipped_folder()
    return tuple(sorted(p.stem if p.suffix == ".toml" else p.name for p in folder.iterdir() if _is_one(p)))


def methodology_text(code_or_path: str) -> str:
    """Return the whole text, which can be kept and parsed again; raise MethodologyBroken with what to do."""
    path = _found(code_or_path)
    if path.is_file():
        return _read(path)
    rest = sorted(p for p in path.glob("*.toml") if p.name != FIRST)
    return "\n".join(_checked(p) for p in (path / FIRST, *rest))


def load_methodology(code_or_path: str, known_checks: Collection[str] = ()) -> Methodology:
    """Return the parsed methodology; raise MethodologyBroken with everything that is wrong."""
    return parse_methodology(methodology_text(code_or_path), code_or_path, known_checks)


def _shipped_folder() -> Path:
    return PACKAGED if PACKAGED.is_dir() else CHECKOUT


def _is_one(path: Path) -> bool:
    return path.suffix == ".toml" or (path / FIRST).is_file()


def _found(code_or_path: str) -> Path:
    own = _shipped_folder() / code_or_path
    for path in (Path(code_or_path), own, own.with_name(f"{own.name}.toml")):
        if path.is_file() or (path / FIRST).is_file():
            return path
    says = Translatable("چنین روشی پیدا نشد.")
    codes = tuple(shipped_codes())
    mend = Translatable("نشانی یک پرونده TOML یا یکی از این کدها را بدهید: {codes}.").filled(codes=codes)
    raise MethodologyBroken([Problem(code_or_path, "", says, mend)])


def _read(path: Path) -> str:
    mend = Translatable("آن را به‌صورت متن UTF-8 ذخیره کنید.")
    try:
        return content_of(path, MOST_BYTES).decode()
    except UnfitFile as unfit:
        raise MethodologyBroken([Problem(str(path), "", unfit.says, mend)]) from unfit
    except (OSError, UnicodeDecodeError) as error:
        says = Translatable("این پرونده خوانده نشد: {error}.").filled(error=why_unread(error))
        raise MethodologyBroken([Problem(str(path), "", says, mend)]) from error


def _checked(path: Path) -> str:
    """Return the text of one file of a folder, so that a slip is told with that file's own line."""
    text = _read(path)
    try:
        read_toml(text)
    except (ValueError, RecursionError) as error:
        mend = Translatable("نشانه‌گذاری آن خط را درست کنید.")
        raise MethodologyBroken([Problem(str(path), "", slip_in_toml(error), mend)]) from error
    return text
