"""`sanjeh backup` and `sanjeh restore`: what they refuse, and what they say when all is well."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sanjeh.cli.main import main
from sanjeh.operate import installation
from sanjeh.operate.backup import last


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An installation without any evidence yet, whose keys lie in its folder."""
    home = tmp_path / "data"
    home.mkdir()
    (home / "sealing-key").write_text("secret")
    for above in (tmp_path, *tmp_path.parents[:2]):
        above.chmod(0o755)  # a server has a user of its own
    monkeypatch.setattr(installation, "data_folder", lambda: home)
    return home


@pytest.mark.django_db
def test_a_backup_is_taken_checked_and_remembered(data: Path, tmp_path: Path) -> None:
    file, keys = tmp_path / "one.sanjeh", tmp_path / "keys"

    taken = run("backup", file, "--keys", keys)
    checked = run("restore", "--check", file)

    first, second = taken.stdout.splitlines()
    assert (taken.exit_code, second) == (0, f"{keys}: sealing-key; keep it apart from {file}.")
    assert (checked.exit_code, checked.stdout) == (0, f"{first}: all as it was.\n")
    assert last.made_at(data) is not None


@pytest.mark.django_db
def test_a_backup_without_its_keys_says_what_that_means(data: Path, tmp_path: Path) -> None:
    result = run("backup", tmp_path / "one.sanjeh")

    assert result.stdout.splitlines()[1] == (
        "The keys are not in it (--keys FILE): without the sealing key no complaint can be read."
    )


@pytest.mark.django_db
@pytest.mark.parametrize("there", ["one.sanjeh", "keys"])
def test_a_backup_overwrites_nothing(data: Path, tmp_path: Path, there: str) -> None:
    (tmp_path / there).write_text("before")

    result = run("backup", tmp_path / "one.sanjeh", "--keys", tmp_path / "keys")

    assert (result.exit_code, (tmp_path / there).read_text()) == (2, "before")
    assert f"{tmp_path / there} is there already, and a backup overwrites nothing" in result.stderr


def test_what_is_no_backup_is_told_with_exit_status_one(data: Path, tmp_path: Path) -> None:
    (tmp_path / "no.sanjeh").write_text("no")

    result = run("restore", "--check", tmp_path / "no.sanjeh")

    assert (result.exit_code, result.stderr) == (
        1,
        f"{tmp_path / 'no.sanjeh'} is no whole backup (ReadError).\n",
    )


def test_a_restore_asks_for_the_keys_before_it_makes_anything(data: Path, tmp_path: Path) -> None:
    (tmp_path / "one.sanjeh").touch()

    result = run("restore", tmp_path / "one.sanjeh")

    assert (result.exit_code, result.stderr.startswith("Where are the keys? Give the file")) == (2, True)
    assert sorted(path.name for path in data.iterdir()) == ["lock", "sealing-key"]


def test_a_restore_into_a_used_folder_is_refused(data: Path, tmp_path: Path) -> None:
    (tmp_path / "one.sanjeh").touch()
    (data / "editions" / "1405-1").mkdir(parents=True)

    result = run("restore", tmp_path / "one.sanjeh", "--new-keys")

    assert (result.exit_code, result.stderr.split(" is ")[0]) == (2, str(data / "editions"))
