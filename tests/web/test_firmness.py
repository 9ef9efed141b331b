"""How firm a place is, on the ranking and on a body's page; rounds that kept nothing of it look as before."""

from collections import Counter

import pytest
from django.test import Client
from django.utils import translation

from sanjeh.apps.results import queries as results
from sanjeh.apps.results.groups import group_sizes
from sanjeh.core.methodology.methodology import Methodology, parse_methodology
from sanjeh.core.methodology.parts import Uncertainty
from sanjeh.core.text.words import Words
from sanjeh.web.public.body_standing import standings
from sanjeh.web.public.firmness import (
    above_words,
    borderline_words,
    class_shares,
    group_rule_words,
    group_words,
    interval_words,
    of_hundred,
)
from tests.web import country
from tests.web.test_pages import page, shown

RANKING = "table.firm tbody tr"
METHOD = parse_methodology(country.METHOD.read_text("utf-8").replace(*country.FIRM), "firm")


def rows() -> tuple[results.RankingRow, ...]:
    return results.ranking(country.NEXT, results.RankingAsk()).rows


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.0, "۰ از ۱۰۰"),
        (0.001, "کمتر از ۱ از ۱۰۰"),
        (0.004, "کمتر از ۱ از ۱۰۰"),
        (0.005, "۱ از ۱۰۰"),
        (0.825, "۸۳ از ۱۰۰"),
        (0.994, "۹۹ از ۱۰۰"),
        (0.995, "بیش از ۹۹ از ۱۰۰"),
        (1.0, "۱۰۰ از ۱۰۰"),
    ],
)
def test_what_is_not_all_and_not_none_never_reads_as_such(share: float, said: str) -> None:
    assert of_hundred(share, "fa") == said


def test_a_body_alone_is_no_group_and_the_last_one_stands_above_nobody() -> None:
    assert [group_words(3, size, "fa") for size in (1, 2)] == [
        "",
        "گروه ۳ (۲ دستگاه)",
    ]
    assert [above_words(share, "fa") for share in (None, 0.83)] == [
        "",
        "در ۸۳ از ۱۰۰ قرعه بالاتر از دستگاه بعدی",
    ]


@pytest.mark.django_db
@pytest.mark.usefixtures("compared_country")
def test_every_line_says_what_was_kept_of_it(client: Client) -> None:
    sizes = group_sizes(country.NEXT)

    tree = page(client, f"/ranking/?round={country.NEXT}")

    lines = tree.css(RANKING)
    assert len(lines) == 4
    for line, row in zip(lines, rows(), strict=True):
        said = " ".join(line.text(separator=" ").split())
        assert row.group is not None
        assert group_words(row.group, sizes[row.group], "fa") in said
        assert above_words(row.p_above_next, "fa") in said
        assert ("رده‌ی مرزی" in said) == row.is_borderline
        for one in class_shares(row, METHOD, "fa"):
            assert f"{one.title} {one.of_hundred}" in (line.html or "")


@pytest.mark.django_db
@pytest.mark.usefixtures("compared_country")
def test_the_caption_names_everything_that_was_varied(client: Client) -> None:
    said = shown(page(client, f"/ranking/?round={country.NEXT}", "en"), "main p.quiet")

    assert said[0] == (
        "In 1,000 draws these were varied together: weights up to 25% lower or higher, another mean over "
        "the axes, the ends of scales moved by up to 10%, one indicator left out. The circle is the "
        "published place, the bar its 90% interval, the upright stroke the median place."
    )


CHOICES = (
    "An interval comes of choices of the method alone, such as the weights, and says nothing of errors of "
    "measurement; so it cannot be said in how many of 10 cases the true place lies within."
)
PAIRWISE = METHOD.model_copy(update={"uncertainty": Uncertainty(varies=("services",), places="pairwise")})


@pytest.mark.parametrize(
    ("method", "varied", "said"),
    [
        (METHOD, ("weights", "services"), "in 5 to 8 of 10 cases only and not in 9, and where they are"),
        (PAIRWISE, ("weights", "services"), "in 9 of 10 cases, where bodies stand close, too;"),
        (PAIRWISE, ("weights",), CHOICES),
        (METHOD, (), CHOICES),
    ],
)
def test_an_interval_is_told_with_how_often_it_holds_the_true_place(
    method: Methodology, varied: tuple[str, ...], said: str
) -> None:
    with translation.override("en"):
        assert said in interval_words(method, varied)


