"""Rules of the house that no linter knows."""

import ast
import re
from itertools import chain
from pathlib import Path

import pytest

from sanjeh.engine.collectors import COLLECTORS, SAMPLED_COLLECTORS

ROOT = Path(__file__).parent.parent.parent
SOURCE = ROOT / "src" / "sanjeh"
PYTHON = sorted(
    path
    for path in chain(SOURCE.rglob("*.py"), (ROOT / "tests").rglob("*.py"), (ROOT / "bench").rglob("*.py"))
    if "migrations" not in path.parts
)
STYLES = sorted(path for path in (SOURCE / "web").rglob("*.css") if "vendor" not in path.parts)
PROBES = sorted(path for path in (SOURCE / "probes").iterdir() if (path / "judge.py").exists())
ONE_SIDED = re.compile(
    r"(?<![-\w])(?:(?:margin|padding|border)-(?:left|right)|left|right|float)\s*:"
    r"|text-align\s*:\s*(?:left|right)"
)


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions_of(path: Path) -> list[tuple[str, int]]:
    """Return each function's place and its length in lines."""
    tree = ast.parse(path.read_text())
    return [
        (f"{name_of(path)}:{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def test_every_file_fits_in_three_hundred_lines() -> None:
    long = [name_of(path) for path in PYTHON if len(path.read_text().splitlines()) > 300]

    assert long == []


def test_every_function_fits_in_fifty_lines() -> None:
    long = [place for path in PYTHON for place, lines in functions_of(path) if lines > 50]

    assert long == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    vague = {"utils", "util", "common", "helpers", "helper", "services", "misc", "manager", "managers"}

    assert [name_of(path) for path in PYTHON if path.stem in vague or vague & set(path.parent.parts)] == []


def test_the_core_has_no_clock() -> None:
    clock = re.compile(r"\b(?:datetime|date)\.(?:now|today|utcnow)\(|\btime\.(?:time|monotonic)\(")

    assert [name_of(path) for path in (SOURCE / "core").rglob("*.py") if clock.search(path.read_text())] == []


@pytest.mark.parametrize("probe", PROBES, ids=lambda path: path.name)
def test_every_probe_says_what_it_sees_and_cannot_see(probe: Path) -> None:
    assert [name for name in ("method.md", "texts.toml") if not (probe / name).exists()] == []


@pytest.mark.parametrize("style", STYLES, ids=name_of)
def test_styles_know_no_left_and_no_right(style: Path) -> None:
    assert ONE_SIDED.findall(style.read_text()) == []


def test_no_page_carries_an_inline_style_or_script() -> None:
    inline = re.compile(r"\sstyle=|<style|<script(?![^>]*\bsrc=)|\son[a-z]+=\"")
    templates = (SOURCE / "web" / "templates").rglob("*.html")

    assert [name_of(path) for path in templates if inline.search(path.read_text())] == []


def test_locks_carry_hashes_and_no_addresses() -> None:
    for lock in ("requirements.lock", "requirements-dev.lock", "requirements-uv.lock"):
        text = (ROOT / lock).read_text()

        assert "://" not in text
        assert "--hash=sha256:" in text


def test_every_decision_says_what_it_costs() -> None:
    headings = ("**Context.**", "**Decision.**", "**What else was weighed.**", "**What it costs.**")
    decisions = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))

    assert [path.name for path in decisions if any(one not in path.read_text() for one in headings)] == []
    assert [path.name[:4] for path in decisions] == [f"{n:04}" for n in range(1, len(decisions) + 1)]


def names_in(node: ast.AST) -> set[str]:
    """Return the texts by which a literal is keyed, or of which it is a list."""
    items = node.keys if isinstance(node, ast.Dict) else getattr(node, "elts", [])
    return {item.value for item in items if isinstance(item, ast.Constant) and isinstance(item.value, str)}


def tables_of_looks(tree: ast.Module, looks: set[str]) -> list[int]:
    """Return the lines of the literals that say something of looks by their names.

    A constant of a module that names a single one is such a table; in a function it takes two.
    """
    in_functions = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for node in ast.walk(function)
    }
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Dict | ast.Set | ast.List | ast.Tuple)
        and isinstance(getattr(node, "ctx", ast.Load()), ast.Load)
        and len(names_in(node) & looks) > (1 if id(node) in in_functions else 0)
    ]


# Two commands are called as the lanes are: their help is no fact of a look.
COMMAND_TABLE = SOURCE / "cli" / "main.py"


def test_what_is_known_of_a_look_stands_on_the_look_and_in_no_table() -> None:
    looks = {look.name for look in COLLECTORS + SAMPLED_COLLECTORS}

    tables = [
        f"{name_of(path)}:{line}"
        for path in PYTHON
        if SOURCE in path.parents and path != COMMAND_TABLE
        for line in tables_of_looks(ast.parse(path.read_text()), looks)
    ]

    assert tables == []


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ('ALONE = frozenset({"speed"})', [1]),
        ('DEADLINES_S: dict[str, float] = {"visit": 165.0}', [1]),
        ('class A:\n    lanes = ("speed", "uptime")', [2]),
        ('def lane(name):\n    return {"speed": 1000, "uptime": 1100}[name]', [2]),
        ('def visits(probes):\n    return named({"visit"})', []),
        ('CATEGORIES = {"main": "visit"}', []),
    ],
)
def test_a_table_of_looks_is_found_wherever_it_stands(source: str, lines: list[int]) -> None:
    assert tables_of_looks(ast.parse(source), {"speed", "uptime", "visit"}) == lines
