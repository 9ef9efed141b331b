"""What a setting names is what can be named: a host, a domain, an address, a mailbox, a telephone."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ImproperlyConfigured

from sanjeh.config import named

Read = Callable[[str], object]


def hosts(name: str) -> list[str]:
    return named.hosts(name, "localhost")


def sender(name: str) -> str:
    return named.sender(name, "Sanjeh <no-reply@localhost>")


@pytest.mark.parametrize(
    ("read", "written", "means"),
    [
        (hosts, "", ["localhost"]),
        (hosts, "a.example, .b.example,*", ["a.example", ".b.example", "*"]),
        (hosts, "10.0.0.5,[::1]", ["10.0.0.5", "[::1]"]),
        (named.suffixes, "GOV.IR., .ostan.example", ["gov.ir", "ostan.example"]),
        (
            named.web_addresses,
            "https://a.example/,http://10.0.0.5:81",
            ["https://a.example/", "http://10.0.0.5:81"],
        ),
        (named.site, "https://a.example/x", "https://a.example/x"),
        (named.mailbox, "", ""),
        (named.mailbox, "desk+1@a.example", "desk+1@a.example"),
        (sender, "سنجه <a@b.example>", "سنجه <a@b.example>"),
        (sender, "a@b.example", "a@b.example"),
        (named.telephone, "+98 (21) 5550-0100", "+98 (21) 5550-0100"),
        (named.telephone, "۱۱۰", "۱۱۰"),
    ],
)
def test_what_can_be_named_is_taken(
    monkeypatch: pytest.MonkeyPatch, read: Read, written: str, means: object
) -> None:
    monkeypatch.setenv("SANJEH_NAMED", written)

    assert read("SANJEH_NAMED") == means


@pytest.mark.parametrize(
    ("read", "written", "to_write"),
    [
        *(
            (hosts, odd, "write names alone, without scheme and port, Persian ones as xn--…")
            for odd in ("http://a", "a:8000", "a b", "a/b", "::1", "سنجه.example", "10", "a..b", "-a", "a@b")
        ),
        *(
            (named.suffixes, odd, "write domains, Persian ones as xn--…")
            for odd in ("http://gov.ir", "*.gov.ir", "gov ir", "a..b", "10.0.0.5", "10", "!x", "ایران", "::1")
        ),
        *(
            (named.web_addresses, odd, "write whole addresses")
            for odd in (
                "a.example",
                "https://",
                "http://a b/",
                "http://a:65536/",
                "https://[::1",
                "http://u:p@a/",
            )
        ),
        *((named.site, odd, "write the address without ? and #") for odd in ("https://a/?q", "https://a/#f")),
        *(
            (named.mailbox, odd, "write one address")
            for odd in ("desk", "@a.example", "desk@", "a b@c", "a@b@c", "a@b,c@d", "a@-b")
        ),
        *(
            (sender, odd, "write one sender")
            for odd in ("nobody", "<>", "Sanjeh <x", "a@b.example, c@d.example", "mailto:a@b.example")
        ),
        *((named.telephone, odd, "write a number") for odd in ("call us", "+-()", "12", "1" * 60 + "x")),
    ],
)
def test_what_cannot_be_named_is_refused_with_what_to_write(
    monkeypatch: pytest.MonkeyPatch, read: Read, written: str, to_write: str
) -> None:
    monkeypatch.setenv("SANJEH_NAMED", written)

    with pytest.raises(ImproperlyConfigured) as refused:
        read("SANJEH_NAMED")

    assert str(refused.value).startswith(
        (f"SANJEH_NAMED={written!r}: {to_write}", "SANJEH_NAMED has 61 letters")
    )
