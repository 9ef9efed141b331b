import ssl

import pytest

from sanjeh.net.tls_scan.client_hello import FALLBACK, MASTER_SECRET, RENEGOTIATION_INFO, Hello, written
from sanjeh.net.tls_scan.names import (
    SSL3,
    SUITES,
    TLS1_0,
    TLS1_1,
    TLS1_2,
    TLS1_3,
    VERSIONS,
    X25519,
    group_name,
    groups_of,
    suite_name,
    suites_of,
)
from sanjeh.net.tls_scan.server_flight import Flight, read_sealed_certificates
from sanjeh.net.tls_scan.tls13_records import OurKey
from sanjeh.net.tls_scan.wire import BrokenMessage, Piece, number, prefixed
from tests.net.authority import Holder, Wish, server_context
from tests.net.tls_scan.in_memory import (
    RANDOM,
    alert,
    answered,
    message,
    read,
    record,
    server_hello,
    speaking,
)

ROOT = Holder.self_signed(Wish("Root", is_authority=True))
SITE = ROOT.issue(Wish("site", hosts=("site.localhost",)))


def context(ciphers: str = "ALL:@SECLEVEL=0") -> ssl.SSLContext:
    made = speaking(server_context((SITE, ROOT)), "TLSv1")
    made.set_ciphers(ciphers)
    return made


