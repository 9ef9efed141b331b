"""A signature fits one manifest and one key, to the last bit."""

import base64
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from sanjeh.core.text.words import Translatable
from sanjeh.edition import sign
from sanjeh.edition.sign import PublicKey, SignatureCheck, check_signature, public_key_of

SEED, OTHER_SEED = bytes(range(32)), bytes(range(1, 33))
KEY, OTHER_KEY = public_key_of(SEED), public_key_of(OTHER_SEED)
MANIFEST = b'{"edition": 1}\n'
SIGNED = sign.sign(MANIFEST, SEED).text().encode()


def refused(says: Translatable) -> SignatureCheck:
    return SignatureCheck(says, is_refused=True)


def accepted(says: Translatable) -> SignatureCheck:
    return SignatureCheck(says, is_refused=False)


def flipped(content: bytes, bit: int) -> bytes:
    """Return the content with one bit turned round."""
    changed = bytearray(content)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def test_the_signature_is_the_one_of_rfc_8032() -> None:
    seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    public = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    proof = bytes.fromhex(
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
        "d25bf5f0595bbe24655141438e7a100b"
    )

    signature = sign.sign(b"", seed)

    assert (signature.public_key, signature.signature) == (
        base64.b64encode(public).decode(),
        base64.b64encode(proof).decode(),
    )


def test_the_file_of_a_signature_holds_all_that_is_needed_to_check_it() -> None:
    document = json.loads(SIGNED)

    assert list(document) == ["algorithm", "key_id", "public_key", "signature"]
    assert (document["algorithm"], document["key_id"]) == ("Ed25519", KEY.id)
    assert document["public_key"] == KEY.base64()


@pytest.mark.parametrize(
    ("signed", "trusted", "expected"),
    [
        (SIGNED, (), accepted(sign.RIGHT_BY_ANY.filled(key=KEY.id))),
        (SIGNED, (KEY,), accepted(sign.RIGHT.filled(key=KEY.id))),
        (SIGNED, (OTHER_KEY, KEY), accepted(sign.RIGHT.filled(key=KEY.id))),
        (SIGNED, (OTHER_KEY,), refused(sign.BY_ANOTHER.filled(key=KEY.id))),
        (None, (), accepted(sign.UNSIGNED)),
        (None, (KEY,), refused(sign.UNSIGNED_THOUGH_ASKED)),
        (sign.sign(b"{}", SEED).text().encode(), (KEY,), refused(sign.WRONG)),
        (b"", (), refused(sign.UNREADABLE)),
        (b"{}", (), refused(sign.UNREADABLE)),
    ],
)
def test_a_signature_is_right_or_it_is_said_what_is_wrong(
    signed: bytes | None, trusted: tuple[PublicKey, ...], expected: SignatureCheck
) -> None:
    assert check_signature(MANIFEST, signed, trusted) == expected


@pytest.mark.parametrize("trusted", [(), (KEY,)])
def test_no_bit_of_a_manifest_may_be_another(trusted: tuple[PublicKey, ...]) -> None:
    checks = {
        check_signature(flipped(MANIFEST, bit), SIGNED, trusted).says for bit in range(len(MANIFEST) * 8)
    }

    assert checks == {sign.WRONG}


@pytest.mark.parametrize("trusted", [(), (KEY,)])
def test_no_bit_of_the_file_of_a_signature_may_be_another(trusted: tuple[PublicKey, ...]) -> None:
    accepted_bits = [
        bit
        for bit in range(len(SIGNED) * 8)
        if not check_signature(MANIFEST, flipped(SIGNED, bit), trusted).is_refused
    ]

    assert accepted_bits == []


def test_no_bit_of_a_trusted_key_may_be_another() -> None:
    checks = {
        check_signature(MANIFEST, SIGNED, [PublicKey(flipped(KEY.raw, bit))]).says for bit in range(256)
    }

    assert checks == {sign.BY_ANOTHER.filled(key=KEY.id)}


def test_a_forger_who_signs_with_a_key_of_his_own_is_refused_by_the_key_that_was_made_known() -> None:
    forged = sign.sign(b'{"edition": 2}\n', OTHER_SEED).text().encode()

    check = check_signature(b'{"edition": 2}\n', forged, [KEY])

    assert check == refused(sign.BY_ANOTHER.filled(key=OTHER_KEY.id))


def test_a_key_that_is_named_as_another_is_wrong_though_the_signature_fits() -> None:
    document = {**json.loads(SIGNED), "key_id": OTHER_KEY.id}

    check = check_signature(MANIFEST, json.dumps(document).encode(), [OTHER_KEY])

    assert check == refused(sign.WRONG)


def test_keys_that_are_written_are_read_again() -> None:
    assert sign.read_pem(sign.as_pem([KEY, OTHER_KEY])) == (KEY, OTHER_KEY)
    assert sign.as_pem([KEY]).splitlines()[0] == f"# Ed25519 {KEY.id}"


@pytest.mark.parametrize(
    "text",
    [
        "",
        KEY.base64(),
        KEY.pem().replace("BEGIN PUBLIC KEY", "BEGIN CERTIFICATE"),
        KEY.pem().replace("MCow", "MCox"),
        X25519PrivateKey.from_private_bytes(SEED)
        .public_key()
        .public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        .decode(),
    ],
    ids=["nothing", "base64 alone", "a certificate", "damaged", "a key of another kind"],
)
def test_what_is_no_key_for_signatures_is_refused(text: str) -> None:
    with pytest.raises(sign.NotAKey):
        sign.read_pem(text)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not on this machine")
def test_openssl_alone_can_check_a_signature_as_the_operators_guide_says(tmp_path: Path) -> None:
    files = {
        "keys.pem": sign.as_pem([KEY]).encode(),
        "manifest.json": MANIFEST,
        "signature": base64.b64decode(json.loads(SIGNED)["signature"]),
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    command = "openssl pkeyutl -verify -pubin -inkey keys.pem -rawin -in manifest.json -sigfile signature"

    done = subprocess.run(command.split(), cwd=tmp_path, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (0, "Signature Verified Successfully\n")
