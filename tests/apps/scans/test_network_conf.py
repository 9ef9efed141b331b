from datetime import UTC, datetime
from pathlib import Path

import certifi
import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from sanjeh.apps.scans.network_conf import (
    allow_entries,
    allow_entry,
    nameservers,
    own_blocks,
    refuse_wrong_settings,
    trust_stores,
)
from sanjeh.net.gate import Allow
from sanjeh.net.trust import RootStore

END_OF_THE_YEAR = datetime(2027, 3, 20, 20, 30, tzinfo=UTC)  # midnight in Tehran


@pytest.mark.parametrize(
    ("word", "entry"),
    [
        ("a.test", Allow("a.test", approver="SANJEH_ALLOW")),
        ("a.test:8443;8080", Allow("a.test", frozenset({8443, 8080}), "SANJEH_ALLOW")),
        ("10.0.0.0/8", Allow("10.0.0.0/8", approver="SANJEH_ALLOW")),
        ("fd00::1", Allow("fd00::1", approver="SANJEH_ALLOW")),
        ("[fd00::1]:443", Allow("[fd00::1]", frozenset({443}), "SANJEH_ALLOW")),
        ("a.test@2027-03-20", Allow("a.test", frozenset(), "SANJEH_ALLOW", END_OF_THE_YEAR)),
        ("*.a.test:65535", Allow("*.a.test", frozenset({65535}), "SANJEH_ALLOW")),
        ("توانا.ایران", Allow("توانا.ایران", approver="SANJEH_ALLOW")),
        ("10.0.0.5/24:1", Allow("10.0.0.5/24", frozenset({1}), "SANJEH_ALLOW")),
        ("a.test:443@2027-03-20", Allow("a.test", frozenset({443}), "SANJEH_ALLOW", END_OF_THE_YEAR)),
    ],
)
def test_an_approval_is_read_with_its_ports_and_its_last_day(word: str, entry: Allow) -> None:
    assert allow_entry(word) == entry


@pytest.mark.parametrize(
    "word",
    [
        "a.test:http",
        "a.test@soon",
        "a.test:443@",
        "a.test@2027-13-01",
        "a.test:0",
        "a.test:65536",
        "a.test:²",
        "a.test:-1",
        "a.test:80;",
        f"a.test:{'8' * 5000}",
        "a.test@9999-12-31",
        ":443",
        ":::",
        "@2027-01-01",
        "*",
        "10.0.0.0/33",
        "10.0.0.0/33:80",
        "256.1.1.1:80",
        "10",
        "0x7f.1",
        "a b:80",
        "a..b",
        "[::1",
        "http://a.test:80",
        "0.0.0.0/0",
        "[::/0]:443",
    ],
)
def test_an_approval_that_cannot_be_read_stops_the_start(word: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        allow_entry(word)

    assert word in str(refused.value)


def test_our_own_blocks_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.SANJEH, "OWN_ADDRESSES", ["5.160.0.0/24", "2a0a::1"])

    assert own_blocks() == ("5.160.0.0/24", "2a0a::1")


def test_a_block_of_ours_that_is_none_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    for odd in ("our.test", "5.160.0.0/33", "5.160.0.1:80", "0.0.0.0/0", "::/0"):
        monkeypatch.setitem(settings.SANJEH, "OWN_ADDRESSES", [odd])

        with pytest.raises(ImproperlyConfigured) as refused:
            own_blocks()

        assert str(refused.value).startswith(f"SANJEH_OWN_ADDRESSES: {odd!r}")


def test_what_may_be_reached_is_read_word_by_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.SANJEH, "ALLOW", ["a.test:8443", "10.0.0.0/8"])

    assert allow_entries() == (
        Allow("a.test", frozenset({8443}), "SANJEH_ALLOW"),
        Allow("10.0.0.0/8", approver="SANJEH_ALLOW"),
    )


def test_without_a_file_of_national_roots_there_is_one_verdict_on_trust(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    plain = trust_stores()
    roots = tmp_path / "roots.pem"
    one, end, _ = Path(certifi.where()).read_bytes().partition(b"-----END CERTIFICATE-----")
    roots.write_bytes(one + end + b"\n")
    monkeypatch.setitem(settings.SANJEH, "NATIONAL_ROOTS", str(roots))

    assert (plain.national, trust_stores().public) == (RootStore.of(()), plain.public)
    assert trust_stores().national == RootStore.from_path(roots) != plain.national


@pytest.mark.parametrize(
    "named",
    [
        "abc",
        "5.160.0.0/24",
        "5.160.0.53:0",
        "5.160.0.53:65536",
        "5.160.0.53:۵۳",
        "[::1]:dns",
        "[::1]53",
        "[::1",
        "0.0.0.0",  # noqa: S104 -- named, not listened on
        "255.255.255.255",
        "224.0.0.1",
        "::",
    ],
)
def test_a_name_server_that_is_none_stops_the_start(monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    monkeypatch.setitem(settings.SANJEH, "NAMESERVERS", [named])

    with pytest.raises(ImproperlyConfigured) as refused:
        refuse_wrong_settings()

    assert str(refused.value) == (
        f"SANJEH_NAMESERVERS: {named!r}: write an address, or address:port, for example 5.160.0.53:53."
    )


def test_name_servers_are_addresses_with_or_without_a_port(monkeypatch: pytest.MonkeyPatch) -> None:
    named = ["5.160.0.53", "5.160.0.53:65535", "::1", "[::1]", "[::1]:53"]
    monkeypatch.setitem(settings.SANJEH, "NAMESERVERS", named)

    assert nameservers() == tuple(named)


@pytest.mark.parametrize("is_there", [True, False])
def test_roots_of_the_nation_that_are_not_there_stop_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_there: bool
) -> None:
    named = tmp_path / "roots.pem"
    if is_there:
        named.write_text("no certificate")
    monkeypatch.setitem(settings.SANJEH, "NATIONAL_ROOTS", str(named))

    with pytest.raises(ImproperlyConfigured) as refused:
        trust_stores()

    assert str(refused.value).startswith(f"SANJEH_NATIONAL_ROOTS: {str(named)!r} ")
