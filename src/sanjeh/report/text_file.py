"""The one loader of words: a TOML file in which every text stands in both languages."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib import resources
from typing import Any

from sanjeh.core.text.words import Words


class TextFile:
    """Texts by their key, `[key] fa = "…" en = "…"`; a table inside a table is `outer.inner`.

    A table may also hold several texts, `title_fa = "…" title_en = "…"`: their keys are `table.title`.
    """

    def __init__(self, package: str, name: str) -> None:
        self._file = resources.files(package).joinpath(name)

    def say(self, key: str, language: str, **facts: str) -> str:
        """Return one text with its facts filled in; raise KeyError for an unknown key."""
        return self._words[key].in_language(language).format(**facts)

    def texts(self, language: str) -> dict[str, str]:
        """Return every text in one language, their facts not filled in."""
        return {key: words.in_language(language) for key, words in self._words.items()}

    @cached_property
    def _words(self) -> dict[str, Words]:
        return dict(_read(tomllib.loads(self._file.read_text(encoding="utf-8")), ""))


def _read(table: Mapping[str, Any], key: str) -> Iterator[tuple[str, Words]]:
    if "fa" in table:
        yield key, Words(table["fa"], table["en"])
    for name, value in table.items():
        inner = f"{key}.{name}" if key else name
        if isinstance(value, dict):
            yield from _read(value, inner)
        elif inner.endswith("_fa"):
            yield inner.removesuffix("_fa"), Words(value, table[f"{name.removesuffix('_fa')}_en"])
