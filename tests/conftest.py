"""One embedded PostgreSQL for all test processes; one migrated template, copied for each of them."""

import fcntl
import gc
import importlib
import os
import shutil
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import hypothesis
import psycopg
import pytest
from django.apps import apps
from django.db import connections
from django.db.backends.postgresql.operations import DatabaseOperations
from psycopg.sql import SQL, Identifier
from pytest_django import DjangoDbBlocker
from structlog.contextvars import clear_contextvars

from sanjeh.config import database, embedded
from sanjeh.config.protection import roles
from sanjeh.operate import schema
from scripts.words import compile_all
from tests import hands
from tests.hands import AS_APPLICATION, WITH_TRIGGERS, WITHOUT_TRIGGERS

TEMPLATE = "sanjeh_template"
KEPT = {"django_migrations", "procrastinate_version"}  # what tables there are, and of which age
# What saves rows when the power goes: these are gone with the run.
NEEDLESS = ("fsync", "synchronous_commit", "full_page_writes", "autovacuum")

BIRTH = importlib.import_module("sanjeh.apps.authorities.migrations.0002_one_authority_by_default")
CHANNEL = importlib.import_module("sanjeh.apps.channels.migrations.0003_the_form_is_a_channel")
CALENDAR = importlib.import_module("sanjeh.apps.calendars.migrations.0002_the_calendar_of_iran")

# Garbage is looked for among so many new objects: as often as Python does, it took a tenth of the time.
SELDOM = (50_000, 20, 50)

# A law is about numbers, not about how busy the machine is; in CI the same examples are tried every time.
hypothesis.settings.register_profile("house", deadline=None, derandomize=bool(os.environ.get("CI")))
hypothesis.settings.load_profile("house")


# Tests that mostly wait for a browser: whoever begins them last keeps everybody waiting at the end.
LONG = (
    "tests/demo/test_every_planted_defect_is_found.py",
    "tests/hostile/test_pages.py",
    "tests/net/test_browser.py",
    "tests/journeys/test_every_page.py",
    "tests/journeys/test_the_first_hour.py",
    "tests/web/test_scale.py",
    "tests/web/test_readable.py",
    "tests/web/test_permissions.py",
)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None, None, None]:
    """Put the long tests at the head of what each process gets, after everybody else has set the order."""
    yield
    items[:] = longest_first(items, int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))


def longest_first(items: list[pytest.Item], processes: int) -> list[pytest.Item]:
    """Deal the long files out in turn, each to the head of the even share that a process begins with."""
    long = [[one for one in items if one.nodeid.startswith(file)] for file in LONG]
    rest = [one for one in items if not one.nodeid.startswith(LONG)]
    heads = [[one for file in long[number::processes] for one in file] for number in range(processes)]
    ordered: list[pytest.Item] = []
    for number, head in enumerate(heads):
        share = (len(items) - len(ordered)) // (processes - number)
        room = max(share - len(head), 0)
        ordered, rest = [*ordered, *head, *rest[:room]], rest[room:]
    return [*ordered, *rest]


def pytest_configure(config: pytest.Config) -> None:
    """Compile what the house says, once, before the first process begins."""
    if not hasattr(config, "workerinput"):
        compile_all()


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for no garbage while tests are collected: there is none, and it took two fifths of the time."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()  # nor among them later
        gc.set_threshold(*SELDOM)
        gc.enable()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the scratch folder when the first process ends."""
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ["SANJEH_TEST_SCRATCH"], ignore_errors=True)


@pytest.fixture(autouse=True)
def no_log_fields_of_another_test() -> None:
    """Forget what a page asked for in this same process has bound to every line that follows."""
    clear_contextvars()


@pytest.fixture(scope="session")
def scratch() -> Path:
    """The folder of this whole test run, shared by its processes and removed at its end."""
    return Path(os.environ["SANJEH_TEST_SCRATCH"])


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Hold a file lock that all test processes know."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def use_database(name: str, user: str = embedded.SUPERUSER, options: str = AS_APPLICATION) -> None:
    """Turn to this database, as the application unless told otherwise.

    The server's own user signs in and takes that role on, so that tables can be emptied after a test.
    """
    connections["default"].close()
    connections["default"].settings_dict.update(NAME=name, USER=user, OPTIONS={"options": options})


def as_administrator(name: str) -> psycopg.Connection:
    """Return a connection of the server's own user, outside any transaction."""
    host = connections["default"].settings_dict["HOST"]
    return psycopg.connect(host=host, user=embedded.SUPERUSER, dbname=name, autocommit=True)


