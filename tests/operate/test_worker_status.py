"""`sanjeh worker --status` says whom the workers leave alone, why, and what waits for another time."""

from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.utils import timezone

from sanjeh.apps.catalogue import actions as catalogue
from sanjeh.apps.politeness.models import Destination
from sanjeh.apps.rounds import queries as rounds
from sanjeh.apps.scans import actions, jobs
from sanjeh.cli.main import main
from sanjeh.core.probing.failures import Reason
from tests import people
from tests.apps import trip

pytestmark = pytest.mark.django_db


def status(language: str) -> list[str]:
    done = CliRunner().invoke(main, ["worker", "--status"], env={"LC_ALL": language})
    assert done.exit_code == 0, done.output
    return done.output.splitlines()


def test_without_any_trouble_it_says_so() -> None:
    assert status("en_GB.UTF-8") == [
        "Being visited now: 0.",
        "Visited more slowly than usual: 0.",
        "No host is being left alone.",
        "Addresses to be looked at again later: 0.",
    ]


def test_it_names_each_host_each_pause_and_each_address_that_waits() -> None:
    trip.probing_round(1)
    until = timezone.now() + timedelta(days=1)
    Destination.objects.create(key="192.0.2.1", free_at=until, because=Reason.HOST_RESTS, doublings=3)
    catalogue.pause_address(url="https://body-1.example/", until=until, by=people.secretariat(), now=trip.NOW)
    first, *_ = rounds.addresses(trip.ROUND)
    actions.defer([jobs.job_for(jobs.ScheduledScan(first, 2, until))])

    english, persian = status("en_GB.UTF-8"), status("fa_IR.UTF-8")

    assert english[:2] == ["Being visited now: 0.", "Visited more slowly than usual: 1."]
    assert [line.split(" is left alone until ")[0] for line in english[2:3]] == ["192.0.2.1"]
    assert english[3].startswith("https://body-1.example/ at its owner's wish until ")
    assert english[4] == "Addresses to be looked at again later: 1."
    assert english[5].endswith(first.target.url)
    assert persian[1] == "آهسته‌تر از معمول: ۱ جا."
