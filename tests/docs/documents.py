"""The documents that speak of today: what they name must be there. Decisions speak of their own day."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TODAY = sorted(
    path
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"))
    if "adr" not in path.parts and path.name != "CHANGELOG.md"
)
CODE = re.compile(r"^```[^\n]*\n(.*?)^```|^    (\S[^\n]*)$|`([^`\n]+)`", re.MULTILINE | re.DOTALL)


def code(path: Path) -> list[str]:
    """Return every line of code of a document: in blocks, set in, and between backticks."""
    found = CODE.findall(path.read_text(encoding="utf-8"))
    return [line for parts in found for part in parts if part for line in part.splitlines()]
