"""Fingerprints of pictures, by which two pictures of one page can be told alike."""

from collections.abc import Sequence

_WIDTH, _HEIGHT = 9, 8


def difference_hash(grey: Sequence[int]) -> str:
    """Return the 64-bit difference hash (dHash), as 16 hex digits, of 9 by 8 points told row by row.

    Each bit says whether a point is darker than its right neighbour; alike pictures differ in few bits.
    """
    if len(grey) != _WIDTH * _HEIGHT:
        message = f"wanted {_WIDTH * _HEIGHT} points, not {len(grey)}"
        raise ValueError(message)
    bits = [
        grey[row * _WIDTH + column] < grey[row * _WIDTH + column + 1]
        for row in range(_HEIGHT)
        for column in range(_WIDTH - 1)
    ]
    return f"{int(''.join('1' if bit else '0' for bit in bits), 2):016x}"
