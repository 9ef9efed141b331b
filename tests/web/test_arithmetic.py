"""An opened indicator can be added up by its reader: what was seen, its points, the mean, the weight."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.test import Client

from sanjeh.apps.results.cards import IndicatorLine, PartLine
from sanjeh.core.methodology.methodology import Methodology, parse_methodology
from sanjeh.core.methodology.sources import Source
from sanjeh.core.observations.model import State
from sanjeh.core.text.words import Words
from sanjeh.web.public.arithmetic import arithmetic_of, level_words
from sanjeh.web.public.body_standing import geometric_of
from tests.core.scoring.small import TEXT
from tests.web import country
from tests.web.test_firmness import row_of
from tests.web.test_pages import page, shown


def part(address: str, service: str, *, counts: bool = True, value: float | None = 0.5) -> PartLine:
    return PartLine(
        service=service,
        address=address,
        state=State.VALUE,
        reason="",
        value=value,
        points=50.0,
        counts=counts,
        source=Source.PROBE,
        evidence=(),
    )


def line(code: str, *parts: PartLine, points: float | None = 50.0, weight: float = 0.4) -> IndicatorLine:
    return IndicatorLine(
        code=code, axis="A", title=Words("ن", "t"), weight=weight, stated_weight=0.4, state=State.VALUE,
        reason="", points=points, shown=None, coverage=1.0, gain=None, parts=parts,
    )  # fmt: skip


@pytest.fixture
def method() -> Methodology:
    return parse_methodology(TEXT, "m.toml")


SERVICES = (
    part("https://a.example/1", "1"),
    part("https://a.example/2", "1"),
    part("https://a.example/3", "2"),
)


def test_an_indicator_of_services_says_how_many_are_joined_and_how(method: Methodology) -> None:
    found = arithmetic_of(line("B2", *SERVICES, part("https://a.example/4", "3", counts=False)), method)

    assert found
    assert (found.reducer, found.joined, found.of_services, found.adds) == ("میانگین", 2, True, 20.0)


def test_a_single_answer_is_joined_with_nothing(method: Methodology) -> None:
    found = arithmetic_of(line("A1", part("https://a.example/", "")), method)

    assert found
    assert (found.reducer, found.joined, found.of_services) == ("", 1, False)


@pytest.mark.parametrize(("weight", "is_rescaled"), [(0.4, False), (0.4004, False), (0.4006, True)])
def test_a_weight_that_was_shared_out_is_told_from_the_method_s(
    method: Methodology, weight: float, *, is_rescaled: bool
) -> None:
    found = arithmetic_of(line("A1", weight=weight), method)

    assert found
    assert found.is_rescaled == is_rescaled


def test_without_a_number_nothing_is_added_up(method: Methodology) -> None:
    assert arithmetic_of(line("A1", points=None), method) is None


@pytest.mark.parametrize("total", ["geometric", "harmonic"])
def test_points_are_not_added_where_another_mean_joins_them(method: Methodology, total: str) -> None:
    other = method.model_copy(update={"total": total})

    found = arithmetic_of(line("A1"), other)

    assert found
    assert found.adds is None


LEVELS = (
    '{ kind = "rubric", levels = [{ value = 0, points = 0, says = { fa = "هیچ", en = "None" } }, '
    '{ value = 2, points = 100, says = { fa = "همه", en = "All" } }] }'
)


@pytest.mark.parametrize(
    ("scale", "value", "words"),
    [
        ('{ kind = "share" }', 0.125, ("۱۳٪", "13%")),
        ('{ kind = "binary" }', 1, ("بله", "yes")),
        ('{ kind = "binary" }', 0, ("خیر", "no")),
        ('{ kind = "linear", zero = 0, full = 10 }', 2.5, ("۲٫۵", "2.5")),
        (LEVELS, 2, ("همه", "All")),
        (LEVELS, 1.9, ("هیچ", "None")),
        (LEVELS, -1, ("-۱", "-1")),
    ],
)
def test_a_value_is_said_in_the_terms_of_its_scale(scale: str, value: float, words: tuple[str, str]) -> None:
    method = parse_methodology(TEXT.replace('{ kind = "share" }', scale, 1), "m.toml")
    seen = part("https://a.example/", "", value=value)

    assert tuple(level_words(seen, method.indicator("A1"), language) for language in ("fa", "en")) == words


def test_what_has_no_value_has_no_level(method: Methodology) -> None:
    unseen = part("https://a.example/", "", value=None)

    assert level_words(unseen, method.indicator("A1"), "en") == ""


@pytest.mark.django_db
def test_the_card_adds_up_an_opened_indicator(client: Client) -> None:
    country.published_country()

    tree = page(client, "/bodies/body-2/", "en")

    assert (
        shown(tree, "details#B1 .part > p:first-child .quiet")
        == ["75% · 75.0 of 100 · Automatic measurement"] * 2
    )
    assert shown(tree, "details#B1 .arithmetic") == [
        "Mean (addresses: 2): 75.0 of 100. 75.0 of 100 with a weight of 50.0% makes 37.5 points of the total."
    ]


@pytest.mark.django_db
def test_the_geometric_mean_stands_beside_the_score(client: Client) -> None:
    country.published_country()

    told = shown(page(client, "/bodies/body-2/", "en"), ".standing-grid section:first-child p")

    assert "Geometric mean of the axes, in which weakness in one is made up for less: 61.24" in told


@pytest.mark.django_db
def test_the_geometric_mean_stands_beside_each_score_of_the_ranking(client: Client) -> None:
    country.published_country()

    told = shown(page(client, "/ranking/", "en"), "table.league td.number small")
    scores = shown(page(client, "/ranking/", "en"), "table.league td.number b")

    assert len(told) == len(scores)
    assert "Geometric: 61.24" in told


@pytest.mark.parametrize(
    ("total", "axes", "mean"),
    [
        ("arithmetic", {"A": 90.0, "B": 40.0}, "60.00"),
        ("arithmetic", {"A": 90.0}, "90.00"),
        ("arithmetic", {"A": 100.0, "B": 0.0}, "10.00"),
        ("harmonic", {"A": 90.0, "B": 40.0}, "60.00"),
        ("geometric", {"A": 90.0, "B": 40.0}, None),
        (0.0, {"A": 90.0, "B": 40.0}, None),
        ("arithmetic", {}, None),
    ],
)
def test_beside_a_total_that_is_not_geometric_the_geometric_mean_is_printed(
    method: Methodology, total: str | float, axes: dict[str, float], mean: str | None
) -> None:
    row = replace(row_of(None), score=Decimal("65.00"), axes=axes)

    found = geometric_of(row, method.model_copy(update={"total": total}))

    assert found == (None if mean is None else Decimal(mean))
