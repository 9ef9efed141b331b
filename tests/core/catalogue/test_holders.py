"""Under which body an address stands: whole labels, the longest name first; nobody in doubt."""

import pytest

from sanjeh.core.catalogue.holders import Holding, holder_of, holding_of_address, holding_of_domain

LIST = (
    holding_of_address("alef", "https://www.alef.ir/"),
    holding_of_address("alef", "https://alef.gov.ir/services/1"),
    holding_of_address("be", "https://be.gov.ir/"),
    holding_of_domain("jim", "jim.ir"),
    holding_of_address("dal", "https://pay.jim.ir/dal"),
    holding_of_address("he", "https://shared.ir/he/"),
    holding_of_address("vav", "https://shared.ir/vav"),
    holding_of_address("ze", "https://shared.ir:8443/"),
    holding_of_address("he", "https://both.ir/"),
    holding_of_address("vav", "https://both.ir/vav/"),
    holding_of_address("sin", "https://نمونه.ایران/"),
    holding_of_address("shin", "http://193.0.2.1:8080/"),
    holding_of_domain("cabinet", "gov.ir"),
)


@pytest.mark.parametrize(
    ("url", "body"),
    [
        ("https://alef.ir/", "alef"),
        ("https://WWW.Alef.ir./home?x=1", "alef"),
        ("https://login.alef.ir/", "alef"),
        ("https://notalef.ir/", ""),
        ("https://alef.ir.example.com/", ""),
        ("https://alef.gov.ir/login", "alef"),
        ("https://be.gov.ir/", "be"),
        ("https://te.gov.ir/", ""),
        ("https://gov.ir/", "cabinet"),
        ("https://jim.ir/", "jim"),
        ("https://a.b.jim.ir/", "jim"),
        ("https://pay.jim.ir/", "dal"),
        ("https://old.pay.jim.ir/", "dal"),
        ("https://shared.ir/he", "he"),
        ("https://shared.ir/he/one/", "he"),
        ("https://shared.ir/vav?page=2", "vav"),
        ("https://shared.ir/vavs", ""),
        ("https://shared.ir/", ""),
        ("https://shared.ir:8443/he", "ze"),
        ("https://shared.ir:9443/he", ""),
        ("http://shared.ir:80/he", "he"),
        ("https://both.ir/x", "he"),
        ("https://both.ir/vav", "vav"),
        ("https://xn--hhbbbed.xn--mgba3a4f16a/", "sin"),
        ("https://login.نمونه.ایران/", "sin"),
        ("https://xn--99.ir/", ""),
        ("http://193.0.2.1/", "shin"),
        ("http://93.0.2.1/", ""),
        ("http://[2001:db8::1]/", ""),
        ("about:blank", ""),
    ],
)
def test_an_address_stands_under_the_body_whose_listed_name_is_the_longest_above_it(
    url: str, body: str
) -> None:
    assert holder_of(url, LIST) == body


@pytest.mark.parametrize(("suffixes", "body"), [((), "city"), (("city.ir",), "")])
def test_below_a_suffix_of_the_country_everybody_has_a_domain_of_their_own(
    suffixes: tuple[str, ...], body: str
) -> None:
    listed = (holding_of_domain("city", "city.ir"),)

    assert holder_of("https://water.city.ir/", listed, suffixes) == body


def test_nobody_has_anything_of_an_empty_list() -> None:
    assert holder_of("https://alef.ir/", ()) == ""


def test_only_a_port_of_its_own_and_a_path_tell_an_address_from_a_domain() -> None:
    assert [
        holding_of_address("a", "http://www.A.ir:80/b"),
        holding_of_address("a", "https://a.ir:8443"),
        holding_of_domain("a", "A.ir."),
    ] == [Holding("a", "a.ir", path="/b"), Holding("a", "a.ir", 8443), Holding("a", "a.ir")]
