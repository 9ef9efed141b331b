"""The demo of a release that knew no mark is known by its people; a real house is never taken for one."""

import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from sanjeh.config import embedded, leftovers
from sanjeh.config.demo_mark import marker
from sanjeh.demo.recognising import mark_earlier_demo

FIRST_RELEASE = ("secretariat", "manager", "handler-1", "handler-2", "handler-3")


@pytest.fixture(scope="module")
def stood() -> Iterator[Path]:
    """A folder with a server in it, as a demo leaves it."""
    home = Path(tempfile.mkdtemp(prefix="demo-"))
    home.chmod(0o755)
    (home / "office-password").touch()
    with embedded.running(home / "postgres"):
        pass
    yield home
    leftovers.send(signal.SIGKILL, embedded.at_work(home / "postgres"))


@pytest.fixture
def data(stood: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    marker(stood).unlink(missing_ok=True)
    (stood / "office-password").touch()
    return stood


def people_are(data: Path, *names: str) -> None:
    with (
        embedded.running(data / "postgres"),
        psycopg.connect(embedded.url_of(data / "postgres", embedded.SUPERUSER)) as connection,
    ):
        connection.execute("DROP TABLE IF EXISTS accounts_person")
        connection.execute("CREATE TABLE accounts_person (username text)")
        for name in names:
            connection.execute("INSERT INTO accounts_person VALUES (%s)", [name])


def is_known(data: Path) -> bool:
    mark_earlier_demo(data)
    return marker(data).is_file()


def test_a_demo_of_the_first_release_gets_the_mark(data: Path) -> None:
    people_are(data, *FIRST_RELEASE)

    assert is_known(data)


@pytest.mark.parametrize("people", [(*FIRST_RELEASE, "mina"), ()])
def test_where_anybody_else_or_nobody_has_an_account_nothing_is_marked(
    data: Path, people: tuple[str, ...]
) -> None:
    people_are(data, *people)

    assert not is_known(data)


def test_without_tables_or_what_a_demo_leaves_or_in_another_server_nothing_is_marked(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    people_are(data, *FIRST_RELEASE)
    (data / "office-password").unlink()
    without_password = is_known(data)
    (data / "office-password").touch()
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("DATABASE_URL", "postgresql:///elsewhere")
        with_another_server = is_known(data)
    with (
        embedded.running(data / "postgres"),
        psycopg.connect(embedded.url_of(data / "postgres", embedded.SUPERUSER)) as connection,
    ):
        connection.execute("DROP TABLE accounts_person")

    assert (without_password, with_another_server, is_known(data)) == (False, False, False)
