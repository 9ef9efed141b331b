"""The fictional country is whole, and its table of defects fits it."""

from collections import Counter

from sanjeh.demo.country import read_country, sites
from sanjeh.demo.defects import read_defects

COUNTRY = read_country()
DEFECTS = read_defects()
SERVICES = [service for body in COUNTRY.bodies for service in body.services]


def test_the_country_is_large_enough_for_a_ranking() -> None:
    assert (len(COUNTRY.parents), len(COUNTRY.bodies), len(SERVICES)) == (5, 18, 43)


def test_every_service_has_its_own_code_of_eleven_digits() -> None:
    odd = [
        one.code
        for one in SERVICES
        if not (len(one.code) == 11 and one.code.isascii() and one.code.isdigit())
    ]
    twice = [code for code, times in Counter(one.code for one in SERVICES).items() if times > 1]

    assert (odd, twice) == ([], [])


def test_a_code_begins_with_the_code_of_its_body() -> None:
    strays = [one.code for body in COUNTRY.bodies for one in body.services if one.code[:4] != body.code]

    assert strays == []


def test_every_parent_and_kind_that_is_named_exists() -> None:
    parents = {body.parent for body in COUNTRY.bodies} - {parent.code for parent in COUNTRY.parents}
    kinds = {service.kind for service in SERVICES} - set(COUNTRY.kinds)

    assert (parents, kinds) == (set(), set())


def test_no_two_sites_share_a_name() -> None:
    names = [site.name for site in sites(COUNTRY)]

    assert len(names) == len(set(names))


def test_persian_texts_have_persian_letters() -> None:
    texts = [body.title_fa for body in COUNTRY.bodies] + [service.title_fa for service in SERVICES]

    assert [text for text in texts if set(text) & set("يكىة")] == []


def test_every_defect_is_planted_somewhere_and_every_planting_is_in_the_table() -> None:
    planted = {key for spot in DEFECTS.planted for key in spot.defects} | set(DEFECTS.everywhere)

    assert planted == set(DEFECTS.defects)


def test_every_planting_names_a_page_that_exists() -> None:
    pages = {(body.host, "/") for body in COUNTRY.bodies} | {
        (service.host or body.host, service.path) for body in COUNTRY.bodies for service in body.services
    }
    spots = {(spot.host, spot.path) for spot in DEFECTS.planted if spot.path}
    hosts = {spot.host for spot in DEFECTS.planted} - {host for host, _ in pages}

    assert (spots - pages, hosts) == (set(), set())


def test_there_are_more_than_thirty_kinds_of_defect() -> None:
    assert len(DEFECTS.defects) > 30
