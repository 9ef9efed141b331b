"""A published round in a database that others can read meanwhile, and its backup."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from django.utils import timezone

from sanjeh.apps.accounts import letters
from sanjeh.apps.accounts.letters import Letter
from sanjeh.apps.accounts.mandate_actions import Grant, give_mandate
from sanjeh.apps.journal.actions import sign_checkpoint
from sanjeh.config import embedded
from sanjeh.config.protection import roles
from sanjeh.core.workflow.roles import Role
from sanjeh.core.workflow.rounds import RoundState
from tests import people
from tests.apps.standing import round_in
from tests.conftest import copy_of_template, run_sql, use_database

SCAN = b"%PDF-1.7\na letter"


def appointed_by_letter() -> None:
    """Appoint somebody by a letter whose scan is kept, and sign the journal up to there."""
    letter = Letter("12/7", None, letters.keep(SCAN))
    grant = Grant(people.registered("appointed"), Role.HANDLER, until=people.UNTIL, letter=letter)
    give_mandate(grant=grant, by=people.manager(), now=timezone.now())
    sign_checkpoint(now=timezone.now())


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """A folder in which a server of another user finds its way.

    Not one of pytest's: the folder above those is closed again by every other run of the same user.
    """
    with tempfile.TemporaryDirectory(prefix="sanjeh-backup-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture(scope="module")
def installation(
    home: Path, scratch: Path, django_db_setup: None, django_db_blocker: object
) -> Iterator[dict[str, object]]:
    """An installation with a published edition and some evidence; gives the settings of its owner."""
    data, name = home / "data", f"sanjeh_backup_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    (data / "evidence").mkdir(parents=True)
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:  # type: ignore[attr-defined]
        before = connections["default"].settings_dict["NAME"]
        patch.setitem(settings.SANJEH, "EDITIONS", data / "editions")
        patch.setitem(settings.SANJEH, "LETTERS", data / "letters")
        use_database(copy_of_template(name, scratch))
        round_in(RoundState.PUBLISHED)
        appointed_by_letter()
        yield connections["default"].settings_dict | {"USER": roles.OWNER}
        connections["default"].close()
        run_sql("DROP DATABASE {}", name)
        use_database(before, user=embedded.SUPERUSER)