@pytest.mark.parametrize(
    ("method", "varied", "said"),
    [
        (METHOD, ("weights", "services"), "does not stand above the others in 95% of the draws."),
        (
            PAIRWISE,
            ("weights", "services"),
            "In 9 rounds of 10 no two bodies come to be in two groups wrongly:",
        ),
        (PAIRWISE, ("weights",), "there is no place among them"),
    ],
)
def test_groups_are_told_by_the_rule_of_the_method(
    method: Methodology, varied: tuple[str, ...], said: str
) -> None:
    with translation.override("en"):
        assert said in group_rule_words(method, varied)


@pytest.mark.django_db
@pytest.mark.usefixtures("compared_country")
@pytest.mark.parametrize("round_code", [country.ROUND, country.NEXT])
def test_the_ranking_a_body_and_the_method_say_it_also_of_weights_alone(
    client: Client, round_code: str
) -> None:
    for path in (f"/ranking/?round={round_code}", f"/bodies/body-1/?round={round_code}", "/method/small/"):
        assert CHOICES in shown(page(client, path, "en"), "main p")


@pytest.mark.django_db
@pytest.mark.usefixtures("compared_country")
def test_a_round_that_kept_nothing_of_it_looks_as_before(client: Client) -> None:
    for path in (f"/ranking/?round={country.ROUND}", f"/bodies/body-1/?round={country.ROUND}"):
        tree = page(client, path)
        assert tree.css("tr.tied, .odds, table.firm, .borderline, .plot .mark") == []
        assert "قرعه" not in (tree.body.text() if tree.body else "")


@pytest.mark.django_db
@pytest.mark.usefixtures("compared_country")
def test_a_category_has_its_own_places_and_no_groups_of_the_whole(client: Client) -> None:
    tree = page(client, f"/ranking/?round={country.NEXT}&category=main")

    assert (len(tree.css(RANKING)), tree.css("tr.tied, .odds")) == (4, [])


@pytest.mark.django_db
@pytest.mark.usefixtures("compared_country")
def test_a_body_tells_how_firm_its_place_and_class_are(client: Client) -> None:
    row = rows()[1]

    tree = page(client, f"/bodies/{row.code}/?round={country.NEXT}", "en")

    with translation.override("en"):
        shares, above = class_shares(row, METHOD, "en"), above_words(row.p_above_next, "en")
    assert shown(tree, ".odds-table tbody tr") == [f"{one.title} {one.of_hundred}" for one in shares]
    assert row.interval is not None
    listed = shown(tree, "section ul.plain li")
    assert listed[0] == f"Median place: {row.interval[1]}"
    assert above in listed


def row_of(group: int | None) -> results.RankingRow:
    """Return a line of a ranking, of which nothing but its group matters."""
    return results.RankingRow(
        code=f"in-{group}",
        title=Words("دستگاه", "Body"),
        parent_code="",
        parent=None,
        categories=(),
        place=None,
        score=None,
        score_class="good",
        class_title=None,
        caps=(),
        stage=None,
        stage_title=None,
        readiness=None,
        coverage=1.0,
        lacks=(),
        interval=None,
        group=group,
        p_classes=(("good", 0.6), ("weak", 0.4)),
        p_above_next=None,
        is_borderline=True,
        axes={},
    )


def edges(*groups: int | None) -> list[str]:
    listed = standings([row_of(group) for group in groups], METHOD, "fa", Counter(filter(None, groups)))
    return [one.firm.edge if one.firm else "none" for one in listed]


def test_a_bracket_begins_and_ends_with_its_group() -> None:
    assert edges(1, 1, 1, 2, 3, 3, None) == ["first", "", "last", "", "first", "last", "none"]
    assert edges(1, 2, 1) == ["first last", "", "first last"]


def test_a_borderline_class_is_told_with_the_two_that_it_stands_between() -> None:
    shares = class_shares(row_of(1), METHOD, "fa")

    assert borderline_words(shares) == ("رده مرزی است: «خوب» در ۶۰ از ۱۰۰ قرعه و «ضعیف» در ۴۰ از ۱۰۰ قرعه.")
    assert borderline_words(shares[:1]) == ""
