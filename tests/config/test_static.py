"""Browsers may keep a static file for good, since another content has another name."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.templatetags.static import static
from django.test import Client

FOR_AN_HOUR = "max-age=3600, public"
KEPT_FOR_GOOD = "max-age=315360000, public, immutable"


def answered(name: str) -> tuple[str, str, int]:
    """Return how long a file may be kept, how it is packed, and how many bytes are sent of it."""
    answer = Client().get(name, headers={"Accept-Encoding": "br"})
    # Read to its end it is closed by the client; closed again by us it would look after the database.
    sent = len(b"".join(answer.streaming_content))  # type: ignore[attr-defined]
    return answer["Cache-Control"], answer.get("Content-Encoding", ""), sent


@pytest.fixture
def collected(settings: Any, tmp_path: Path) -> Path:
    settings.STATIC_ROOT = tmp_path
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    return tmp_path


def test_until_files_are_collected_they_have_their_plain_names(settings: Any, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path

    assert static("css/tokens.css") == "/static/css/tokens.css"
    assert answered("/static/css/tokens.css")[:2] == (FOR_AN_HOUR, "")


def test_a_collected_file_is_kept_for_good_and_sent_packed(collected: Path) -> None:
    name = static("vendor/bootstrap.min.css")

    *kept, sent = answered(name)

    assert re.fullmatch(r"/static/vendor/bootstrap\.min\.[0-9a-f]{12}\.css", name)
    assert kept == [KEPT_FOR_GOOD, "br"]
    assert sent < 30_000  # of 232,315


def test_styles_name_their_fonts_by_the_same_rule(collected: Path) -> None:
    styles = (collected / static("css/tokens.css").removeprefix("/static/")).read_text()

    [font] = re.findall(r'url\("\.\./(vendor/[^"]+)"\)', styles)
    assert f"/static/{font}" == static("vendor/vazirmatn.woff2")


def test_another_content_has_another_name(collected: Path, settings: Any, tmp_path: Path) -> None:
    before, own = static("css/base.css"), tmp_path / "own"
    (own / "css").mkdir(parents=True)
    (own / "css" / "base.css").write_text("body { margin: 0 }")
    settings.STATICFILES_DIRS = [own]
    settings.STATIC_ROOT = tmp_path / "again"

    call_command("collectstatic", interactive=False, clear=True, verbosity=0)

    assert static("css/base.css") != before
