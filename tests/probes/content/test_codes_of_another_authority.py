"""How a code is written on a page, the authority of the round says; Iran's rule is the one by default."""

import pytest

from sanjeh.core.probing.contracts import Target
from sanjeh.probes.content.markers import marks, strays
from tests.probes.content.pages import URL, findings, said
from tests.probes.judging import Said

RULE = "KE-[0-9]{4}"
CODES = ("KE-1001", "KE-1002")


def service(code: str) -> Target:
    return Target(url=URL, service=code, code_rule=RULE)


@pytest.mark.parametrize(
    ("page", "said_of_it", "shown"),
    [
        ('<article data-service="KE-1001">برگه</article>', ("pass", "shown"), "KE-1001"),
        ('<p data-service-field="code">KE-۱۰۰۱</p>', ("pass", "shown"), "KE-1001"),
        ("<p>شناسه خدمت: ke-1001</p>", ("warn", "shown_by_words"), "KE-1001"),
        ('<article data-service="KE-1002">برگه</article>', ("fail", "another"), "KE-1002"),
        ('<article data-service="12345678901">برگه</article>', ("fail", "missing"), ""),
        ("<p>شناسه خدمت: KE-10011</p>", ("fail", "missing"), ""),
    ],
)
def test_a_sheet_shows_the_code_as_its_authority_writes_it(page: str, said_of_it: Said, shown: str) -> None:
    found = findings(page, service("KE-1001"))["content.code"]

    assert (said(found), found.observed["code"]) == (said_of_it, shown)


@pytest.mark.parametrize(
    ("page", "said_of_it"),
    [
        ("".join(f'<li data-service="{code}">خدمت</li>' for code in CODES), ("pass", "equal")),
        ("<p>KE-1001</p><p>ke-1002</p>", ("warn", "equal_by_words")),
        ("<p>KE-1001</p><p>KE-10020</p>", ("fail", "differs")),
        ("<p>12345678901</p>", ("fail", "none_shown")),
    ],
)
def test_a_portal_shows_the_codes_of_its_authority(page: str, said_of_it: Said) -> None:
    target = Target(url=URL, is_portal=True, codes=CODES, code_rule=RULE)

    assert said(findings(page, target)["content.catalogue"]) == said_of_it


def test_a_marker_is_held_against_the_rule_of_the_page() -> None:
    found = marks('<p data-service="KE-1001"><p data-service="12345678901">')

    assert [one.mark.value for one in strays(found, RULE)] == ["12345678901"]
    assert [one.mark.value for one in strays(found)] == ["KE-1001"]


def test_a_part_of_a_longer_number_is_no_code_in_iran_either() -> None:
    page = '<p data-service-field="code">123456789012</p>'
    found = findings(page, Target(url=URL, service="12345678901"))["content.code"]

    assert (said(found), found.observed["code"]) == (("fail", "missing"), "")
