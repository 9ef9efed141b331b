"""One address to a cell, in one writing, that can be reached from the internet."""

import pytest

from sanjeh.core.catalogue.addresses import address, is_plain_host, is_web_address
from sanjeh.core.catalogue.remarks import Healing, Problem

KNOWN = {"http://old.ir/page", "https://127.0.0.1/demo", "https://LIB.ir"}


@pytest.mark.parametrize(
    ("typed", "url", "healed"),
    [
        ("https://lib.ir/lend", "https://lib.ir/lend", []),
        ("https://lib.ir", "https://lib.ir/", [Healing.ADDRESS]),
        ("https://LIB.ir/Lend", "https://lib.ir/Lend", [Healing.ADDRESS]),
        ("https://lib.ir:443/a?b=1#c", "https://lib.ir/a?b=1", [Healing.ADDRESS]),
        ("http://lib.ir:8080/", "http://lib.ir:8080/", []),
        (" https://lib.ir/\u200f", "https://lib.ir/", [Healing.SPACES]),
        ("lib.ir/lend", "https://lib.ir/lend", [Healing.SCHEME]),
        ("//lib.ir/lend", "https://lib.ir/lend", [Healing.SCHEME]),
        ("www.lib.ir", "https://www.lib.ir/", [Healing.SCHEME, Healing.ADDRESS]),
        ("lib.ir:8443/x", "https://lib.ir:8443/x", [Healing.SCHEME]),
        ("old.ir/page", "http://old.ir/page", [Healing.SCHEME]),
        ("https://127.0.0.1/demo", "https://127.0.0.1/demo", []),
        ("https://LIB.ir", "https://LIB.ir", []),
        ("https://کتابخانه.ایران/", "https://کتابخانه.ایران/", []),
        ("https://lib.ir/جست‌وجو?q=a,b", "https://lib.ir/جست‌وجو?q=a,b", []),
        ("https://login.ir/?next=https://lib.ir/", "https://login.ir/?next=https://lib.ir/", []),
        ("https://5.160.10.1/", "https://5.160.10.1/", []),
        ("https://[2a00:1450::1]/", "https://[2a00:1450::1]/", []),
        ("", "", []),
    ],
)
def test_an_address_is_brought_to_one_writing(typed: str, url: str, healed: list[Healing]) -> None:
    read = address(typed, KNOWN)

    assert (read.value, [one.told for one in read.remarks]) == (url, healed)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("https://a.ir/ https://b.ir/", Problem.TWO_ADDRESSES),
        ("https://a.ir/,https://b.ir/", Problem.TWO_ADDRESSES),
        ("https://a.ir/\nhttps://b.ir/", Problem.TWO_ADDRESSES),
        ("https://a.ir/؛ www.b.ir", Problem.TWO_ADDRESSES),
        ("a.ir - b.ir", Problem.NO_ADDRESS),
        ("a.ir، b.ir", Problem.TWO_ADDRESSES),
        ("https://a.irhttps://b.ir", Problem.TWO_ADDRESSES),
        ("ندارد", Problem.NO_ADDRESS),
        ("-", Problem.NO_ADDRESS),
        ("https://", Problem.NO_ADDRESS),
        ("https://a ir/", Problem.NO_ADDRESS),
        ("https://a..ir/", Problem.NO_ADDRESS),
        ("https://a.ir:99999/", Problem.NO_ADDRESS),
        ("ftp://a.ir/", Problem.NO_ADDRESS),
        ("mailto:a@a.ir", Problem.NO_ADDRESS),
        ("javascript:alert(1)", Problem.NO_ADDRESS),
        ("https://user:word@a.ir/", Problem.ADDRESS_SECRET),
        ("http://localhost/", Problem.ADDRESS_PRIVATE),
        ("http://intranet/", Problem.ADDRESS_PRIVATE),
        ("http://portal.local/", Problem.ADDRESS_PRIVATE),
        ("http://127.0.0.1/", Problem.ADDRESS_PRIVATE),
        ("http://127.1/", Problem.ADDRESS_PRIVATE),
        ("http://0x7f.1/", Problem.ADDRESS_PRIVATE),
        ("http://2130706433/", Problem.ADDRESS_PRIVATE),
        ("http://10.1.2.3/", Problem.ADDRESS_PRIVATE),
        ("http://192.168.1.1/", Problem.ADDRESS_PRIVATE),
        ("http://169.254.169.254/", Problem.ADDRESS_PRIVATE),
        ("http://[::1]/", Problem.ADDRESS_PRIVATE),
        ("http://300.1.1.1/", Problem.NO_ADDRESS),
        ("http://1.2.3.4.5/", Problem.NO_ADDRESS),
        ("http://a.123/", Problem.NO_ADDRESS),
        ("http://1.2.3.256/", Problem.NO_ADDRESS),
        (f"https://a.ir/{'x' * 2_000}", Problem.ADDRESS_TOO_LONG),
    ],
)
def test_what_nobody_can_open_is_refused(typed: str, problem: Problem) -> None:
    read = address(typed, KNOWN)

    assert (read.value, [one.told for one in read.remarks]) == ("", [problem])


def test_the_longest_address_is_two_thousand_letters() -> None:
    longest = f"https://a.ir/{'x' * (2_000 - len('https://a.ir/'))}"

    assert address(longest, ()).value == longest
    assert address(f"{longest}x", ()).is_wrong


@pytest.mark.parametrize(
    ("host", "is_plain"),
    [
        ("a.test", True),
        ("کتابخانه.ایران", True),
        ("10.0.0.1", True),
        ("fd00::1", True),
        ("10", False),
        ("1.2.3", False),
        ("0x7f.1", False),
        ("256.1.1.1", False),
        ("a..b", False),
        ("", False),
    ],
)
def test_a_host_is_plain_as_people_write_it(host: str, *, is_plain: bool) -> None:
    assert is_plain_host(host) is is_plain


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("https://a.test/", True),
        ("http://10.0.0.5:65535", True),
        ("http://localhost/", True),
        ("https://", False),
        ("ftp://a.test/", False),
        ("https://a:b@a.test/", False),
        ("https://a.test:65536/", False),
        ("https://a.test/ b", False),
    ],
)
def test_a_whole_web_address_has_a_host_and_no_secret(text: str, *, is_one: bool) -> None:
    assert is_web_address(text) is is_one
