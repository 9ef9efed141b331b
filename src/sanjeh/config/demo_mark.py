"""Whether this is a demo: it has to say so, and to bear the mark that `sanjeh run` sets (ADR 0053)."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from django.core.exceptions import ImproperlyConfigured

from sanjeh.config import embedded, environment

MEND = "Unset SANJEH_DEMO and start again: with it nobody is asked for a second factor."


def marker(data: Path) -> Path:
    return data / "demo" / "marker"


def is_demo(data: Path) -> bool:
    """Return whether this is a demo; raise ImproperlyConfigured for the switch alone, without the mark."""
    if not environment.flag("SANJEH_DEMO", default=False):
        return False
    if not marker(data).is_file():
        raise ImproperlyConfigured(f"SANJEH_DEMO is set, but {data} does not bear the mark of a demo. {MEND}")
    if is_database_elsewhere(data):
        raise ImproperlyConfigured(
            f"SANJEH_DEMO is set, but DATABASE_URL leads to a database that is not the demo's own. {MEND}"
        )
    return True


def is_database_elsewhere(data: Path) -> bool:
    """Return whether the tables lie anywhere but in the embedded database of this folder."""
    url = environment.hidden("DATABASE_URL")
    return bool(url) and place_of(url) != place_of(embedded.url_of(data / "postgres"))


def place_of(url: str) -> tuple[str | None, list[str]]:
    parts = urlsplit(url)
    return parts.hostname, parse_qs(parts.query).get("host", [])
