"""Editions of a former release are found by the new one, and by the former one after the way back."""

from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from sanjeh.apps.publication.models import Edition
from tests.apps import trip
from tests.apps.publication.published import SEEN, publish

pytestmark = [pytest.mark.acceptance, pytest.mark.usefixtures("database_of_its_own")]


def migrate_to(*targets: tuple[str, str]) -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(list(targets) or executor.loader.graph.leaf_nodes())


def test_an_edition_named_from_the_root_on_is_named_below_the_folder_of_editions(folder: Path) -> None:
    trip.final_round(1, SEEN)
    publish()

    migrate_to(("publication", "0004_edition_says_which_key_signed_it"))
    before = Edition.objects.get().folder
    migrate_to()

    assert (before, Edition.objects.get().folder) == (str(folder), f"{trip.ROUND}/1")
