"""What looking and judging rest on besides our own code: what others publish, by version and SHA-256."""

import hashlib
import re
import tomllib
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable

import publicsuffixlist

from sanjeh.engine.evidence import Ingredient
from sanjeh.net.trust import RootStore, TrustStores

_AXE_VERSION = re.compile(rb"axe v([\d.]+)")
_LIST_VERSION = re.compile(rb"VERSION: (\S+)")


def ingredients(stores: TrustStores | None = None) -> tuple[Ingredient, ...]:
    """Return everything that comes with the program, and the roots by which chains were looked up."""
    roots = (_roots("public", stores.public), _roots("national", stores.national)) if stores else ()
    return (_axe(), _public_suffixes(), *_of_probes(), _failures(), *roots)


def _axe() -> Ingredient:
    content = resources.files("sanjeh.probes.page").joinpath("axe.min.js").read_bytes()
    return Ingredient(name="axe-core", version=_found(_AXE_VERSION, content), sha256=_sha256(content))


def _public_suffixes() -> Ingredient:
    content = resources.files(publicsuffixlist).joinpath("public_suffix_list.dat").read_bytes()
    version = _found(_LIST_VERSION, content)
    return Ingredient(
        name="public suffix list", version=version, sha256=_sha256(content), date=version.partition("_")[0]
    )


def _of_probes() -> Iterator[Ingredient]:
    """Yield every table that a probe reads: its texts, rulesets, and lists of what is known."""
    yield from _tables(resources.files("sanjeh.probes"), "probes")


def _tables(folder: Traversable, path: str) -> Iterator[Ingredient]:
    for one in sorted(folder.iterdir(), key=lambda one: one.name):
        if one.is_dir():
            yield from _tables(one, f"{path}/{one.name}")
        elif one.name.endswith(".toml"):
            yield _table(f"{path}/{one.name}", one)


def _failures() -> Ingredient:
    return _table("engine/failures.toml", resources.files("sanjeh.engine").joinpath("failures.toml"))


def _table(name: str, file: Traversable) -> Ingredient:
    content = file.read_bytes()
    version = tomllib.loads(content.decode()).get("version", "")
    return Ingredient(name=name, version=str(version), sha256=_sha256(content))


def _roots(whose: str, store: RootStore) -> Ingredient:
    count = f"{len(store)} certificates"
    return Ingredient(name=f"roots {whose}", version=count, sha256=store.sha256, date=store.changed_on)


def _found(pattern: re.Pattern[bytes], content: bytes) -> str:
    found = pattern.search(content)
    return found[1].decode() if found else ""


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
