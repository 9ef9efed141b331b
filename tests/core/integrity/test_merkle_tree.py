"""The tree of RFC 9162: its known roots, and every path of every small tree on both sides of the truth."""

import hashlib

import pytest

from sanjeh.core.integrity.merkle_tree import (
    NotInTree,
    audit_path,
    consistency_path,
    grew,
    holds_leaf,
    root_of,
)

# The leaves and roots that implementations of certificate transparency are tried with.
KNOWN_LEAVES = [
    bytes.fromhex(one)
    for one in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
KNOWN_ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    4: "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    5: "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    6: "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    7: "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}
MOST = 33
LEAVES = [f"line {number}".encode() for number in range(MOST)]
SIZES = range(1, MOST + 1)


def of_a_definition(leaves: list[bytes]) -> bytes:
    """Return the root as the RFC words it: split at the largest power of two that is smaller."""
    if len(leaves) < 2:
        return hashlib.sha256(b"\x00" + leaves[0] if leaves else b"").digest()
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    left, right = of_a_definition(leaves[:half]), of_a_definition(leaves[half:])
    return hashlib.sha256(b"\x01" + left + right).digest()


@pytest.mark.parametrize("size", KNOWN_ROOTS)
def test_known_trees_have_their_known_roots(size: int) -> None:
    assert root_of(KNOWN_LEAVES[:size]).hex() == KNOWN_ROOTS[size]


def test_the_root_is_the_one_of_the_definition() -> None:
    assert [root_of(LEAVES[:size]) for size in SIZES] == [of_a_definition(LEAVES[:size]) for size in SIZES]


def test_a_leaf_is_shown_at_its_own_place_and_nowhere_else() -> None:
    for size in SIZES:
        tree, root = LEAVES[:size], root_of(LEAVES[:size])
        for position in range(size):
            path = audit_path(tree, position)
            held = [place for place in range(size) if holds_leaf(LEAVES[position], place, size, path, root)]
            assert held == [position]


def test_a_path_that_is_short_long_or_of_another_leaf_shows_nothing() -> None:
    for size in SIZES:
        root, path = root_of(LEAVES[:size]), audit_path(LEAVES[:size], size - 1)
        assert not holds_leaf(LEAVES[size - 1], size - 1, size, (*path, root), root)
        assert not holds_leaf(b"another", size - 1, size, path, root)
        if path:
            assert not holds_leaf(LEAVES[size - 1], size - 1, size, path[:-1], root)


def test_a_tree_that_only_grew_is_told_from_every_other() -> None:
    for size in SIZES:
        root = root_of(LEAVES[:size])
        for earlier in range(1, size + 1):
            path, before = consistency_path(LEAVES[:size], earlier), root_of(LEAVES[:earlier])
            assert grew(earlier, before, size, root, path)
            assert not grew(earlier, root_of([b"another", *LEAVES[1:earlier]]), size, root, path)
            assert not grew(earlier, before, size, root_of([*LEAVES[:size], b"one more"]), path)
            assert not grew(earlier, before, size, root, (*path, root))
            assert not path or not grew(earlier, before, size, root, path[:-1])


@pytest.mark.parametrize(("position", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_no_place_outside_the_tree_is_shown(position: int, size: int) -> None:
    with pytest.raises(NotInTree):
        audit_path(LEAVES[:size], position)
    assert not holds_leaf(LEAVES[0], position, size, (), root_of(LEAVES[:size]))


@pytest.mark.parametrize("earlier", [0, 4])
def test_no_size_outside_the_tree_is_shown(earlier: int) -> None:
    root = root_of(LEAVES[:3])
    with pytest.raises(NotInTree):
        consistency_path(LEAVES[:3], earlier)
    assert not grew(earlier, root, 3, root, ())
