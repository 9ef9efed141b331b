"""What a page is made with: fonts, libraries with their flaws, technologies; from artifacts made by hand."""

import pytest

from sanjeh.core.probing.artifacts.intrusive_steps import FontPlace, Fonts, Library
from sanjeh.probes.page.fingerprints import LIBRARIES, TECHNOLOGIES, version_in_banner
from tests.probes.judging import Said
from tests.probes.page.test_judge import judged, said


@pytest.mark.parametrize(
    ("places", "failed", "said_of_it"),
    [
        (("Vazirmatn", True), (), ("pass", "own")),
        (("", False), (), ("info", "of_the_machine")),
        (("Vazirmatn", True), ("Nastaliq",), ("warn", "failed")),
    ],
)
def test_a_page_brings_its_own_fonts(
    places: tuple[str, bool], failed: tuple[str, ...], said_of_it: Said
) -> None:
    family, is_web_font = places
    place = FontPlace(wanted="Vazirmatn", family=family, is_web_font=is_web_font, letters=900)

    assert said(judged(fonts=Fonts(places=(place,), failed=failed))["visit.fonts"]) == said_of_it


@pytest.mark.parametrize(
    ("name", "version", "said_of_it"),
    [
        ("jquery", "3.7.1", ("pass", "sound")),
        ("jquery", "3.4.1", ("warn", "flaws")),
        ("lodash", "4.17.4", ("fail", "grave_flaws")),
        ("bootstrap", "4.0.0-beta.2", ("warn", "flaws")),
        ("bootstrap", "5.3.3", ("pass", "sound")),
        ("jquery", f"3.{'9' * 5000}", ("pass", "sound")),
    ],
)
def test_a_library_with_published_flaws_is_told(name: str, version: str, said_of_it: Said) -> None:
    library = Library(name=name, version=version, source="window")

    assert said(judged(libraries=(library,))["visit.libraries"]) == said_of_it


@pytest.mark.parametrize(
    ("name", "address", "version"),
    [
        ("jquery", "/js/jquery-1.12.4.min.js", "1.12.4"),
        ("jquery", "/npm/jquery@3.3.1/dist/jquery.min.js", "3.3.1"),
        ("jquery", "/ajax/libs/jquery/2.1.1/jquery.js?x=1", "2.1.1"),
        ("jquery", "/js/jquery.min.js?ver=9.9.9", ""),
        ("jquery", "/js/jquery.validate-1.2.3.js", ""),
        ("jquery-ui", "/jquery-ui-1.12.1/jquery-ui.min.js", "1.12.1"),
        ("bootstrap", "/bootstrap/4.0.0-beta.2/js/bootstrap.bundle.min.js", "4.0.0-beta.2"),
    ],
)
def test_a_version_is_read_from_an_address(name: str, address: str, version: str) -> None:
    assert LIBRARIES[name].version_in_address(address) == version


def test_a_version_is_read_from_the_head_of_a_file() -> None:
    head = "/*! jQuery v3.6.0 | (c) OpenJS Foundation and other contributors */"

    assert version_in_banner(LIBRARIES["jquery"], head) == "3.6.0"


def test_a_preview_comes_before_its_release() -> None:
    [flaw] = [each for each in LIBRARIES["bootstrap"].flaws if each.below == "4.0.0"]

    assert [flaw.affects(version) for version in ("3.4.1", "4.0.0-beta.3", "4.0.0")] == [True, True, False]


def test_every_flaw_names_what_is_affected_and_how_badly() -> None:
    flaws = [flaw for library in LIBRARIES.values() for flaw in library.flaws]

    assert {flaw.severity for flaw in flaws} <= {"low", "medium", "high", "critical"}
    assert all(flaw.ids and flaw.below for flaw in flaws)


def test_what_a_page_is_made_with_is_told_by_its_signs() -> None:
    markup = '<meta name="generator" content="WordPress 6.5"><a href="https://sso.my.gov.ir/login">ورود</a>'

    observed = judged(markup, headers=(("X-Powered-By", "PHP/8.2"),))["visit.technology"].observed

    assert observed == {"cms": ["WordPress"], "framework": ["PHP"], "sso": ["دولت من"]}


def test_every_technology_has_a_sign_and_a_kind_with_a_name() -> None:
    kinds = {"cms", "design", "sso", "analytics", "chat", "framework", "server", "map"}

    assert {each.kind for each in TECHNOLOGIES.values()} == kinds
    assert [each.title for each in TECHNOLOGIES.values() if not (each.signs or each.selector)] == []
