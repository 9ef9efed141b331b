"""A site's owner is told how each field was read, and what to write so that nothing is left to guess."""

import pytest

from sanjeh.core.probing.artifacts.page import PageArtifact
from sanjeh.core.probing.contracts import Target
from sanjeh.probes.content.explanation import Explanation, FieldExplained, LinkExplained, explain
from sanjeh.probes.content.markers import KINDS
from sanjeh.probes.content.page import Page
from sanjeh.probes.content.words import FIELDS
from tests.evidence import MemoryStore
from tests.probes.content.pages import TAKEN_AT, URL


def explained(markup: str) -> Explanation:
    kept = MemoryStore()
    artifact = PageArtifact(
        url=URL,
        final_url=URL,
        status=200,
        taken_at=TAKEN_AT,
        headers=(),
        is_settled=True,
        dom=kept.keep(f"<html><body>\n{markup}\n</body></html>".encode()),
    )
    return explain(Page(artifact, Target(url=URL), kept))


def field(markup: str, name: str) -> FieldExplained:
    return next(each for each in explained(markup).fields if each.name == name)


def link(markup: str, kind: str) -> LinkExplained:
    return next(each for each in explained(markup).links if each.name == kind)


def test_every_field_and_every_kind_of_link_is_explained_in_its_order() -> None:
    nothing = explained("<p>سلام</p>")

    assert [each.name for each in nothing.fields] == list(FIELDS)
    assert [each.name for each in nothing.links] == list(KINDS)
    assert {each.state for each in nothing.fields} | {each.state for each in nothing.links} == {"missing"}
    assert [each.name for each in nothing.fields if f'"{each.name}"' not in each.advice] == []
    assert (nothing.strays, nothing.about, nothing.json_ld_mended, nothing.json_ld_broken) == ((), {}, 0, 0)


@pytest.mark.parametrize(
    ("name", "markup", "normalised"),
    [
        ("duration", '<p data-service-field="duration">۳ روز کاری</p>', "P3D"),
        ("duration", '<p data-service-field="duration" data-service-value="PT2H">زود</p>', "PT2H"),
        ("fee", '<p data-service-field="fee">۲۰ هزار تومان</p>', "200000 IRR"),
        ("updated", '<time data-service-field="updated" datetime="2026-11-03">آبان</time>', "2026-11-03"),
        ("code", '<b data-service-field="code">کد ۱۲۳۴۵۶۷۸۹۰۱</b>', "12345678901"),
        ("law", '<p data-service-field="law">ماده ۵ قانون مدني</p>', "ماده 5 قانون مدنی"),
    ],
)
def test_what_is_marked_is_sure_and_compared_in_one_spelling(name: str, markup: str, normalised: str) -> None:
    told = field(markup, name)

    assert (told.state, told.normalised, told.source, told.line, told.advice) == (
        "sure",
        normalised,
        "marker",
        2,
        "",
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [("duration", "در اسرع وقت"), ("fee", "طبق تعرفه"), ("code", "۱۲۳"), ("updated", "به‌تازگی")],
)
def test_what_is_marked_and_cannot_be_read_is_answered_with_an_example(name: str, text: str) -> None:
    told = field(f'<p data-service-field="{name}">{text}</p>', name)

    assert (told.state, told.value, told.normalised, told.line) == ("unreadable", text, "", 2)
    assert told.advice.startswith("<")
    assert f'data-service-field="{name}"' in told.advice


@pytest.mark.parametrize("text", ["", "متن نمونه"])
def test_a_marked_field_that_holds_nothing_is_empty_and_not_missing(text: str) -> None:
    told = field(f'<p data-service-field="law">{text}</p>', "law")

    assert (told.state, told.value, told.line) == ("empty", "", 2)


def test_what_was_known_by_words_is_given_back_with_its_marker() -> None:
    told = field("<p>مدت زمان انجام: حداكثر ۳ روز کاری</p>", "duration")

    assert (told.state, told.value, told.normalised, told.source) == (
        "by_words",
        "حداكثر ۳ روز کاری",
        "P3D",
        "pattern",
    )
    assert told.advice == (
        '<span data-service-field="duration" data-service-value="P3D">حداكثر ۳ روز کاری</span>'
    )


def test_a_day_that_was_known_by_words_is_given_back_as_a_time() -> None:
    told = field("<p>آخرین به‌روزرسانی: ۱۴۰۵/۰۸/۱۲</p>", "updated")

    assert (told.state, told.normalised) == ("by_words", "2026-11-03")
    assert told.advice.startswith('<time data-service-field="updated" datetime="2026-11-03">')


@pytest.mark.parametrize(
    ("markup", "state", "source"),
    [
        ('<a data-service-link="privacy" href="/p">x</a>', "sure", "marker"),
        ('<a href="/p">حریم خصوصی</a>', "by_words", "pattern"),
        ("<p>حریم خصوصی</p>", "missing", ""),
    ],
)
def test_a_link_is_sure_only_when_it_is_marked(markup: str, state: str, source: str) -> None:
    told = link(markup, "privacy")

    assert (told.state, told.source, told.advice == "") == (state, source, state == "sure")


def test_a_form_of_search_needs_no_link() -> None:
    told = link('<form role="search"><input name="q"></form>', "search")

    assert told == LinkExplained("search", "sure", source="html")


def test_what_structured_data_say_beside_the_sheet_is_told_with_its_slips() -> None:
    told = explained(
        '<script type="application/ld+json">{"@type": "GovernmentService", "areaServed": "کشور",}</script>'
        '<script type="application/ld+json">{"@type": </script>'
    )

    assert (told.json_ld_mended, told.json_ld_broken) == (1, 1)
    assert "کشور" in told.about.values()


def test_a_marker_that_nobody_knows_is_told_as_a_stray() -> None:
    told = explained('<p data-service-feild="steps">ثبت درخواست</p>')

    assert len(told.strays) == 1