def run_sql(statement: str, *names: str) -> None:
    """Run one statement on these names, in the server's own database."""
    with as_administrator("postgres") as administrator:
        administrator.execute(SQL(statement).format(*map(Identifier, names)))


def keep_first() -> None:
    """Let the authority of the tests have had the agreement that came with the program."""
    importlib.import_module("sanjeh.apps.agreements.first_actions").keep_first()  # once Django is set up


def migrate_template(marker: Path) -> None:
    """Make the tables as an installation does: by their owner, for the application."""
    if marker.exists():
        return
    for safeguard in NEEDLESS:
        run_sql("ALTER SYSTEM SET {} = off", safeguard)
    run_sql("SELECT pg_reload_conf()")
    run_sql("CREATE DATABASE {}", TEMPLATE)
    with as_administrator(TEMPLATE) as administrator:
        roles.prepare(administrator, roles.OWNER, roles.APP)
    use_database(TEMPLATE, user=roles.APP, options="")
    schema.bring_up_to_date()
    keep_first()
    use_database("postgres")
    marker.touch()


def copy_of_template(name: str, scratch: Path, template: str = TEMPLATE) -> str:
    """Make a database with every table in it, in a twentieth of a second."""
    with alone(scratch / "template.lock"):
        migrate_template(scratch / "template.migrated")
        run_sql("CREATE DATABASE {} TEMPLATE {} OWNER {}", name, template, roles.OWNER)
        run_sql("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC", name)  # this alone is not copied
    return name


@pytest.fixture(scope="session")
def database_server(scratch: Path) -> Iterator[str]:
    """A PostgreSQL of our own; gives its URL."""
    with alone(scratch / "server.lock"):
        server = embedded.running(scratch / "postgres")
        url = server.__enter__()
    settings = database.settings_of(url)
    connections["default"].settings_dict.update({key: settings[key] for key in ("HOST", "PORT")})
    yield url
    connections["default"].close()
    server.__exit__(None, None, None)


@pytest.fixture(scope="session")
def django_db_setup(database_server: str, django_db_blocker: DjangoDbBlocker, scratch: Path) -> None:
    """Give this process its own copy of the migrated template."""
    name = f"sanjeh_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    with django_db_blocker.unblock():
        use_database(copy_of_template(name, scratch))


@contextmanager
def turned_to_a_copy(blocker: DjangoDbBlocker, scratch: Path) -> Iterator[None]:
    """Speak, as the owner of the tables, with a copy of the template that no other test knows."""
    with blocker.unblock():
        shared = connections["default"].settings_dict["NAME"]
        name = copy_of_template(f"{shared}_own", scratch)
        use_database(name, user=roles.OWNER, options=schema.SAYS_SO["options"])
        yield
        connections["default"].close()
        run_sql("DROP DATABASE {}", name)
        use_database(shared)


@pytest.fixture
def database_of_its_own(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, scratch: Path
) -> Iterator[None]:
    """A database that no other test knows, for tests that change the tables themselves."""
    with turned_to_a_copy(django_db_blocker, scratch):
        yield


def filled_tables() -> list[str]:
    """Return the tables that hold a row, those of the queue too."""
    with connections["default"].cursor() as cursor:
        tables = connections["default"].introspection.get_table_list(cursor)
        names = sorted({one.name for one in tables if one.type in "pt"} - KEPT)
        asked = [SQL("(SELECT {} FROM {} LIMIT 1)").format(name, Identifier(name)) for name in names]
        cursor.execute(SQL(" UNION ALL ").join(asked))
        return [name for (name,) in cursor.fetchall()]


@pytest.fixture(scope="session", autouse=True)
def emptying_tables_between_tests() -> Iterator[None]:
    """Let the flush after a transactional test empty the journal too, which nobody else may.

    Of two hundred tables a test fills a dozen: to truncate them all took longer than most tests.
    """
    flush = DatabaseOperations.execute_sql_flush

    def flush_without_triggers(operations: DatabaseOperations, sql_list: list[str]) -> None:
        emptied = [SQL("DELETE FROM {}").format(Identifier(name)).as_string() for name in filled_tables()]
        flush(operations, [*WITHOUT_TRIGGERS, *emptied, *WITH_TRIGGERS])
        BIRTH.make_default(apps, None)  # what migrations wrote goes with the rest, and every round names it
        with hands.thawed():
            CALENDAR.ship(apps, None)  # without a working week nobody could complain
            CHANNEL.ship(apps, None)
        keep_first()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "execute_sql_flush", flush_without_triggers)
        yield
