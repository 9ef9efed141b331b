"""What looking and judging rest on is told by name, version and digest."""

from pathlib import Path

from sanjeh.engine.provenance import ingredients
from sanjeh.net.trust import RootStore, TrustStores
from tests.net.authority import Holder, Wish

DIGEST_LENGTH = 64
NCSC = "probes/tls/rulesets/ncsc-nl-2025.toml"


def test_everything_that_others_publish_is_told_with_its_digest() -> None:
    found = {one.name: one for one in ingredients()}

    named = {"axe-core", "public suffix list", "engine/failures.toml", "probes/tls/texts.toml", NCSC}
    assert named - set(found) == set()
    assert [one.name for one in found.values() if len(one.sha256) != DIGEST_LENGTH] == []
    assert (found["axe-core"].version, found[NCSC].version) == ("4.14.1", "2025-05")


def test_the_same_roots_in_other_files_are_the_same_store(tmp_path: Path) -> None:
    one, other = (Holder.self_signed(Wish(name, is_authority=True)).pem for name in ("یک", "دو"))
    together, apart = tmp_path / "all.pem", tmp_path / "apart"
    together.write_bytes(one + other)
    apart.mkdir()
    (apart / "a.pem").write_bytes(other)
    (apart / "b.crt").write_bytes(one)

    stores = TrustStores(RootStore.from_path(together), RootStore.from_path(apart))
    public, national = ingredients(stores)[-2:]

    assert (public.sha256, public.version) == (national.sha256, "2 certificates")
    assert (public.name, national.name, len(public.date)) == ("roots public", "roots national", 10)