def hello(version: int, **changes: object) -> Hello:
    usual = {"suites": suites_of(version)[:64], "groups": groups_of(version), "host": "site.localhost"}
    return Hello(version, **{**usual, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize("version", [TLS1_0, TLS1_1, TLS1_2])
def test_openssl_understands_our_greeting_and_we_its_whole_answer(version: int) -> None:
    flight = read(answered(context(), written(hello(version), RANDOM)))

    assert flight.hello is not None
    assert (flight.hello.version, flight.certificates, flight.is_done) == (
        version, (SITE.der, ROOT.der), True,
    )  # fmt: skip
    assert "ECDHE_ECDSA" in suite_name(flight.hello.suite)
    assert (group_name(flight.group), flight.dh_bits) == ("x25519", 0)
    assert {MASTER_SECRET, RENEGOTIATION_INFO} <= flight.hello.extensions.keys()


def test_a_tls_1_3_greeting_without_a_key_is_answered_with_suite_and_group() -> None:
    flight = read(answered(context(), written(hello(TLS1_3, groups=(0x0018, 0x0019)), RANDOM)))

    assert flight.hello is not None
    assert (flight.hello.version, flight.hello.is_retry) == (TLS1_3, True)
    assert (suite_name(flight.hello.suite), group_name(flight.hello.group)) == (
        "TLS_AES_256_GCM_SHA384", "secp521r1",
    )  # fmt: skip


@pytest.mark.parametrize("suite", [0x1301, 0x1302, 0x1303])
def test_a_tls_1_3_greeting_with_a_key_is_answered_with_certificates_that_we_can_open(suite: int) -> None:
    key = OurKey()
    greeting = written(hello(TLS1_3, suites=(suite,), shares=(key.share,)), RANDOM)
    key.greeting = greeting[5:]

    flight = Flight(key=key)
    flight.feed(answered(context(), greeting))

    assert flight.hello is not None
    assert (flight.hello.is_retry, flight.hello.group, flight.hello.suite) == (False, X25519, suite)
    assert (flight.certificates, flight.staple, flight.is_done) == ((SITE.der, ROOT.der), b"", True)


def test_a_record_that_was_not_sealed_for_us_is_named_as_such() -> None:
    greeting = written(hello(TLS1_3, shares=(OurKey().share,)), RANDOM)

    with pytest.raises(BrokenMessage):
        Flight(key=OurKey(greeting=greeting[5:])).feed(answered(context(), greeting))


def test_the_answer_of_the_authority_stands_beside_its_certificate_in_tls_1_3() -> None:
    status = b"\x01\0\0\x05hello"
    extension = number(5, 2) + prefixed(status, 2)
    entries = prefixed(b"first", 3) + prefixed(extension, 2) + prefixed(b"second", 3) + prefixed(b"", 2)

    read_ones = read_sealed_certificates(prefixed(b"", 1) + prefixed(entries, 3))

    assert read_ones == ((b"first", b"second"), b"hello")


def test_openssl_names_the_fallback_that_we_feign() -> None:
    suites = (*suites_of(TLS1_2)[:20], FALLBACK)

    assert read(answered(context(), written(hello(TLS1_2, suites=suites), RANDOM))).alert == 86


def test_a_version_that_is_not_spoken_is_refused_by_name() -> None:
    assert read(answered(context(), written(hello(SSL3), RANDOM))).alert == 40
    only_13 = speaking(context(), "TLSv1.3")
    assert read(answered(only_13, written(hello(TLS1_2), RANDOM))).alert == 70


def test_the_length_of_a_servers_own_prime_is_read() -> None:
    key_exchange = message(12, (96).to_bytes(2, "big") + b"\xff" * 96 + bytes(4))
    flight = read(server_hello(TLS1_2, 0x0033) + record(22, key_exchange))

    assert (flight.dh_bits, flight.group) == (768, 0)


def test_the_answer_of_the_authority_is_read_from_its_own_message() -> None:
    status = message(22, b"\x01\0\0\x05hello")

    assert read(server_hello(TLS1_2, 0xC02F) + record(22, status)).staple == b"hello"


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("length", [1, 20, 60, 130])
def test_no_greeting_has_a_size_at_which_load_balancers_hang(version: int, length: int) -> None:
    greeting = written(hello(version, suites=suites_of(TLS1_2)[:length]), RANDOM)

    is_odd = version > SSL3 and 256 <= len(greeting) - 5 < 512
    assert (is_odd, int.from_bytes(greeting[3:5], "big")) == (False, len(greeting) - 5)


def test_ssl_3_is_greeted_without_extensions() -> None:
    greeting = written(hello(SSL3, suites=(5,)), RANDOM)

    assert greeting.hex() == "160300002d010000290300" + RANDOM[:32].hex() + "00" + "00020005" + "0100"


def test_an_answer_may_come_byte_by_byte() -> None:
    flight = Flight()
    for byte in answered(context(), written(hello(TLS1_2), RANDOM)):
        flight.feed(bytes([byte]))

    assert (flight.certificates, flight.is_done) == ((SITE.der, ROOT.der), True)


def test_a_message_may_be_cut_into_many_records() -> None:
    whole = server_hello(TLS1_2, 0xC02F)[5:]
    parts = [record(22, whole[at : at + 7]) for at in range(0, len(whole), 7)]

    flight = read(b"".join(parts))

    assert flight.hello is not None
    assert flight.hello.suite == 0xC02F


def test_a_warning_leads_on_to_the_greeting() -> None:
    flight = read(alert(112, level=1) + server_hello(TLS1_2, 0xC02F))

    assert (flight.hello is not None, flight.alert) == (True, None)


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
        b"\x16\x02\x00\x00\x05hello",
        b"\x16\x03\x03\xff\xff" + bytes(100),
        record(21, b"\x02"),
        record(23, b"secret"),
        record(22, message(11, prefix := b"\0\0\0")),
        record(22, message(2, b"\x03\x03")),
        record(22, message(2, bytes(35) + b"\xff")),
        server_hello(TLS1_2, 1, extensions=())[:-1] + b"\0" + record(22, message(11, b"\0\0\x09\0\0\x08x")),
    ],
)
def test_what_no_tls_server_says_is_named_as_such(answer: bytes) -> None:
    with pytest.raises(BrokenMessage):
        read(answer)


def test_an_endless_answer_is_cut_off() -> None:
    endless = server_hello(TLS1_2, 0xC02F) + record(23, bytes(16_000)) * 100

    with pytest.raises(BrokenMessage):
        read(endless)


def test_a_piece_never_reads_past_its_end() -> None:
    with pytest.raises(BrokenMessage):
        Piece(b"\x05abc").prefixed(1)


def test_every_suite_that_openssl_can_offer_to_a_web_server_has_a_name() -> None:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.set_ciphers("ALL:COMPLEMENTOFALL:!PSK:!SRP:@SECLEVEL=0")

    assert {one["id"] & 0xFFFF for one in made.get_ciphers()} - SUITES.keys() == set()
