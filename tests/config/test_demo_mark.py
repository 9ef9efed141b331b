"""The switch of the demo opens an office to everybody: it works where its mark stands, and nowhere else."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from sanjeh.config import embedded
from sanjeh.config.demo_mark import is_demo, marker
from sanjeh.config.protection import roles

MEND = "Unset SANJEH_DEMO and start again: with it nobody is asked for a second factor."


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SANJEH_DEMO", "yes")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    marker(tmp_path).parent.mkdir()
    marker(tmp_path).touch()
    return tmp_path


def test_a_marked_folder_that_says_so_is_a_demo(data: Path) -> None:
    assert is_demo(data)


@pytest.mark.parametrize("said", ["no", ""])
def test_a_marked_folder_that_does_not_say_so_is_none(
    data: Path, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    monkeypatch.setenv("SANJEH_DEMO", said)

    assert not is_demo(data)


def test_the_switch_without_the_mark_stops_the_start(data: Path) -> None:
    marker(data).unlink()

    with pytest.raises(ImproperlyConfigured) as refused:
        is_demo(data)

    assert str(refused.value) == f"SANJEH_DEMO is set, but {data} does not bear the mark of a demo. {MEND}"


@pytest.mark.parametrize("role", [roles.APP, roles.OWNER])
def test_the_demos_own_database_is_known_whoever_asks_for_it(
    data: Path, monkeypatch: pytest.MonkeyPatch, role: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", embedded.url_of(data / "postgres", role))

    assert is_demo(data)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://sanjeh@db.authority.example/sanjeh",
        "postgresql://sanjeh@/sanjeh?host=/run/postgresql",
        "postgresql://sanjeh@localhost/postgres",
    ],
)
def test_a_mark_beside_somebody_elses_database_opens_nothing(
    data: Path, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)

    with pytest.raises(ImproperlyConfigured) as refused:
        is_demo(data)

    assert str(refused.value) == (
        f"SANJEH_DEMO is set, but DATABASE_URL leads to a database that is not the demo's own. {MEND}"
    )
