"""Cookies go back as browsers send them: to the letter, to the places they are for, while they live."""

from datetime import UTC, datetime

import pytest

from sanjeh.net.cookies import CookieBox
from sanjeh.net.gate import parse

NOW = datetime(2026, 11, 1, tzinfo=UTC)
HERE = "https://khedmat.nemune.ir/a/b?c=d"


def said(*fields: str, by: str = HERE, to: str = HERE) -> str:
    box = CookieBox()
    box.take(fields, parse(by), NOW)
    return box.said_to(parse(to))


@pytest.mark.parametrize(
    ("field", "sent"),
    [
        ("a=abc/def==", "a=abc/def=="),
        ('a={"b":1,"c":2}', 'a={"b":1,"c":2}'),
        ('a="b"', 'a="b"'),
        ('a="b;c"', 'a="b'),
        ("a b=c d", "a b=c d"),
        ("a[b]=c", "a[b]=c"),
        ("alone", "alone"),
        ("=alone", "alone"),
        ("a=", "a="),
        ("a= b ; Path = /", "a=b"),
        ("a=سلام", "a=سلام"),
        ("a=b\\c", "a=b\\c"),
        ("path=/; HttpOnly; SameSite=odd", "path=/"),
        ("a=b\tc", ""),
        ("a=\udce9", ""),
        ("", ""),
        ("; path=/", ""),
        (f"a={'b' * 4094}", f"a={'b' * 4094}"),
        (f"a={'b' * 4095}", ""),
    ],
)
def test_a_cookie_goes_back_to_the_letter(field: str, sent: str) -> None:
    assert said(field) == sent


@pytest.mark.parametrize(
    ("field", "lives"),
    [
        ("a=b; max-age=1", True),
        ("a=b; max-age=0", False),
        ("a=b; max-age=-1", False),
        ("a=b; max-age=odd", True),
        ("a=b; expires=Thu, 01 Jan 1970 00:00:00 GMT", False),
        ("a=b; expires=Thu, 01-Jan-1970 00:00:01 GMT", False),
        ("a=b; expires=Sun, 01 Nov 2026 00:00:00 GMT", False),
        ("a=b; expires=Sun, 01 Nov 2026 00:00:01 GMT", True),
        ("a=b; expires=Thu, 01 Jan 1970 00:00:00 GMT; max-age=9", True),
        ("a=b; expires=odd", True),
        ("a=b; expires=Thu, 01 Jan 99999 00:00:00 GMT", True),
        ("a=b; expires=Thu, 99 Jan 1970 99:99:99 GMT", False),
    ],
)
def test_a_cookie_whose_life_has_ended_is_not_kept(field: str, *, lives: bool) -> None:
    assert (said(field) == "a=b") is lives


def test_the_end_of_a_cookie_takes_away_the_one_before() -> None:
    assert said("a=b; path=/", "c=d; path=/", "a=; path=/; max-age=0") == "c=d"


def test_the_last_value_of_a_name_counts_and_longer_paths_come_first() -> None:
    assert said("a=1; path=/", "b=2; path=/a/b", "a=3; path=/") == "b=2; a=3"


@pytest.mark.parametrize(
    ("field", "to", "goes"),
    [
        ("a=b", "https://khedmat.nemune.ir/a/c", True),
        ("a=b", "https://khedmat.nemune.ir/a", True),
        ("a=b", "https://khedmat.nemune.ir/", False),
        ("a=b; path=/x", "https://khedmat.nemune.ir/x?y", True),
        ("a=b; path=/x", "https://khedmat.nemune.ir/x/y", True),
        ("a=b; path=/x", "https://khedmat.nemune.ir/xy", False),
        ("a=b; path=odd", "https://khedmat.nemune.ir/a/c", True),
        ("a=b; path=/", "https://nemune.ir/", False),
        ("a=b; path=/; domain=.nemune.ir", "https://nemune.ir/", True),
        ("a=b; path=/; domain=nemune.ir", "https://other.nemune.ir/", True),
        ("a=b; path=/; domain=nemune.ir", "https://badnemune.ir/", False),
        ("a=b; path=/; domain=ir", HERE, False),
        ("a=b; path=/; domain=other.nemune.ir", HERE, False),
        ("a=b; path=/; domain=a.khedmat.nemune.ir", HERE, False),
        ("a=b; path=/; secure", "https://khedmat.nemune.ir/", True),
        ("a=b; path=/; secure", "http://khedmat.nemune.ir/", False),
        ("a=b; path=/", "http://khedmat.nemune.ir/", True),
        ("__Host-a=b; path=/; secure", HERE, True),
        ("__Host-a=b; secure", HERE, False),
        ("__HOST-a=b; path=/; secure; domain=nemune.ir", HERE, False),
        ("__Secure-a=b; secure", HERE, True),
        ("__Secure-a=b", HERE, False),
        ("__Secure-a", HERE, False),
    ],
)
def test_a_cookie_goes_where_it_belongs(field: str, to: str, *, goes: bool) -> None:
    assert bool(said(field, to=to)) is goes


@pytest.mark.parametrize(
    ("by", "is_kept"), [("http://khedmat.nemune.ir/", False), ("http://127.0.0.1/", True), (HERE, True)]
)
def test_nobody_promises_secrecy_in_the_clear(by: str, *, is_kept: bool) -> None:
    assert bool(said("a=b; path=/; secure", by=by, to=by)) is is_kept


def test_an_address_speaks_for_itself_alone() -> None:
    assert said("a=b; domain=127.0.0.1", by="http://127.0.0.1/", to="http://127.0.0.1/") == "a=b"
    assert said("a=b; domain=0.0.1", by="http://127.0.0.1/", to="http://127.0.0.1/") == ""


def test_a_site_gives_no_more_cookies_than_a_browser_keeps() -> None:
    assert said(*(f"a{number}=b" for number in range(200))).count("=b") == 180
