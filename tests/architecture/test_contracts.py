"""No module of an app is under no contract, and no task is unknown to the workers."""

import tomllib
from collections import Counter
from pathlib import Path

from django.conf import settings

ROOT = Path(__file__).parent.parent.parent
APPS = ROOT / "src" / "sanjeh" / "apps"


def test_every_app_has_one_contract_that_names_all_its_modules() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    apps = {path.parent.name for path in APPS.glob("*/__init__.py")}

    named = Counter(
        container.removeprefix("sanjeh.apps.")
        for contract in contracts
        if contract.get("exhaustive") and "exhaustive_ignores" not in contract
        for container in contract["containers"]
        if container.startswith("sanjeh.apps.")
    )

    assert named == dict.fromkeys(apps, 1)


def test_workers_import_the_tasks_of_every_app() -> None:
    with_tasks = {f"sanjeh.apps.{path.parent.name}.tasks" for path in APPS.glob("*/tasks.py")}

    assert set(settings.PROCRASTINATE_IMPORT_PATHS) == with_tasks
