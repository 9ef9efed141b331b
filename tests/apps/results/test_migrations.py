"""Cards that were kept as trees are explained on demand; going back, every tree is there again."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import StateApps

from sanjeh.apps.results import queries
from sanjeh.core.probing.contracts import Outcome
from tests.apps import trip

pytestmark = pytest.mark.acceptance

BEFORE, NOW = "0002_card_says_what_caps_its_class", "0005_results_say_how_firm_they_are"
SEEN = trip.Seen(of={"B2": (Outcome.WARN, Outcome.FAIL, Outcome.PASS)}, unseen=("B3",))


def migrated(to: str) -> StateApps:
    executor = MigrationExecutor(connection)
    executor.migrate([("results", to)])
    return MigrationExecutor(connection).loader.project_state([("results", to)]).apps


@pytest.mark.usefixtures("database_of_its_own")
def test_going_back_fills_every_tree_again_and_going_forth_loses_nothing() -> None:
    trip.final_round(3, SEEN)
    shown = [queries.body_card(trip.ROUND, code) for code in ("B1", "B2", "B3")]
    ranking = queries.ranking(trip.ROUND, queries.RankingAsk())

    old = migrated(BEFORE).get_model("results", "ScorecardRecord")
    kept = old.objects.filter(result__state="final").order_by("code")
    trees = [(card.code, card.tree, card.stages, card.card["unit"]) for card in kept]
    migrated(NOW)

    assert trees == [
        (card.row.code, card.tree.model_dump(mode="json"), card.stages.model_dump(mode="json"), card.row.code)
        for card in shown
    ]
    assert [queries.body_card(trip.ROUND, code) for code in ("B1", "B2", "B3")] == shown
    assert queries.ranking(trip.ROUND, queries.RankingAsk()) == ranking
