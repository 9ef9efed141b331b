import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.acceptance

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs"


def built(into: Path, *said: str) -> tuple[int, str]:
    """Make the site, or the pages of the named documents; return how it ended and what was said."""
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html", "-d", f"{into}/read"]
    made = subprocess.run([*command, *said], capture_output=True, text=True, check=False)
    return made.returncode, made.stderr


def test_every_document_is_a_page_of_the_site_and_no_link_leads_nowhere(tmp_path: Path) -> None:
    site = tmp_path / "site"

    # Our theme draws the whole menu beside each page, which is half of the work: here the first page alone.
    each_page = built(tmp_path, "-D", "html_theme=basic", str(DOCS), str(site))
    first_page = built(tmp_path, str(DOCS), str(site), str(DOCS / "index.md"))

    assert (each_page, first_page) == ((0, ""), (0, ""))
    pages = {page.relative_to(site).with_suffix("") for page in site.rglob("*.html")}
    documents = {page.relative_to(DOCS).with_suffix("") for page in DOCS.rglob("*.md")}
    assert documents <= pages
    menu = (site / "index.html").read_text("utf-8")
    assert {page for page in documents if f'href="{page}.html"' not in menu} == {Path("index")}
