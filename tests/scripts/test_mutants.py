"""A fault is in the copy for as long as its tests run, and never in the way of the next one."""

from pathlib import Path
from queue import Queue
from subprocess import CompletedProcess, TimeoutExpired

import pytest

from scripts import mutants
from scripts.mutants import Mutant, NotPlanted, Outcome

TEXT = "if share < needed:\n"


def fault(before: str = "<", file: str = "rule.py") -> Mutant:
    return Mutant("share-reached", file, before, ">", ("tests/test_rule.py",))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    (tmp_path / "rule.py").write_text(TEXT)
    return tmp_path


def state(copy: Path) -> tuple[str, int]:
    """Return what Python tells a compiled file apart by, and the text."""
    file = copy / "rule.py"
    return file.read_text(), int(file.stat().st_mtime)


def test_a_fault_is_taken_out_again_and_no_two_states_of_a_file_share_a_second(copy: Path) -> None:
    sound = state(copy)
    faulty = []
    for _ in range(2):
        with mutants.planted(fault(), copy):
            faulty.append(state(copy))
        assert state(copy) == sound

    assert [text for text, _ in faulty] == ["if share > needed:\n"] * 2
    assert len({second for _, second in (sound, *faulty)}) == 3


def test_a_fault_is_taken_out_though_its_tests_were_ended(copy: Path) -> None:
    with pytest.raises(TimeoutExpired), mutants.planted(fault(), copy):
        raise TimeoutExpired("pytest", 1)

    assert (copy / "rule.py").read_text() == TEXT


@pytest.mark.parametrize(
    ("mutant", "says"),
    [
        (fault("<="), "'before' stands 0 times in rule.py"),
        (fault("e"), "'before' stands 4 times in rule.py"),
        (fault(file="gone.py"), "'before' stands 0 times in gone.py"),
    ],
)
def test_a_fault_without_its_one_place_is_not_planted(copy: Path, mutant: Mutant, says: str) -> None:
    with pytest.raises(NotPlanted) as refused, mutants.planted(mutant, copy):
        pass

    assert (str(refused.value), (copy / "rule.py").read_text()) == (says, TEXT)


@pytest.mark.parametrize(("status", "is_killed"), [(0, False), (1, True), (2, False), (4, False), (5, False)])
def test_only_a_red_test_kills_a_fault_and_the_copy_is_free_again(
    copy: Path, monkeypatch: pytest.MonkeyPatch, *, status: int, is_killed: bool
) -> None:
    trees: Queue[Path] = Queue()
    trees.put(copy)
    done = CompletedProcess[str]("pytest", status, stdout="…\nthe last line\n", stderr="")
    monkeypatch.setattr(mutants, "run", lambda _copy, _tests: done)

    assert mutants.outcome(fault(), trees) == Outcome(fault(), is_killed, "the last line")
    assert trees.get_nowait() == copy


def test_tests_that_hang_kill_and_a_fault_without_a_place_does_not(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hang(_copy: Path, _tests: tuple[str, ...]) -> None:
        raise TimeoutExpired("pytest", 1)

    monkeypatch.setattr(mutants, "run", hang)
    trees: Queue[Path] = Queue()
    trees.put(copy)

    assert [mutants.outcome(one, trees).is_killed for one in (fault(), fault("<="))] == [True, False]
    assert trees.get_nowait() == copy


@pytest.mark.parametrize("is_red", [False, True])
def test_all_tests_together_may_take_longer_than_those_of_one_fault(
    copy: Path, monkeypatch: pytest.MonkeyPatch, *, is_red: bool
) -> None:
    (copy / "test_rule.py").write_text(f"def test_rule():\n    assert {not is_red}\n")
    monkeypatch.setattr(mutants, "PATIENCE_S", 0.01)
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE")
    trees: Queue[Path] = Queue()
    trees.put(copy)

    with pytest.raises(TimeoutExpired):
        mutants.run(copy, ["test_rule.py"])
    listed = [Mutant("share-reached", "rule.py", "<", ">", ("test_rule.py",))]
    assert mutants.is_green(listed, trees) is not is_red
    assert trees.get_nowait() == copy
