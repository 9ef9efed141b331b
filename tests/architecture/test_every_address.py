"""Every address is known to the walks over all pages: a new one is written down, or this is red."""

from tests.every_address import ADDRESSES, NotAPage, Seen, known


def test_every_address_is_a_page_that_is_walked_or_says_why_not() -> None:
    assert set(known()) == set(ADDRESSES)


def test_every_sample_fills_each_part_of_its_address() -> None:
    parts = {name: len(one.pattern.converters) for name, one in known().items()}

    assert {
        name: len(seen.values)
        for name, seen in ADDRESSES.items()
        if isinstance(seen, Seen) and len(seen.values) != parts[name]
    } == {}


def test_what_takes_forms_alone_has_no_page() -> None:
    views = {name: getattr(one.callback, "view_class", None) for name, one in known().items()}

    assert [
        name
        for name, why in ADDRESSES.items()
        if why is NotAPage.FORM and hasattr(views[name], "get") and "logout" not in name
    ] == []
