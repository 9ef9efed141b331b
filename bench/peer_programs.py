"""Lighthouse's and axe's own programs: where they are, how they are run, what they found."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

_LEVELS = frozenset({"wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"})
_MINUTES = 3


@dataclass(frozen=True, slots=True)
class Found:
    """How many places break each rule of axe; `levels` tells which rules belong to WCAG A or AA."""

    nodes: dict[str, int]
    levels: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class Peers:
    """The programs beside which we are measured."""

    node: Path
    modules: Path
    chromium: Path
    driver: Path

    @classmethod
    def from_environment(cls) -> Self:
        """Return them; end, having measured nothing, when one is not where the environment says."""
        wanted = {
            name: _path(f"SANJEH_PEER_{name}") for name in ("NODE", "MODULES", "CHROMIUM", "CHROMEDRIVER")
        }
        return cls(wanted["NODE"], wanted["MODULES"], wanted["CHROMIUM"], wanted["CHROMEDRIVER"])

    def run(self, name: str, url: str, answer: Path) -> Found:
        """Look at the page with one program; return what it found."""
        command = self._lighthouse(url, answer) if name == "lighthouse" else self._axe(url, answer)
        surroundings = {**os.environ, "CHROME_PATH": str(self.chromium)}
        subprocess.run(command, check=True, capture_output=True, timeout=_MINUTES * 60, env=surroundings)
        told = json.loads(answer.read_text())
        return _lighthouse_found(told) if name == "lighthouse" else _axe_found(told[0])

    def versions(self) -> list[str]:
        """Return one line for each program that was run."""
        packages = [self.modules / "lighthouse", self.modules / "@axe-core" / "cli"]
        told = [json.loads((package / "package.json").read_text()) for package in packages]
        chromium = subprocess.run([self.chromium, "--version"], check=True, capture_output=True, text=True)
        return [*(f"# {each['name']} {each['version']}" for each in told), f"# {chromium.stdout.strip()}"]

    def _lighthouse(self, url: str, answer: Path) -> list[str | Path]:
        flags = "--headless=new --no-sandbox"
        cli = self.modules / "lighthouse" / "cli" / "index.js"
        return [
            *(self.node, cli, url, "--quiet", "--output=json", f"--output-path={answer}"),
            f"--chrome-flags={flags}",
        ]

    def _axe(self, url: str, answer: Path) -> list[str | Path]:
        cli = self.modules / "@axe-core" / "cli" / "dist" / "src" / "bin" / "cli.js"
        return [
            *(self.node, cli, url, "--dir", answer.parent, "--save", answer.name),
            *("--chrome-path", self.chromium, "--chromedriver-path", self.driver),
            *("--chrome-options", "no-sandbox,headless=new"),  # its window is 780 wide: no option sets a size
        ]


def _path(name: str) -> Path:
    path = Path(os.environ.get(name, ""))
    if not os.environ.get(name) or not path.exists():
        print(
            f"# not measured: {name} must say where it is (see bench/peers.py), not {os.environ.get(name)!r}"
        )
        sys.exit(0)
    return path


def _lighthouse_found(told: dict[str, Any]) -> Found:
    asked = {each["id"] for each in told["categories"]["accessibility"]["auditRefs"]}
    failed = {rule: audit for rule, audit in told["audits"].items() if rule in asked and audit["score"] == 0}
    return Found({rule: len(audit.get("details", {}).get("items", [])) for rule, audit in failed.items()})


def _axe_found(told: dict[str, Any]) -> Found:
    rules = [rule for kind in ("violations", "passes", "incomplete", "inapplicable") for rule in told[kind]]
    return Found(
        {rule["id"]: len(rule["nodes"]) for rule in told["violations"]},
        tuple((rule["id"], bool(_LEVELS & set(rule["tags"]))) for rule in rules),
    )


def found_in(kept: bytes) -> Found:
    """Return what our own visit kept of axe's answer."""
    return Found({each["rule"]: each["nodes"] for each in json.loads(kept)["violations"]})
