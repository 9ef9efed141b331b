"""The edition of a method that names what is varied."""

import json
from pathlib import Path

import pytest

from sanjeh.apps.publication import actions
from sanjeh.apps.results import actions as results
from sanjeh.apps.results import queries as shown
from sanjeh.edition.verify import verify_edition
from sanjeh.locale.catalogues import said
from tests import hands
from tests.apps import trip
from tests.apps.publication.published import FILES, SEEN, forge, publish

pytestmark = [pytest.mark.acceptance, pytest.mark.django_db]

VARIES = '[uncertainty]\nvaries = ["weights", "total", "scale_ends", "left_out", "services"]\n'


@pytest.fixture
def naming_method(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the method of the trip name what is varied."""
    text = trip.METHOD_TEXT.replace("[coverage]", f"{VARIES}[coverage]")
    monkeypatch.setattr(trip, "METHOD_TEXT", text)


@pytest.fixture
def few_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw less often, where what is asked is not how often something came out."""
    monkeypatch.setattr(results, "REPLICATES", 50)


@pytest.mark.usefixtures("naming_method")
def test_the_edition_of_a_method_that_names_what_is_varied_says_how_firm_each_place_is(folder: Path) -> None:
    trip.final_round(3, SEEN)

    publish()

    assert sorted(path.name for path in folder.iterdir()) == sorted([*FILES, "uncertainty.csv"])
    assert (folder / "uncertainty.csv").read_bytes().decode().splitlines() == [
        "unit,rank_low,rank_median,rank_high,group,above_next,borderline,class_good,class_weak",
        "B1,1,1,1,1,1.0000,no,1.0000,0.0000",
        "B2,2,2,2,2,,no,0.0070,0.9930",
    ]
    assert verify_edition(folder) == ()


def test_an_edition_of_pairwise_intervals_says_so_and_is_found_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = f'{VARIES}places = "pairwise"\n[coverage]'
    monkeypatch.setattr(trip, "METHOD_TEXT", trip.METHOD_TEXT.replace("[coverage]", named))
    trip.final_round(3, SEEN)

    publish()

    assert "هیچ تفاوت روشنی با دستگاهی دیگر" in (folder / "ranking.html").read_text("utf-8")
    assert verify_edition(folder) == ()
    forge(folder, "methodology.toml", b'places = "pairwise"', b'places = "percentile"')
    assert verify_edition(folder) != ()


@pytest.mark.usefixtures("naming_method", "few_draws")
@pytest.mark.parametrize(("old", "new"), [(b"B1,1,1,1", b"B1,1,1,2"), (b",no,1.0000", b",no,0.9990")])
def test_a_forged_interval_or_share_is_found(folder: Path, old: bytes, new: bytes) -> None:
    trip.final_round(3, SEEN)
    publish()

    forge(folder, "uncertainty.csv", old, new)

    assert [found.file for found in verify_edition(folder)] == ["uncertainty.csv"]


@pytest.mark.usefixtures("naming_method", "few_draws")
def test_an_edition_without_the_file_of_its_draws_is_not_whole(folder: Path) -> None:
    trip.final_round(3, SEEN)
    publish()
    manifest = folder / "manifest.json"
    manifest.chmod(0o644)
    listed = json.loads(manifest.read_text())
    listed["files"] = [one for one in listed["files"] if one["name"] != "uncertainty.csv"]
    manifest.write_text(json.dumps(listed))
    (folder / "uncertainty.csv").unlink()

    assert [(found.file, said(found.says, "en")) for found in verify_edition(folder)] == [
        ("uncertainty.csv", "This file is missing.")
    ]


@pytest.mark.usefixtures("naming_method", "few_draws")
@pytest.mark.parametrize("field", ["rank_low", "rank_median", "rank_high", "rank_group", "above_next"])
def test_kept_bounds_that_do_not_follow_from_the_files_stop_the_publication(folder: Path, field: str) -> None:
    trip.final_round(2, trip.Seen())
    card = shown.result(trip.ROUND).cards.get(code="B1")
    setattr(card, field, getattr(card, field) + 1)
    with hands.thawed():
        card.save(update_fields=[field])

    with pytest.raises(actions.NotReproducible) as refused:
        publish()

    assert [where.partition(":")[0] for where in refused.value.where] == [f"B1.{field}"]


@pytest.mark.usefixtures("naming_method")
def test_the_ranking_and_the_card_give_what_the_draws_say(folder: Path) -> None:
    trip.final_round(3, SEEN)

    first, second = shown.ranking(trip.ROUND, shown.RankingAsk()).rows
    [apart] = shown.ranking(trip.ROUND, shown.RankingAsk()).apart

    assert (first.interval, first.group, first.p_above_next) == ((1, 1, 1), 1, 1.0)
    assert (second.p_classes, second.p_above_next) == ((("weak", 0.993), ("good", 0.007)), None)
    assert (first.is_borderline, second.is_borderline) == (False, False)
    assert shown.body_card(trip.ROUND, "B2").row == second
    assert (apart.interval, apart.group, apart.p_classes, apart.is_borderline) == (None, None, (), False)
    # Each body has but one service, so that none can be drawn again.
    assert shown.ranking(trip.ROUND, shown.RankingAsk()).made.varied == (
        *("weights", "total", "scale_ends", "left_out"),
    )


def test_results_of_a_method_that_names_nothing_speak_of_the_weights_alone(folder: Path) -> None:
    trip.final_round(2, trip.Seen())

    page = shown.ranking(trip.ROUND, shown.RankingAsk())

    assert page.made.varied == ("weights",)
    assert {(row.interval, row.group, row.p_classes, row.p_above_next) for row in page.rows} == {
        (None, None, (), None)
    }
