"""An authenticator in a few lines that signs whatever a test wants: no browser signs a wrong origin."""

import hashlib
import json
from dataclasses import dataclass, field
from secrets import token_bytes
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from tests.web.clients import first

ADD = "/office/second-factor/passkeys/add/"
SEEN = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV


@dataclass
class SoftAuthenticator:
    """One resident key; `origin` is the page that it believes to stand on."""

    origin: str
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    number: bytes = field(default_factory=lambda: token_bytes(32))
    owner: str = ""

    def client(self, kind: str, challenge: str) -> bytes:
        said = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def made(self, asked: dict[str, Any]) -> str:
        """Answer the options of a creation, as the page's script would send it."""
        self.owner = asked["user"]["id"]
        public = ES256.from_cryptography_key(self.key.public_key())  # type: ignore[no-untyped-call]  # of the library
        content = AuthenticatorData.create(
            hashlib.sha256(asked["rp"]["id"].encode()).digest(),
            SEEN | AuthenticatorData.FLAG.AT,
            0,
            bytes(AttestedCredentialData.create(Aaguid.NONE, self.number, public)),
        )
        attested = AttestationObject.create("none", content, {})
        told = {
            "clientDataJSON": websafe_encode(self.client("webauthn.create", asked["challenge"])),
            "attestationObject": websafe_encode(bytes(attested)),
        }
        return self.sent(told, {"credProps": {"rk": True}})

    def signed(self, asked: dict[str, Any]) -> str:
        """Answer the options of a request."""
        content = bytes(AuthenticatorData.create(hashlib.sha256(asked["rpId"].encode()).digest(), SEEN, 1))
        client = self.client("webauthn.get", asked["challenge"])
        signature = self.key.sign(content + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        told = {
            "clientDataJSON": websafe_encode(client),
            "authenticatorData": websafe_encode(content),
            "signature": websafe_encode(signature),
            "userHandle": self.owner,
        }
        return self.sent(told, {})

    def sent(self, told: dict[str, str], extensions: dict[str, Any]) -> str:
        number = websafe_encode(self.number)
        answer = {"id": number, "rawId": number, "type": "public-key", "response": told}
        return json.dumps(answer | {"clientExtensionResults": extensions})


def asked_to_make(client: Client) -> Any:
    """Return with what the page asks for a new key."""
    page = HTMLParser(client.get(ADD).content)
    return json.loads(first(page, "#passkey-options").text())["creation_options"]["publicKey"]
