"""Our own code is imported at the top; who waits with it says why, and there are few."""

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parent.parent.parent / "src" / "sanjeh"
MOST = 12


def deferred(path: Path) -> Iterator[str]:
    """Yield each import of ours that does not stand at the top of its module."""
    tree = ast.parse(path.read_text())
    top = {id(node) for node in tree.body}
    later = (node for node in ast.walk(tree) if id(node) not in top)
    for node in later:
        if isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        else:
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
        yield from (f"{path.relative_to(SOURCE)}: {name}" for name in names if name.split(".")[0] == "sanjeh")


def test_few_imports_of_our_own_code_wait() -> None:
    waiting = [one for path in sorted(SOURCE.rglob("*.py")) for one in deferred(path)]

    assert len(waiting) <= MOST, "\n".join(waiting)
