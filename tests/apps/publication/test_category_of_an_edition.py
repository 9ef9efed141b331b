"""An edition names the category of its round, where that was of one."""

import json
from pathlib import Path

import pytest

from sanjeh.apps.publication import queries
from sanjeh.edition.verify import verify_edition
from tests.apps import trip
from tests.apps.publication.published import SEEN, publish

pytestmark = pytest.mark.django_db


def test_an_edition_of_a_round_of_one_category_names_it_and_can_be_counted_again(folder: Path) -> None:
    trip.final_round_of("high_volume", 4, trip.Seen())

    publish()

    told = [json.loads((folder / name).read_text()) for name in ("round.json", "manifest.json")]
    assert [one["category"] for one in told] == ["high_volume"] * 2
    assert '· دسته <bdi dir="ltr">high_volume</bdi> ·' in (folder / "ranking.html").read_text()
    assert [line.split(",")[0] for line in (folder / "ranking.csv").read_text().splitlines()[1:]] == [
        "B2",
        "B4",
    ]
    assert verify_edition(folder) == ()
    assert [edition.category for edition in queries.editions(trip.ROUND)] == ["high_volume"]


def test_an_edition_of_all_bodies_says_nothing_of_a_category(folder: Path) -> None:
    trip.final_round(3, SEEN)

    publish()

    told = [json.loads((folder / name).read_text()) for name in ("round.json", "manifest.json")]
    assert ["category" in one for one in told] == [False, False]
