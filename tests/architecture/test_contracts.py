"""No module of an app is under no contract."""

import tomllib
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def test_every_app_has_one_contract_that_names_all_its_modules() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    apps = {path.parent.name for path in (ROOT / "src" / "sanjeh" / "apps").glob("*/__init__.py")}

    named = Counter(
        container.removeprefix("sanjeh.apps.")
        for contract in contracts
        if contract.get("exhaustive") and "exhaustive_ignores" not in contract
        for container in contract["containers"]
        if container.startswith("sanjeh.apps.")
    )

    assert named == dict.fromkeys(apps, 1)
