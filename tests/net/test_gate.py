from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs

from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.net.gate import Address, Allow, Gate, parse

NOW = datetime(2026, 11, 1, tzinfo=UTC)


class Book:
    """A resolver that knows these names and counts how often it is asked."""

    def __init__(self, **names: tuple[str, ...]) -> None:
        self.names = names
        self.asked: list[str] = []

    async def resolve(self, host: str) -> tuple[str, ...]:
        self.asked.append(host)
        if host not in self.names:
            raise CaptureFailed(Reason.NAME_UNKNOWN, host)
        return self.names[host]


def gate(*allow: Allow, **names: tuple[str, ...]) -> Gate:
    return Gate(Book(**names), allow, now=lambda: NOW)


async def refusal(of: Gate, host: str, port: int = 443) -> Reason:
    with pytest.raises(CaptureFailed) as refused:
        await of.admit(host, port)
    return refused.value.reason


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://Example.IR", Address("https://example.ir/", "https", "example.ir", 443, "/")),
        ("http://a.ir:80/b?c=d#e", Address("http://a.ir/b?c=d", "http", "a.ir", 80, "/b?c=d")),
        ("https://a.ir.:8443/", Address("https://a.ir.:8443/", "https", "a.ir", 8443, "/")),
        ("http://0x7f.1/", Address("http://127.0.0.1/", "http", "127.0.0.1", 80, "/")),
        ("http://2130706433/", Address("http://127.0.0.1/", "http", "127.0.0.1", 80, "/")),
        ("https://[::1]:8443/x", Address("https://[::1]:8443/x", "https", "::1", 8443, "/x")),
        (
            "https://ایران.ir/خدمت",
            Address(
                "https://xn--mgba3a4f16a.ir/%D8%AE%D8%AF%D9%85%D8%AA",
                "https",
                "xn--mgba3a4f16a.ir",
                443,
                "/%D8%AE%D8%AF%D9%85%D8%AA",
            ),
        ),
    ],
)
def test_an_address_is_read_as_browsers_read_it(url: str, address: Address) -> None:
    assert parse(url) == address


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("", Reason.BAD_URL),
        ("example.ir", Reason.BAD_URL),
        ("example.ir:8080/x", Reason.BAD_URL),
        ("localhost:8000", Reason.BAD_URL),
        ("http://", Reason.BAD_URL),
        ("http://a b/", Reason.BAD_URL),
        ("http://a%2fb/", Reason.BAD_URL),
        ("http://a.ir:99999/", Reason.BAD_URL),
        ("ftp://a.ir/", Reason.SCHEME_REFUSED),
        ("file:///etc/passwd", Reason.SCHEME_REFUSED),
        ("javascript:alert(1)", Reason.SCHEME_REFUSED),
        ("data:text/html,x", Reason.SCHEME_REFUSED),
        ("chrome://settings", Reason.SCHEME_REFUSED),
        ("https://user@a.ir/", Reason.USERINFO_REFUSED),
        ("https://user:word@a.ir/", Reason.USERINFO_REFUSED),
    ],
)
def test_what_is_no_plain_web_address_is_refused_by_name(url: str, reason: Reason) -> None:
    with pytest.raises(CaptureFailed) as refused:
        parse(url)

    assert refused.value.reason == reason


def test_an_origin_has_no_path() -> None:
    assert parse("https://a.ir:8443/b/c?d").origin == "https://a.ir:8443"


async def test_a_public_name_is_admitted_with_every_judged_address() -> None:
    assert await gate(site=("8.8.8.8", "2606:4700::1")).admit("site", 443) == ("8.8.8.8", "2606:4700::1")


async def test_one_private_address_among_public_ones_refuses_the_name() -> None:
    assert await refusal(gate(site=("8.8.8.8", "10.0.0.1")), "site") == Reason.ADDRESS_REFUSED


async def test_a_refusal_names_the_address() -> None:
    with pytest.raises(CaptureFailed) as refused:
        await gate().admit("127.0.0.1", 443)

    assert refused.value.detail == "127.0.0.1"


async def test_an_unknown_name_is_unknown() -> None:
    assert await refusal(gate(), "nowhere") == Reason.NAME_UNKNOWN


async def test_a_refused_address_is_named_before_its_odd_port() -> None:
    assert await refusal(gate(), "127.0.0.1", 8000) == Reason.ADDRESS_REFUSED
    assert await refusal(gate(), "localhost", 8000) == Reason.ADDRESS_REFUSED
    assert await refusal(gate(), "8.8.8.8", 8000) == Reason.PORT_REFUSED


async def test_an_odd_port_is_refused_before_anybody_is_asked() -> None:
    book = Book(site=("8.8.8.8",))

    assert await refusal(Gate(book), "site", 22) == Reason.PORT_REFUSED
    assert book.asked == []


async def test_localhost_is_loopback_without_asking_anybody() -> None:
    book = Book()

    assert await refusal(Gate(book), "x.localhost") == Reason.ADDRESS_REFUSED
    assert book.asked == []


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.0/8", "0.0.0.0/0"])
async def test_an_approved_block_opens_its_addresses(host: str) -> None:
    assert await gate(Allow(host)).admit("127.0.0.1", 8443) == ("127.0.0.1",)


