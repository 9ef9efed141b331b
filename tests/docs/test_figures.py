"""Figures, versions and names of packages in the documents are those of the program."""

import re
import tomllib
from importlib import import_module
from pathlib import Path

import click
import pytest

import sanjeh
from sanjeh.demo.country import read_country
from tests.docs.documents import ROOT

SOURCE = ROOT / "src" / "sanjeh"
TREE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").split("```")[1]
CONTRACTS = {
    one["id"]: one
    for one in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
}


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def packages(folder: Path) -> list[str]:
    return sorted(path.parent.name for path in folder.glob("*/__init__.py"))


@pytest.mark.parametrize(
    "folder", [SOURCE, SOURCE / "core", SOURCE / "apps", SOURCE / "probes"], ids=lambda one: one.name
)
def test_the_picture_of_the_house_shows_every_package(folder: Path) -> None:
    assert [name for name in packages(folder) if not re.search(rf"\b{name}\b", TREE)] == []


def test_every_module_that_the_picture_names_is_there() -> None:
    named = set(re.findall(r"\b[a-z]+(?:_[a-z0-9]+)+\b", TREE))
    there = {path.stem for path in SOURCE.rglob("*")}

    assert sorted(named - there) == []


def test_the_order_of_layers_is_the_one_that_is_checked() -> None:
    [said] = re.findall(r"^(`cli` > .*?`core`);", text("ARCHITECTURE.md"), re.MULTILINE)

    checked = [layer.split(" | ")[0] for layer in CONTRACTS["layers"]["layers"]]
    assert re.findall(r"`(\w+)`", said) == checked


def test_the_order_of_apps_is_the_one_that_is_checked() -> None:
    [said] = re.findall(r"Apps, top to bottom: (.*?)\. A later", text("ARCHITECTURE.md"), re.DOTALL)

    drawn = [sorted(re.findall(r"\w+", layer)) for layer in said.split(">")]
    built = set(packages(SOURCE / "apps"))
    checked = [sorted(built & set(re.findall(r"\w+", layer))) for layer in CONTRACTS["round"]["layers"]]
    assert drawn == [layer for layer in checked if layer]


def test_the_version_is_the_same_wherever_it_is_told() -> None:
    versions = {
        "package": tomllib.loads(text("pyproject.toml"))["project"]["version"],
        "changelog": re.findall(r"^## (\d\S+)", text("CHANGELOG.md"), re.MULTILINE)[0],
        "document": re.findall(r'"sanjeh": "(\S+)"', text("docs/evaluate.md"))[0],
    }

    assert versions == dict.fromkeys(versions, sanjeh.__version__)


def test_the_demo_country_is_as_large_as_its_document_says() -> None:
    country, document = read_country(), text("docs/demo.md")
    services = sum(len(body.services) for body in country.bodies)

    assert f"{len(country.parents)} parents, {len(country.bodies)} bodies and {services} services" in document
    assert f"looks at all {len(country.bodies) + services} addresses" in document


@pytest.mark.parametrize("name", ["README.md", "README.fa.md"])
def test_both_readmes_name_the_two_commands_that_matter(name: str) -> None:
    commands = re.findall(r"^make (\w+)", text(name), re.MULTILINE)

    assert commands == ["run", "test", "install"]


@pytest.mark.parametrize("name", ["evaluate", "score"])
def test_a_command_promises_the_exit_statuses_of_its_document(name: str) -> None:
    command: click.Command = getattr(import_module(f"sanjeh.cli.{name}"), name)
    paragraph = re.findall(r"^Exit status: .*?$(?:\n.+$)*", text(f"docs/{name}.md"), re.MULTILINE)[0]

    of_help = re.findall(r"(\d) \w", (command.help or "").partition("Exit status:")[2])
    assert of_help == re.findall(r"\*\*(\d)\*\*", paragraph)


def test_there_are_as_many_habits_as_are_announced() -> None:
    habits = re.findall(r"^\*\*(\d+)\. ", text("CONTRIBUTING.md"), re.MULTILINE)

    assert habits == [str(number) for number in range(20)]
    assert "Nineteen habits" in text("CONTRIBUTING.md")
