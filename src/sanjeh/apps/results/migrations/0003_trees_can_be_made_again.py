"""Going back, each card gets its tree, its stages and its public JSON again, from its observations."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from sanjeh.apps.results import card_view
from sanjeh.apps.results.archive import OBSERVATIONS
from sanjeh.core.methodology.methodology import Methodology, parse_methodology, restrict
from sanjeh.core.methodology.sources import Source
from sanjeh.core.scoring.card_json import card_as_json
from sanjeh.core.scoring.explanation import explained_alone
from sanjeh.core.scoring.inputs import BodyInput


def fill_trees(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    ResultSet = apps.get_model("results", "ResultSet")
    for result in ResultSet.objects.select_related("round__methodology"):
        methodology = method_of(result.round)
        for card in result.cards.select_related("unit").iterator(chunk_size=100):
            told = explained_alone(
                methodology,
                BodyInput(
                    unit=card.code,
                    services=tuple(card.unit.service_codes),
                    categories=tuple(card.categories),
                    observations=tuple(OBSERVATIONS.validate_python(card.observations)),
                ),
            )
            card.tree = card_view.card_tree(methodology, told).model_dump(mode="json")
            card.stages = card_view.stage_tree(methodology, told).model_dump(mode="json")
            card.card = card_as_json(told.card)
            card.save(update_fields=["tree", "stages", "card"])


def method_of(found) -> Methodology:
    whole = parse_methodology(found.methodology.text, found.methodology.code)
    return restrict(whole, {Source.PROBE}) if found.scope == "automatic" else whole


class Migration(migrations.Migration):
    dependencies = [("results", "0002_card_says_what_caps_its_class")]
    operations = [migrations.RunPython(migrations.RunPython.noop, fill_trees)]
