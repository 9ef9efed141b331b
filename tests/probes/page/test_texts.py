"""Every reason that the rules can give has its sentence, in both languages."""

import re
import tomllib
from pathlib import Path

import pytest

import sanjeh.probes

FOLDER = Path(sanjeh.probes.__file__).parent
_REASON = re.compile(r'Outcome\.[A-Z_]+, "([a-z_]+)"')


@pytest.mark.parametrize("probe", ["page", "content"])
def test_every_reason_has_its_sentence(probe):
    texts = tomllib.loads((FOLDER / probe / "texts.toml").read_text())
    checks = texts["checks"].values()
    written = set(texts.get("reasons", {})) | {reason for check in checks for reason in check["reasons"]}
    given = {
        reason for source in (FOLDER / probe).glob("*.py") for reason in _REASON.findall(source.read_text())
    }

    assert given - written == set()


@pytest.mark.parametrize("probe", ["page", "content"])
def test_every_defect_has_a_remedy_in_both_languages(probe):
    texts = tomllib.loads((FOLDER / probe / "texts.toml").read_text())
    reasons = [reason for check in texts["checks"].values() for reason in check["reasons"].values()]

    assert {("remedy_fa" in reason) == ("remedy_en" in reason) for reason in reasons} == {True}
    assert all(reason["says_fa"] and reason["says_en"] for reason in reasons)
