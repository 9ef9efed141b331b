import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs"


def test_every_document_is_a_page_of_the_site_and_no_link_leads_nowhere(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-W",
        "--keep-going",
        "-q",
        "-b",
        "html",
        "-d",
        str(tmp_path / "read"),
    ]

    built = subprocess.run(
        [*command, str(DOCS), str(tmp_path / "site")], capture_output=True, text=True, check=False
    )

    assert (built.returncode, built.stderr) == (0, "")
    pages = {
        page.relative_to(tmp_path / "site").with_suffix("") for page in (tmp_path / "site").rglob("*.html")
    }
    assert {page.relative_to(DOCS).with_suffix("") for page in DOCS.rglob("*.md")} <= pages
