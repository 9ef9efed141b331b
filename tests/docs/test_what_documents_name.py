"""Whatever a document names is there: commands with their options, targets, settings, files and links."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from sanjeh.cli.main import main
from tests.docs.documents import ROOT, TODAY, code

CALL = re.compile(
    r"(?:^|\s|\()(?:\.venv/bin/)?sanjeh(?<!skuid sanjeh) ((?:[a-z-]+|--help|--version)(?: [^#|;`]*)?)"
)
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)")
TARGET = re.compile(r"(?:^|\s)make ((?:[a-z-]+ ?)+)")
SETTING = re.compile(r"\bSANJEH_[A-Z_]+\b|\bDATABASE_[A-Z_]+\b")
FILE = re.compile(r"^[\w.-]+(?:/[\w.-]+)*/[\w.-]*\w\.(?:py|toml|md|html|js|css|csv|sh|typ|json)$")
TO_BE_FILLED = re.compile(r"LANGUAGE|NNNN|^DIR")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def command_of(words: list[str]) -> tuple[click.Command, list[str]]:
    """Return the command that these words call, and what is left of them."""
    command: click.Command = main
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        found = command.get_command(click.Context(command), words[0])
        if found is None:
            raise LookupError(words[0])
        command, words = found, words[1:]
    return command, words


def options_of(command: click.Command) -> set[str]:
    context = click.Context(command, help_option_names=["-h", "--help"])
    return {
        name
        for parameter in command.get_params(context)
        for name in (*parameter.opts, *parameter.secondary_opts)
    }


def unknown_words(line: str) -> Iterator[str]:
    """Yield every command and option of a line that is none of ours."""
    for call in CALL.findall(line):
        try:
            command, rest = command_of(shlex.split(re.sub("[…'\"]", " ", call)))
        except LookupError as missing:
            yield f"{call}: {missing}"
            continue
        if command.context_settings.get("ignore_unknown_options"):
            continue
        known = options_of(command)
        yield from (
            f"{call}: {word}" for word in rest if word.startswith("--") and word.rstrip(",.;") not in known
        )


@pytest.mark.parametrize("path", TODAY, ids=name_of)
def test_every_command_that_a_document_names_can_be_called_so(path: Path) -> None:
    assert [word for line in code(path) for word in unknown_words(line)] == []


def test_a_command_or_an_option_that_is_not_there_is_found() -> None:
    assert list(unknown_words("sanjeh judge DIR --sobol")) == ["judge DIR --sobol: --sobol"]
    assert list(unknown_words("sanjeh evidence mend")) == ["evidence mend: mend"]
    assert list(unknown_words("sanjeh evidence verify DIR; sanjeh score a b --seed 3")) == []


@pytest.mark.parametrize("path", TODAY, ids=name_of)
def test_every_target_of_make_is_in_the_makefile(path: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))

    named = {word for line in code(path) for words in TARGET.findall(line) for word in words.split()}

    assert named - targets - {"test"} <= {"check", "test"} & targets


@pytest.mark.parametrize("path", TODAY, ids=name_of)
def test_every_link_leads_to_a_file(path: Path) -> None:
    links = LINK.findall(path.read_text(encoding="utf-8"))

    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.fixture(scope="module")
def files() -> tuple[str, ...]:
    """Every file of the project, each path with a slash before it: documents often give its end alone."""
    folders = ("src", "tests", "docs", "bench", "scripts", "demo", "methodologies", "schemas", ".ci")
    found = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]
    return tuple(f"/{name_of(path)}" for path in (*found, *ROOT.glob("*")))


@pytest.mark.parametrize("path", TODAY, ids=name_of)
def test_every_file_that_is_named_is_there(path: Path, files: tuple[str, ...]) -> None:
    words = {word.strip("`(),;:") for line in code(path) for word in line.split()}
    named = {word.removeprefix("../") for word in words if FILE.match(word) and not TO_BE_FILLED.search(word)}

    assert sorted(name for name in named if not any(file.endswith(f"/{name}") for file in files)) == []


def settings_that_are_read() -> set[str]:
    """Return the names that the program asks its environment for."""
    sources = (ROOT / "src" / "sanjeh").rglob("*.py")
    asks = re.compile(
        r"(?:environ(?:\.get\(|\[)|(?:environment|named)\.\w+\(|envvar=|getenv\()\s*"
        r"\"(SANJEH_\w+|DATABASE_\w+|PORT)\""
    )
    return {name for source in sources for name in asks.findall(source.read_text(encoding="utf-8"))}


def test_the_operators_table_names_every_setting_once() -> None:
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)

    assert sorted(rows) == sorted(settings_that_are_read())


@pytest.mark.parametrize("path", TODAY, ids=name_of)
def test_every_setting_that_a_document_names_is_read(path: Path) -> None:
    known = settings_that_are_read()
    files = {f"{name}_FILE" for name in known}

    assert {name for line in code(path) for name in SETTING.findall(line)} <= known | files
