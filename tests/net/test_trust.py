import ssl
from pathlib import Path

import pytest

from sanjeh.net.trust import RootStore, TrustStores, _public
from tests.net.authority import Holder, Wish

ROOT = Holder.self_signed(Wish("Root", is_authority=True))
IMPOSTOR = Holder.self_signed(Wish("Root", is_authority=True))
MIDDLE = ROOT.issue(Wish("Middle", is_authority=True))
SITE = MIDDLE.issue(Wish("site", hosts=("site.test",)))


def test_the_root_that_signed_the_chain_is_found_among_its_namesakes() -> None:
    store = RootStore.of((IMPOSTOR.certificate, ROOT.certificate))

    assert store.anchor((SITE.der, MIDDLE.der)) == ROOT.der


def test_a_chain_without_its_intermediate_has_no_root() -> None:
    assert RootStore.of((ROOT.certificate,)).anchor((SITE.der,)) == b""


def test_a_broken_certificate_has_no_root() -> None:
    assert RootStore.of((ROOT.certificate,)).anchor((b"broken",)) == b""


def test_a_folder_of_roots_is_read_and_what_is_no_certificate_is_left_out(tmp_path: Path) -> None:
    broken = b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
    (tmp_path / "one.pem").write_bytes(ROOT.pem + broken)
    (tmp_path / "two.crt").write_bytes(IMPOSTOR.pem)
    (tmp_path / "notes.txt").write_text("no root")

    assert len(RootStore.from_path(tmp_path)) == 2


def test_national_roots_are_read_from_where_the_setting_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "root.pem").write_bytes(ROOT.pem)
    monkeypatch.setenv("SANJEH_NATIONAL_ROOTS", str(tmp_path))

    assert TrustStores.of_this_machine().national.anchor((MIDDLE.der,)) == ROOT.der


def test_a_machine_without_roots_of_its_own_has_ours(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bare = ssl.DefaultVerifyPaths("", "", "", "", "", str(tmp_path))
    monkeypatch.setattr(ssl, "get_default_verify_paths", lambda: bare)

    assert len(_public.__wrapped__().roots) > 50
