import ssl

import pytest

from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.net.tls_scan.client import MAX_HANDSHAKES, Answer
from sanjeh.net.tls_scan.client_hello import Hello
from sanjeh.net.tls_scan.enumerate import Search
from sanjeh.net.tls_scan.exchange import Outcome
from sanjeh.net.tls_scan.names import SSL3, SUITES, TLS1_0, TLS1_1, TLS1_2, TLS1_3, group_name, suite_name
from tests.net.authority import Holder, Wish, server_context
from tests.net.tls_scan.in_memory import OpenSsl, Played, read, server_hello, speaking

ROOT = Holder.self_signed(Wish("Root", is_authority=True))
SITE = ROOT.issue(Wish("site", hosts=("site.localhost",)))
AES_128, AES_256, CBC = 0xC02F, 0xC030, 0xC013


async def searched(ask: OpenSsl | Played) -> Search:
    search = Search(ask, "site.localhost")
    await search.run()
    return search


def server(ciphers: str, first: str = "TLSv1.2", last: str = "TLSv1.3") -> ssl.SSLContext:
    context = speaking(server_context((SITE, ROOT)), first, last)
    context.set_ciphers(ciphers)
    return context


def accepted_by(context: ssl.SSLContext) -> set[int]:
    """Return the suites of TLS 1.2 with which OpenSSL as a client finishes a handshake with this server."""
    return {code for code, name in _offered(context) if _can_shake(context, name)}


def _offered(context: ssl.SSLContext) -> list[tuple[int, str]]:
    listed = [(one["id"] & 0xFFFF, one["name"]) for one in context.get_ciphers()]
    return [(code, name) for code, name in listed if code in SUITES and code >> 8 != 0x13]


def _can_shake(context: ssl.SSLContext, name: str) -> bool:
    client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    client.check_hostname, client.verify_mode = False, ssl.CERT_NONE
    client.maximum_version = ssl.TLSVersion.TLSv1_2
    client.set_ciphers(f"{name}:@SECLEVEL=0")
    up, down = ssl.MemoryBIO(), ssl.MemoryBIO()
    ends = [context.wrap_bio(up, down, server_side=True), client.wrap_bio(down, up)]
    for _ in range(4):
        for end in reversed(ends):
            try:
                end.do_handshake()
            except ssl.SSLWantReadError:
                continue
            except ssl.SSLError:
                return False
    return True


async def test_a_server_that_turns_us_away_at_the_very_end_is_not_believed() -> None:
    willing = choosing(AES_128, CBC, refusal="closed")
    whole = len((await _asked_by_a_search(willing)).asked)

    def choose(hello: Hello) -> int | Outcome:
        return "closed" if len(tired.asked) >= whole else willing.choose(hello)

    tired = Played(choose)
    search = await searched(tired)

    assert (search.trouble, search.finished) == (Reason.CONNECTION_RESET, set())


async def _asked_by_a_search(ask: Played) -> Played:
    await searched(ask)
    return ask


@pytest.mark.parametrize("ciphers", ["ECDHE+AESGCM", "ECDHE", "ALL:!aNULL:@SECLEVEL=0", "ALL:@SECLEVEL=0"])
async def test_the_suites_are_those_that_openssl_finds_in_as_many_handshakes(ciphers: str) -> None:
    context = server(ciphers)

    search = await searched(OpenSsl(context))

    assert (set(search.suites[TLS1_2]), search.trouble) == (accepted_by(context), "")


async def test_the_order_is_the_servers_own() -> None:
    context = server("ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES256-SHA")

    search = await searched(OpenSsl(context))

    assert (search.order, search.suites[TLS1_2]) == ("server", [0xC02B, 0xC02C, 0xC00A])


async def test_a_server_that_leaves_the_choice_to_the_client_is_found_out() -> None:
    context = server("ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384")
    context.options &= ~ssl.OP_CIPHER_SERVER_PREFERENCE

    assert (await searched(OpenSsl(context))).order == "client"


async def test_a_modern_server_is_read_in_few_greetings() -> None:
    ask = OpenSsl(server("ECDHE+AESGCM:ECDHE+CHACHA20"))

    search = await searched(ask)

    assert (search.versions, search.trouble) == (
        {SSL3: False, TLS1_0: False, TLS1_1: False, TLS1_2: True, TLS1_3: True}, "",
    )  # fmt: skip
    assert [suite_name(one) for one in search.suites[TLS1_3]] == [
        "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_GCM_SHA256",
    ]  # fmt: skip
    assert [group_name(one) for one in search.groups[:3]] == ["x25519", "secp256r1", "x448"]
    assert (search.has_compression, search.has_secure_renegotiation, search.refuses_fallback) == (
        False, True, True,
    )  # fmt: skip
    assert len(ask.asked) <= 25


async def test_the_groups_of_a_server_without_tls_1_3_are_read_from_its_keys() -> None:
    context = server("ECDHE+AESGCM", last="TLSv1.2")
    context.set_ecdh_curve("secp384r1")

    search = await searched(OpenSsl(context))

    assert ([group_name(one) for one in search.groups], TLS1_3 in search.suites) == (["secp384r1"], False)


