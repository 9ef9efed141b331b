"""Only a folder in which the demo was the first thing ever done is marked, and only that one is emptied."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from sanjeh.cli.main import main
from sanjeh.config.demo_mark import marker
from sanjeh.demo import marking
from sanjeh.operate.installation import AlreadyRunning, alone_in


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SANJEH_DATA", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return tmp_path


def demo_in(data: Path) -> None:
    marking.mark(data)
    for name in ("postgres", "evidence", "editions", "logs", "static"):
        (data / name / "inner").mkdir(parents=True)
        (data / name / "inner" / "file").touch()
    for name in ("secret-key", "signing-key", "sealing-key", "office-password"):
        (data / name).touch()


def names(data: Path) -> set[str]:
    return {one.name for one in data.iterdir()}


def empty(*options: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["demo", "empty", *options])
    return result.exit_code, result.output


def test_everything_of_the_demo_goes_and_the_lock_stays(data: Path) -> None:
    demo_in(data)

    code, said = empty("--yes")

    assert (code, names(data)) == (0, {"lock"})
    assert said == f"{data} is empty. Begin with: sanjeh office create --name NAME --email ADDRESS\n"


def test_without_yes_nothing_goes(data: Path) -> None:
    demo_in(data)
    before = names(data)

    assert empty()[0] == 2
    assert names(data) == before


@pytest.mark.parametrize("kept", sorted(marking.KEPT))
def test_what_holds_anything_of_an_installation_never_becomes_a_demo(data: Path, kept: str) -> None:
    (data / kept).mkdir()

    marking.mark(data)
    code, said = empty("--yes")

    assert (code, names(data), "holds no demo" in said) == (2, {kept}, True)


def test_keys_alone_are_no_installation_yet(data: Path) -> None:
    (data / "secret-key").touch()

    marking.mark(data)

    assert marker(data).is_file()


def test_a_demo_that_runs_is_not_emptied(data: Path) -> None:
    demo_in(data)

    with alone_in(data), pytest.raises(AlreadyRunning):
        marking.empty(data)

    assert marker(data).is_file()


def test_what_no_demo_has_put_there_stops_it(data: Path) -> None:
    demo_in(data)
    (data / "thesis.odt").touch()

    code, said = empty("--yes")

    assert (code, "thesis.odt" in said, (data / "postgres").is_dir()) == (2, True, True)


def test_tables_of_another_server_are_not_ours_to_empty(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    demo_in(data)
    monkeypatch.setenv("DATABASE_URL", "postgresql:///elsewhere")

    code, said = empty("--yes")

    assert (code, "DATABASE_URL" in said, (data / "postgres").is_dir()) == (2, True, True)


def test_a_demo_on_another_server_is_not_marked(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql:///elsewhere")

    marking.mark(data)

    assert not marker(data).exists()


def test_what_a_link_leads_to_stays(data: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "file").touch()
    demo_in(data)
    (data / "backups").symlink_to(elsewhere)

    marking.empty(data)

    assert (elsewhere / "file").exists()


def test_a_demo_is_run_where_the_mark_stands(data: Path) -> None:
    marking.mark(data)

    marking.refuse_real(data)


def test_no_demo_is_run_into_a_real_installation(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = (
        " is no demo's, and `sanjeh run` would bring a fictional country and people without a second factor "
        "into it. Choose an empty folder of its own: SANJEH_DATA=other make run"
    )
    (data / "postgres").mkdir()
    marking.mark(data)

    with pytest.raises(marking.NotForADemo) as unmarked:
        marking.refuse_real(data)
    (data / "demo").mkdir()
    marker(data).touch()
    monkeypatch.setenv("DATABASE_URL", "postgresql://sanjeh@db.authority.example/sanjeh")
    with pytest.raises(marking.NotForADemo) as elsewhere:
        marking.refuse_real(data)

    assert [str(one.value) for one in (unmarked, elsewhere)] == [
        f"{data}{said}",
        f"The database of DATABASE_URL{said}",
    ]
