"""A Merkle tree over the lines of the journal, as RFC 9162 (sections 2.1.1 to 2.1.5) defines it.

One root stands for all lines up to a size. An audit path shows that one line stands under a root without
the others being told; a consistency path shows that a later root only grew from an earlier one.
Every hash is the 32 bytes of a SHA-256; positions count from 0.
"""

import hashlib
from collections.abc import Sequence
from itertools import zip_longest

LEAF, NODE = b"\x00", b"\x01"


class NotInTree(ValueError):
    """The tree has no such position, or no such earlier size."""


def leaf_hash(leaf: bytes) -> bytes:
    return hashlib.sha256(LEAF + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(NODE + left + right).digest()


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Return the root over these leaves; that of no leaf is the hash of nothing."""
    if not leaves:
        return hashlib.sha256().digest()
    level = [leaf_hash(leaf) for leaf in leaves]
    while len(level) > 1:
        level = _parents(level)
    return level[0]


def audit_path(leaves: Sequence[bytes], position: int) -> tuple[bytes, ...]:
    """Return what must be hashed with the leaf at this position, from below, to reach the root."""
    if not 0 <= position < len(leaves):
        raise NotInTree(position)
    level, path = [leaf_hash(leaf) for leaf in leaves], []
    while len(level) > 1:
        beside = position ^ 1
        if beside < len(level):
            path.append(level[beside])
        level, position = _parents(level), position >> 1
    return tuple(path)


def consistency_path(leaves: Sequence[bytes], earlier: int) -> tuple[bytes, ...]:
    """Return what shows that the tree over the first `earlier` leaves is the beginning of this one."""
    if not 0 < earlier <= len(leaves):
        raise NotInTree(earlier)
    return _subproof(leaves, earlier, is_whole=True)


def holds_leaf(leaf: bytes, position: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Say whether the path leads from the leaf at this position of a tree of this size to the root."""
    if not 0 <= position < size:
        return False
    node, last, steps = leaf_hash(leaf), size - 1, list(path)
    while last > 0:
        if position & 1 or position < last:
            if not steps:
                return False
            node = node_hash(steps.pop(0), node) if position & 1 else node_hash(node, steps.pop(0))
        position, last = position >> 1, last >> 1
    return not steps and node == root


def grew(earlier: int, earlier_root: bytes, size: int, root: bytes, path: Sequence[bytes]) -> bool:
    """Say whether the path shows that the later tree begins with the whole earlier one (2.1.4.2)."""
    if not 0 < earlier <= size:
        return False
    if earlier == size:
        return not path and earlier_root == root
    steps = [earlier_root, *path] if earlier & (earlier - 1) == 0 else list(path)
    return bool(steps) and _both_roots(steps, earlier - 1, size - 1) == (earlier_root, root)


def _parents(level: Sequence[bytes]) -> list[bytes]:
    """Return the level above: a node without a neighbour rises as it is."""
    pairs = zip_longest(level[::2], level[1::2])
    return [left if right is None else node_hash(left, right) for left, right in pairs]


def _subproof(leaves: Sequence[bytes], earlier: int, *, is_whole: bool) -> tuple[bytes, ...]:
    if earlier == len(leaves):
        return () if is_whole else (root_of(leaves),)
    half = 1 << ((len(leaves) - 1).bit_length() - 1)  # the largest power of two below the size
    if earlier <= half:
        return (*_subproof(leaves[:half], earlier, is_whole=is_whole), root_of(leaves[half:]))
    return (*_subproof(leaves[half:], earlier - half, is_whole=False), root_of(leaves[:half]))


def _both_roots(steps: Sequence[bytes], node: int, last: int) -> tuple[bytes, bytes] | None:
    """Return the earlier and the later root that the path builds, or None when its length is wrong."""
    while node & 1:
        node, last = node >> 1, last >> 1
    before = after = steps[0]
    for step in steps[1:]:
        if last == 0:
            return None
        if node & 1 or node == last:
            before, after = node_hash(step, before), node_hash(step, after)
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            after = node_hash(after, step)
        node, last = node >> 1, last >> 1
    return (before, after) if last == 0 else None