@pytest.mark.parametrize(
    ("approved", "address"),
    [
        ("::ffff:127.0.0.1", "127.0.0.1"),
        ("::ffff:127.0.0.0/104", "127.0.0.1"),
        ("127.0.0.0/8", "::ffff:127.0.0.1"),
        ("[FD00:0:0::1]", "fd00::1"),
        ("fd00:0000::/8", "fd00::1"),
        ("127.1", "127.0.0.1"),
        ("0x7f.0.0.1", "127.0.0.1"),
    ],
)
async def test_an_approved_address_is_that_address_in_whatever_spelling(approved: str, address: str) -> None:
    assert await gate(Allow(approved)).admit(address, 8443) == (address,)


@pytest.mark.parametrize("approved", ["127.0.0.2", "::ffff:0:0/95", "::/0", "127.0.0.1/x", "127.0.0.1:80"])
async def test_what_names_another_address_or_none_opens_nothing(approved: str) -> None:
    assert await refusal(gate(Allow(approved)), "127.0.0.1") == Reason.ADDRESS_REFUSED


async def test_a_name_in_persian_letters_is_the_name_that_browsers_ask_for() -> None:
    book = {"xn--mgba3a4f16a": ("127.0.0.1",), "a.xn--mgba3a4f16a": ("127.0.0.1",)}

    for host in ("ایران", "*.ایران."):
        assert await gate(Allow(host), **book).admit("xn--mgba3a4f16a", 443) == ("127.0.0.1",)
    assert await gate(Allow("*.ایران"), **book).admit("a.xn--mgba3a4f16a", 443) == ("127.0.0.1",)
    assert await refusal(gate(Allow("ایران/24"), **book), "xn--mgba3a4f16a") == Reason.ADDRESS_REFUSED


@pytest.mark.parametrize("host", ["site.test", "*.test", "*.site.test"])
async def test_an_approved_name_may_lead_home(host: str) -> None:
    admitted = await gate(Allow(host), **{"site.test": ("127.0.0.1",)}).admit("site.test", 8443)

    assert admitted == ("127.0.0.1",)


async def test_an_approved_name_may_not_lead_to_cloud_metadata() -> None:
    book = {"site.test": ("169.254.169.254",)}

    assert await refusal(gate(Allow("*.test"), **book), "site.test") == Reason.ADDRESS_REFUSED


async def test_an_approval_opens_no_other_name() -> None:
    book = {"evil-site.test": ("127.0.0.1",)}

    assert await refusal(gate(Allow("*.site.test"), **book), "evil-site.test") == Reason.ADDRESS_REFUSED


async def test_an_approval_opens_its_ports_only() -> None:
    allow = Allow("127.0.0.1", frozenset({8443}))

    assert await refusal(gate(allow), "127.0.0.1", 8444) == Reason.PORT_REFUSED


async def test_an_approval_of_one_host_opens_no_port_of_another() -> None:
    allow = Allow("127.0.0.1", frozenset({8443}))

    assert await refusal(gate(allow, site=("8.8.8.8",)), "site", 8443) == Reason.PORT_REFUSED


async def test_an_approval_opens_nothing_from_the_second_in_which_it_expires() -> None:
    over, not_yet = (Allow("127.0.0.1", expires_at=NOW + timedelta(seconds=each)) for each in (0, 1))

    assert await refusal(gate(over), "127.0.0.1") == Reason.ADDRESS_REFUSED
    assert await gate(not_yet).admit("127.0.0.1", 443) == ("127.0.0.1",)


async def test_our_own_public_addresses_are_refused_to_everybody() -> None:
    own = Gate(
        Book(site=("5.160.0.7",)),
        [Allow("site")],
        now=lambda: NOW,
        own=["::ffff:5.160.0.7", "2a0a:5d40::/32"],
    )

    assert await refusal(own, "5.160.0.7") == Reason.ADDRESS_REFUSED
    assert await refusal(own, "::ffff:5.160.0.7") == Reason.ADDRESS_REFUSED
    assert await refusal(own, "2a0a:5d40::1") == Reason.ADDRESS_REFUSED
    assert await refusal(own, "site") == Reason.ADDRESS_REFUSED
    assert await own.admit("5.160.0.8", 443) == ("5.160.0.8",)


async def test_an_approved_address_opens_even_our_own() -> None:
    own = Gate(Book(), [Allow("5.160.0.7")], now=lambda: NOW, own=["5.160.0.7"])

    assert await own.admit("5.160.0.7", 443) == ("5.160.0.7",)


async def test_what_is_refused_is_told_to_the_operator_by_host_port_and_reason() -> None:
    refusing = gate(inner=("10.0.0.7",), odd=("93.184.216.34",))

    with capture_logs() as told:
        await refusal(refusing, "inner")
        await refusal(refusing, "odd", 8080)

    event = {"event": "gate.refused", "log_level": "info"}
    assert told == [
        {**event, "host": "inner", "port": 443, "reason": Reason.ADDRESS_REFUSED, "detail": "10.0.0.7"},
        {**event, "host": "odd", "port": 8080, "reason": Reason.PORT_REFUSED, "detail": "odd:8080"},
    ]


async def test_a_name_that_nobody_knows_is_refused_by_nobody() -> None:
    with capture_logs() as told:
        await refusal(gate(), "nowhere")

    assert told == []