async def test_a_server_with_an_ec_certificate_shows_its_other_groups_beside_its_own_curve() -> None:
    context = server("ECDHE+AESGCM", last="TLSv1.2")
    context.options &= ~ssl.OP_CIPHER_SERVER_PREFERENCE

    search = await searched(OpenSsl(context))

    assert {group_name(one) for one in search.groups} >= {
        "x25519",
        "x448",
        "secp256r1",
        "secp384r1",
        "secp521r1",
    }


async def test_a_server_of_tls_1_3_alone_shows_nothing_in_the_clear() -> None:
    search = await searched(OpenSsl(server("ECDHE", first="TLSv1.3")))

    assert (search.portrait, search.has_compression, search.refuses_fallback) == (None, None, None)
    assert (len(search.suites[TLS1_3]), search.trouble) == (3, "")


async def test_old_versions_are_found_one_by_one() -> None:
    search = await searched(OpenSsl(server("ALL:@SECLEVEL=0", first="TLSv1", last="TLSv1.1")))

    assert [version for version, is_spoken in search.versions.items() if is_spoken] == [TLS1_0, TLS1_1]
    assert (TLS1_1 in search.suites, search.refuses_fallback) == (True, True)


def choosing(*wanted: int, version: int = TLS1_2, refusal: Outcome = "refused") -> Played:
    """Return a server of one version that prefers its suites in this order."""

    def choose(hello: Hello) -> int | Outcome:
        fitting = [suite for suite in wanted if suite in hello.suites and hello.version == version]
        return fitting[0] if fitting else refusal

    return Played(choose)


async def test_ssl_3_and_its_suites_are_found() -> None:
    search = await searched(choosing(0x0005, 0x000A, version=SSL3))

    assert (search.versions[SSL3], search.suites) == (True, {SSL3: [0x0005, 0x000A]})


async def test_suites_from_both_ends_of_our_list_are_put_in_the_servers_order() -> None:
    oddity = 0x0096
    search = await searched(choosing(oddity, CBC, AES_128))

    assert (search.order, search.suites[TLS1_2]) == ("server", [oddity, CBC, AES_128])


@pytest.mark.parametrize("refusal", ["closed", "silent", "garbage"])
async def test_a_server_that_refuses_in_its_own_manner_is_still_read(refusal: Outcome) -> None:
    search = await searched(choosing(AES_128, CBC, refusal=refusal))

    assert (search.suites[TLS1_2], search.trouble) == ([AES_128, CBC], "")


@pytest.mark.parametrize(
    ("refusal", "trouble"), [("closed", Reason.CONNECTION_RESET), ("silent", Reason.FIRST_BYTE_TIMEOUT)]
)
async def test_a_server_that_turns_us_away_midway_is_not_said_to_refuse(
    refusal: Outcome, trouble: Reason
) -> None:
    willing = choosing(AES_128, AES_256, CBC)

    def choose(hello: Hello) -> int | Outcome:
        return refusal if len(tired.asked) > 9 else willing.choose(hello)

    tired = Played(choose)
    search = await searched(tired)

    assert (search.trouble, "suites" in search.finished) == (trouble, False)


async def test_a_server_that_accepts_everything_ends_with_the_budget() -> None:
    def choose(hello: Hello) -> int | Outcome:
        return hello.suites[0] if hello.version == TLS1_2 else "refused"

    greedy = Played(choose)
    search = await searched(greedy)

    assert (search.trouble, len(greedy.asked)) == ("budget", MAX_HANDSHAKES + 1)
    assert search.finished == {"habits", "groups", "tls13"}
    assert len(search.suites[TLS1_2]) > 50


async def test_a_server_that_chooses_what_was_not_offered_does_not_lead_us_in_circles() -> None:
    stubborn = Played(lambda hello: AES_128 if hello.version == TLS1_2 else "refused")

    search = await searched(stubborn)

    assert (search.suites[TLS1_2], len(stubborn.asked) < 20) == ([AES_128], True)


async def test_a_lost_connection_is_trouble_and_keeps_what_was_found() -> None:
    willing = choosing(AES_128, CBC)

    def choose(hello: Hello) -> int | Outcome:
        if len(cut.asked) > 10:
            raise CaptureFailed(Reason.UNREACHABLE)
        return willing.choose(hello)

    cut = Played(choose)
    search = await searched(cut)

    assert (search.trouble, search.versions[TLS1_2]) == (Reason.UNREACHABLE, True)


async def test_compression_that_a_server_agrees_to_is_seen() -> None:
    class Compressing(Played):
        async def __call__(self, hello: Hello, *, whole: bool = False) -> Answer:
            answer = await super().__call__(hello, whole=whole)
            if answer.outcome != "chosen" or not hello.offers_compression:
                return answer
            return Answer("chosen", read(server_hello(TLS1_2, AES_128, compression=1)))

    search = await searched(Compressing(choosing(AES_128).choose))

    assert (search.has_compression, search.has_secure_renegotiation) == (True, False)
