"""`sanjeh --help` answers at once, and what it says of a command is what the command says of itself."""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module

import click
import pytest
import structlog
from click.testing import CliRunner

from sanjeh.cli.lazy import Command, Group
from sanjeh.cli.main import COMMANDS, main
from sanjeh.cli.options import log_to_stderr
from sanjeh.config import logs

SLOW = ("aiohttp", "django", "numpy", "playwright", "pydantic", "rich", "sanjeh.core", "sanjeh.engine")


def every(commands: Mapping[str, Command | Group], package: str) -> Iterator[tuple[str, Command]]:
    """Yield each command with the module of its name."""
    for name, found in commands.items():
        if isinstance(found, Group):
            yield from every(found.commands, f"{package}.{name}")
        else:
            yield f"{package}.{name}", found


ALL = dict(every(COMMANDS, "sanjeh.cli"))


@pytest.mark.parametrize("place", ALL)
def test_a_command_says_of_itself_what_the_list_says(place: str) -> None:
    command: click.Command = getattr(import_module(place), place.rpartition(".")[2])

    first = (command.help or "").partition("\n\n")[0]
    assert ALL[place].says == " ".join(first.split())


@pytest.mark.parametrize("words", [["--help"], ["evidence", "--help"], ["--version"]])
def test_help_waits_for_nothing_that_it_does_not_need(words: list[str]) -> None:
    code = (
        "import sys\nfrom sanjeh.cli.main import main\n"
        f"try: main({words!r}, prog_name='sanjeh')\nexcept SystemExit as end: assert not end.code\n"
        f"print([name for name in {SLOW!r} if name in sys.modules], file=sys.stderr)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stderr == "[]\n"


def test_every_command_stands_in_the_list() -> None:
    shown = CliRunner().invoke(main, ["--help"]).output.partition("Commands:\n")[2]

    names = [line.split()[0] for line in shown.splitlines() if line[2:3].strip()]
    assert names == sorted(COMMANDS)


def test_an_unknown_command_is_a_question_of_usage() -> None:
    result = CliRunner().invoke(main, ["evidence", "no-such"])

    assert (result.exit_code, result.output.splitlines()[-1]) == (2, "Error: No such command 'no-such'.")


def test_a_command_logs_beside_its_result_whatever_an_installation_had_chosen(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logs.configure(logs.dict_config())

    log_to_stderr()
    structlog.get_logger("look").info("look.ended")
    structlog.get_logger("look").warning("text.missing", code="x.y")

    out, err = capsys.readouterr()
    assert (out, "look.ended" in err, "text.missing" in err, "code" in err) == ("", False, True, True)
