"""An installation that measured when one app did it all loses nothing, on the way here and back."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from sanjeh.apps.catalogue.models import Address
from sanjeh.apps.politeness.models import Destination
from sanjeh.apps.rounds.models import RoundAddress
from sanjeh.apps.uptime.models import Maintenance, UptimeSample
from tests.apps import trip

pytestmark = pytest.mark.acceptance

FORMER = [
    ("scans", "0001_initial"),
    ("politeness", "0001_destinations_are_remembered"),
    ("uptime", "0001_addresses_are_sampled"),
]
TABLES = {
    "measurement_lookjob": "scans_lookjob",
    "measurement_capturerecord": "scans_capturerecord",
    "measurement_findingrecord": "scans_findingrecord",
    "measurement_destination": "politeness_destination",
    "measurement_uptimesample": "uptime_uptimesample",
    "measurement_maintenance": "uptime_maintenance",
}
TASKS = {
    ("looks", "measurement.look"): ("scans", "scans.scan_address"),
    ("looks", "measurement.return_stalled"): ("scans", "scans.return_stalled"),
    ("uptime", "measurement.plan_lanes"): ("uptime", "uptime.plan_samples"),
    ("uptime", "measurement.sample_uptime"): ("uptime", "uptime.sample"),
    ("uptime", "measurement.reckon_round"): ("uptime", "uptime.reckon_round"),
    ("uptime", "measurement.reckon_uptime"): ("uptime", "uptime.reckon_running"),
    ("speed", "measurement.measure_speed"): ("speed", "speed.run"),
}
# The two addresses of a round of one body wait in the queue.
QUEUED = [("looks", "measurement.look")] * 2
# Tables that the former release did not know.
SINCE = ("scans_workerrecord", "scans_roundstop")
Rows = list[tuple[object, ...]]


def migrate_to(*targets: tuple[str, str]) -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(list(targets) or executor.loader.graph.leaf_nodes())


def measure_something() -> None:
    """Put at least one row into every table that moves, and one job of every kind into the queue."""
    trip.probing_round(1)
    trip.look_everywhere(trip.Seen())
    UptimeSample.objects.create(
        address=RoundAddress.objects.earliest("id"), planned_at=trip.NOW, places=["a"]
    )
    Maintenance.objects.create(
        address=Address.objects.earliest("id"),
        declared_at=trip.NOW,
        begins_at=trip.NOW,
        ends_at=trip.NOW + timedelta(hours=1),
    )
    Destination.objects.create(key="host:www.a.example", failures=3)
    jobs = [
        Job(queue=queue, task_name=task, lock=None, queueing_lock=None, scheduled_at=trip.NOW)
        for queue, task in TASKS.values()
    ]
    app.job_manager.batch_defer_jobs(jobs)


def make_content_type() -> None:
    """Make what Django makes after migrating: the name of a model, and the permissions on it."""
    made, _ = ContentType.objects.get_or_create(app_label="scans", model="lookjob")
    Permission.objects.get_or_create(content_type=made, codename="view_lookjob", name="Can view look job")


def rows(query: str) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return sorted(cursor.fetchall())


def everything() -> dict[str, Rows]:
    """Return every row of every table but the book of migrations."""
    tables = [str(name) for (name,) in rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
    tables.remove("django_migrations")
    return {name: rows(f'SELECT one::text FROM "{name}" one') for name in tables}  # noqa: S608 -- our own names


@pytest.mark.usefixtures("database_of_its_own")
def test_nothing_is_lost_between_the_former_release_and_this_one() -> None:
    measure_something()
    kept = everything()
    assert all(kept[table] for table in TABLES.values())

    migrate_to(*FORMER)
    former = everything()
    former_tasks = rows("SELECT queue_name, task_name FROM procrastinate_jobs")
    former_types = rows("SELECT model FROM django_content_type WHERE app_label = 'measurement'")
    MigrationRecorder.Migration.objects.filter(app__in=[app for app, _ in FORMER]).delete()
    make_content_type()
    migrate_to()

    under_todays_names = {TABLES.get(name, name): some for name, some in former.items()}
    names_changed = {
        "procrastinate_jobs": kept["procrastinate_jobs"],
        "django_content_type": kept["django_content_type"],
    }
    assert set(TABLES) <= set(former)
    since = {name: kept[name] for name in SINCE}
    assert under_todays_names | names_changed | since == kept
    assert former_tasks == sorted([*TASKS, *QUEUED])
    assert former_types == sorted((name.removeprefix("measurement_"),) for name in TABLES)
    assert everything() == kept


def test_a_worker_knows_every_task_under_its_new_name() -> None:
    app.perform_import_paths()  # type: ignore[no-untyped-call]

    assert {task for _, task in TASKS.values()} - set(app.tasks) == set()
