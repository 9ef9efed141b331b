"""A server with an RSA and an EC certificate shows each client one of them; both are judged."""

from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from sanjeh.core.probing.contracts import Finding, Target
from sanjeh.net.gate import Allow
from sanjeh.net.network import open_network
from sanjeh.net.trust import RootStore, TrustStores
from sanjeh.probes.tls.capture import capture
from sanjeh.probes.tls.judge import PROBE
from tests.evidence import MemoryStore
from tests.net.authority import NOW, Holder, Wish, server_context
from tests.net.servers import always, page, served
from tests.net.tls_scan.in_memory import speaking
from tests.probes.judging import said, unsaid

DAY = timedelta(days=1)
ROOT = Holder.self_signed(Wish("Root", is_authority=True))
STRANGER = Holder.self_signed(Wish("Stranger", is_authority=True))
STORES = TrustStores(RootStore.of((ROOT.certificate,)), RootStore.of(()))
HOSTS = ("site.localhost",)
EC = ROOT.issue(Wish("site", hosts=HOSTS), ec.generate_private_key(ec.SECP256R1()))
RSA_KEY = rsa.generate_private_key(65537, 2048)
ALSO_GOOD = ROOT.issue(Wish("site", hosts=HOSTS), RSA_KEY)
EXPIRED = ROOT.issue(Wish("site", hosts=HOSTS, ends=NOW - DAY), RSA_KEY)
OF_ANOTHER = STRANGER.issue(Wish("site", hosts=("other.localhost",)), RSA_KEY)


def written(holder: Holder, file: Path) -> Path:
    """Write a certificate and its key where OpenSSL reads them."""
    file.write_bytes(holder.pem + holder.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return file


async def judged(file: Path, first: Holder, second: Holder, last: str) -> dict[str, Finding]:
    """Judge a server that holds both certificates, from its first to this last version."""
    context = speaking(server_context((first,)), "TLSv1.3" if last == "TLSv1.3" else "TLSv1.2", last)
    context.load_cert_chain(written(second, file))
    shelf = MemoryStore()
    async with served(always(page()), context) as port:
        target = Target(url=f"https://site.localhost:{port}/")
        async with open_network(allow=(Allow("*.localhost"),), roots=STORES, with_browser=False) as network:
            artifact = await capture(target, network, shelf)
    findings = tuple(PROBE.judge(artifact, target, shelf))
    assert unsaid("tls", findings) == set()
    return {each.id: each for each in findings}


@pytest.mark.parametrize("last", ["TLSv1.2", "TLSv1.3"])
@pytest.mark.parametrize(
    ("second", "words", "faults"),
    [
        (ALSO_GOOD, "info leaf_alone", None),
        (EXPIRED, "warn other_certificate", ["tls.dates expired"]),
        (OF_ANOTHER, "warn other_certificate", ["tls.trust untrusted_issuer", "tls.name wrong_host"]),
    ],
    ids=["good", "expired", "of another"],
)
async def test_the_second_certificate_of_a_server_is_judged_too(
    tmp_path: Path, last: str, second: Holder, words: str, faults: list[str] | None
) -> None:
    found = await judged(tmp_path / "second.pem", EC, second, last)

    assert said(found.values())["tls.dates"] == "pass valid"
    assert said(found.values())["tls.chain"] == words
    shown = {"certificates": 1, "extra": 0, "shows_another": True}
    assert found["tls.chain"].observed == (shown if faults is None else {**shown, "faults": faults})


async def test_a_server_with_one_certificate_shows_no_other(tmp_path: Path) -> None:
    found = await judged(tmp_path / "same.pem", EC, EC, "TLSv1.3")

    assert found["tls.chain"].observed == {"certificates": 1, "extra": 0, "shows_another": False}
