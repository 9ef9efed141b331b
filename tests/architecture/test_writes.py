"""Whoever looks for what can change a table finds it in `actions.py` or `…_actions.py`, nowhere else."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent.parent / "src" / "sanjeh"
QUEUE_WRITES = {"batch_defer_jobs", "batch_defer_jobs_async", "defer_job", "defer_job_async"}
ROW_WRITES = {"save", "asave", "delete", "adelete", "update", "aupdate"}
TABLE_WRITES = {
    prefix + name
    for name in ("create", "get_or_create", "update_or_create", "bulk_create", "bulk_update")
    for prefix in ("", "a")
}
# In the apps every `.update(` and `.delete(` is of a table; elsewhere dictionaries and widgets have them too.
ANYWHERE = TABLE_WRITES | QUEUE_WRITES | {"asave", "adelete", "aupdate"}
IN_APPS = ANYWHERE | ROW_WRITES | {"execute", "executemany"}


def is_of_a_table(written: ast.Attribute) -> bool:
    """Say whether this is asked of a query: `….objects.….update`."""
    return any(isinstance(node, ast.Attribute) and node.attr == "objects" for node in ast.walk(written))


def writes(source: str, *, in_apps: bool) -> Iterator[str]:
    """Yield `line name` of everything that can change a table or the queue, called here or handed on."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Attribute):
            continue
        is_write = node.attr in (IN_APPS if in_apps else ANYWHERE)
        if is_write or (node.attr in ROW_WRITES and is_of_a_table(node)):
            yield f"{node.lineno} {node.attr}"


def test_only_actions_change_a_table_or_the_queue() -> None:
    found = [
        f"{path.relative_to(SOURCE)}:{write}"
        for path in sorted(SOURCE.rglob("*.py"))
        if not path.name.endswith("actions.py") and "migrations" not in path.parts
        for write in writes(path.read_text(), in_apps="apps" in path.parts)
    ]

    assert found == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("Row.objects.create(a=1)", ["1 create"]),
        ("Row.objects.filter(a=1).exclude(b=2).update(a=2)", ["1 update"]),
        ("for row in Row.objects.all():\n    row.delete()", ["2 delete"]),
        ("row.save(update_fields=['a'])", ["1 save"]),
        ("found, _ = Row.objects.aget_or_create(a=1)", ["1 aget_or_create"]),
        ("sync_to_async(Row.objects.bulk_update)([], ['a'])", ["1 bulk_update"]),
        ("app.job_manager.batch_defer_jobs([])", ["1 batch_defer_jobs"]),
        ("cursor.execute('DELETE FROM rows')", ["1 execute"]),
        ("Row.objects.filter(a=1).first()", []),
    ],
)
def test_a_write_in_an_app_is_found(source: str, found: list[str]) -> None:
    assert list(writes(source, in_apps=True)) == found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("headers.update({})", []),
        ("bar.update(task, completed=1)", []),
        ("Row.objects.filter(a=1).update(a=2)", ["1 update"]),
        ("Row.objects.bulk_create([])", ["1 bulk_create"]),
    ],
)
def test_a_write_on_a_page_is_found_and_a_dictionary_is_none(source: str, found: list[str]) -> None:
    assert list(writes(source, in_apps=False)) == found
