"""Every list of the office is paged, filtered, linked and downloadable; a table of a new page has to be one.

The pages are those of the resolver, so a list that is added without these is red.
"""

import csv
import io

import pytest
from django.conf import settings
from django.test import Client
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from selectolax.lexbor import LexborNode

from sanjeh.web import listing
from tests.every_address import Reader
from tests.stocked import stocked

pytestmark = [pytest.mark.acceptance, pytest.mark.django_db, pytest.mark.timeout(600)]
# Tables of a fixed size, whose rows nobody looks for: each with what it shows instead of a list.
NO_LISTS = {
    "office:permissions": "the one table of who may do what, that hangs as a whole on a wall",
    "office:sentences": "the nineteen sentences of a version, in their order",
    "office:gaps": "what one text announces and does not give: eleven rows",
}
# Pages of the menu without a list, each with what it shows instead.
NO_LIST_OF_THE_MENU = {
    "office:home": "what is due, each row with the list behind it",
    "office:authority": "one card",
    "office:offer": "one text",
    "office:house-rules": "one text, and the form of the next",
    "office:permissions": NO_LISTS["office:permissions"],
}
# What the country of the tests has one of, or none: a second page of these is not asked for.
SHORT = {
    "office:catalogue-imports ",
    "office:agreement-version ",
    "office:pauses ",
    "office:pauses later-",
    "office:pauses resting-",
    "office:outside ",
    "office:round-moved ",
    "office:archive ",
    "office:messages incoming-",
    "office:notice ",
}


def office() -> tuple[Client, dict[str, str]]:
    """Return a client who may see everything, and every page of the office by its name."""
    stock, client = stocked(3, 5), Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = stock.sessions[Reader.STAFF]
    found = stock.addresses()[Reader.STAFF]
    return client, {name: address for name, address in found.items() if name.startswith("office:")}


def lists_of(tree: HTMLParser) -> list[str]:
    """Return before which names the lists of a page are asked, by their marks."""
    return [node.attributes["data-prefix"] or "" for node in tree.css("main [data-list]")]


def is_listed(table: LexborNode) -> bool:
    """Tell whether a table stands in the frame of a list."""
    parent = table.parent
    while parent is not None:
        if parent.css_first("[data-list]"):
            return parent.tag != "main"
        parent = parent.parent
    return False


def asked(address: str, **more: str) -> str:
    return (
        address + ("&" if "?" in address else "?") + "&".join(f"{key}={value}" for key, value in more.items())
    )


def rows_of(client: Client, address: str, prefix: str) -> list[list[str]]:
    """Return the rows of the file of a list, without its head."""
    answer = client.get(asked(address, **{f"{prefix}file": "csv"}))
    assert answer.headers["Content-Disposition"].startswith("attachment"), (address, prefix)
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))[1:]


def test_every_table_of_the_office_stands_in_a_list() -> None:
    client, pages = office()

    bare = {
        name: [
            " ".join(table.text(separator=" ").split())[:60]
            for table in tree.css("main table")
            if not is_listed(table)
        ]
        for name, address in pages.items()
        for tree in [HTMLParser(client.get(address).content)]
    }

    assert {name: tables for name, tables in bare.items() if tables and name not in NO_LISTS} == {}
    assert {name for name in NO_LISTS if not bare[name]} == set()


def test_every_page_of_the_menu_has_a_list_or_says_why_not() -> None:
    client, pages = office()
    menu = HTMLParser(client.get("/office/").content).css("nav.office-nav a")
    names = {address: name for name, address in pages.items()}

    without = {
        names[address]
        for link in menu
        if (address := link.attributes["href"] or "") in names
        and not lists_of(HTMLParser(client.get(address).content))
    }

    assert len(menu) > len(NO_LIST_OF_THE_MENU)
    assert without == set(NO_LIST_OF_THE_MENU)


def test_every_list_is_paged_linked_filtered_and_downloaded(monkeypatch: pytest.MonkeyPatch) -> None:
    client, pages = office()
    monkeypatch.setattr(listing, "PER_PAGE", 1)
    lists, short = set[str](), set[str]()

    for name, address in pages.items():
        tree = HTMLParser(client.get(address).content)
        for prefix in lists_of(tree):
            lists.add(f"{name} {prefix}")
            whole = rows_of(client, address, prefix)
            count = shown_count(client, address, prefix)
            assert len(whole) == count, (address, prefix)
            asks = [
                node
                for node in tree.css("form[role=search] input:not([type=hidden]), form[role=search] select")
                if (node.attributes["name"] or "").startswith(prefix)
            ] or tree.css("main nav a.chip[aria-current]")
            assert asks or not count, (address, prefix, "nothing to search in, nothing to narrow")
            if count < 2:
                short.add(f"{name} {prefix}")
                continue
            links = [node.attributes["href"] or "" for node in tree.css("main a[rel=next]")]
            assert [link for link in links if f"{prefix}page=2" in link.replace("?", "&").split("&")], (
                address,
                prefix,
            )
            assert pages_differ(client, address, prefix), (address, prefix)

    assert len(lists) > 15
    assert short == SHORT


def shown_count(client: Client, address: str, prefix: str) -> int:
    tree = HTMLParser(client.get(address).content)
    frame = next(
        node for node in tree.css("main [data-list]") if (node.attributes["data-prefix"] or "") == prefix
    )
    digits = "".join(sign for sign in frame.css("[role=status]")[0].text() if sign.isdigit())
    return int(digits)


def pages_differ(client: Client, address: str, prefix: str) -> bool:
    """Tell whether the second page, by its address alone, shows something else than the first."""
    first, second = (
        HTMLParser(client.get(asked(address, **{f"{prefix}page": page})).content).css_first("main")
        for page in ("1", "2")
    )
    assert first is not None
    assert second is not None
    return first.text() != second.text()
