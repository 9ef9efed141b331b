"""Every reason that the rules can give has its sentence."""

import re
import tomllib
from pathlib import Path

import pytest

import sanjeh.probes

FOLDER = Path(sanjeh.probes.__file__).parent
_REASON = re.compile(r'Outcome\.[A-Z_]+, "([a-z_]+)"')


@pytest.mark.parametrize("probe", ["page", "content"])
def test_every_reason_has_its_sentence(probe: str) -> None:
    texts = tomllib.loads((FOLDER / probe / "texts.toml").read_text())
    checks = texts["checks"].values()
    written = set(texts.get("reasons", {})) | {reason for check in checks for reason in check["reasons"]}
    given = {
        reason for source in (FOLDER / probe).glob("*.py") for reason in _REASON.findall(source.read_text())
    }

    assert given - written == set()
