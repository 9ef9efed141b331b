"""A paper's code is the same for the same facts and another for any other; it may be typed in any way."""

import hashlib

import pytest

from sanjeh.core.integrity.verification_code import as_printed, verification_code

CODE = "XZ6F-DE24-3NG2-R3XB"


def test_a_code_is_eighty_bits_of_the_digest_of_its_facts() -> None:
    digest = hashlib.sha256(b"agreement\x1f1").digest()[:10]
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    bits = "".join(f"{byte:08b}" for byte in digest)
    letters = "".join(alphabet[int(bits[at : at + 5], 2)] for at in range(0, 80, 5))

    assert verification_code("agreement", "1").replace("-", "") == letters


def test_facts_run_into_one_another_in_no_way() -> None:
    assert (
        len({verification_code(*facts) for facts in (("a", "b"), ("ab",), ("a", "", "b"), ("b", "a"))}) == 4
    )


@pytest.mark.parametrize(
    "typed", [CODE, CODE.lower(), CODE.replace("-", ""), " xz6f de۲۴ 3ng2-r3xb\n", "XZ6F-DE24-3NG2–R3XB"]
)
def test_a_code_is_found_however_it_is_typed(typed: str) -> None:
    assert as_printed(typed) == CODE


def test_letters_that_look_like_digits_are_read_as_those() -> None:
    assert as_printed("oOlI") == "0011"
