"""What runs an installation for good: units that systemd takes, and a container file."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.documents import ROOT
from tests.docs.test_what_documents_name import command_of, options_of

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
PROGRAM = "/opt/sanjeh/.venv/bin/sanjeh"
CALL = re.compile(rf"{PROGRAM} ([^'\n]+)")
INSTRUCTIONS = {
    "FROM", "RUN", "WORKDIR", "COPY", "ENV", "USER", "VOLUME", "EXPOSE", "STOPSIGNAL", "HEALTHCHECK",
    "ENTRYPOINT", "CMD",
}  # fmt: skip


SYSTEMD = shutil.which("systemd-analyze") or ""


@pytest.mark.skipif(not SYSTEMD, reason="this machine has no systemd to ask")
def test_systemd_takes_every_unit(tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("sanjeh")
    for unit in UNITS:
        (tmp_path / unit.name).write_text(unit.read_text().replace(PROGRAM, str(program)))
    units = [str(tmp_path / unit.name.replace("@.", "@1.")) for unit in UNITS]
    shutil.copy(tmp_path / "sanjeh-worker@.service", tmp_path / "sanjeh-worker@1.service")

    said = subprocess.run([SYSTEMD, "verify", *units], capture_output=True, text=True, check=False)

    assert (said.returncode, [line for line in said.stderr.splitlines() if str(tmp_path) in line]) == (0, [])


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_every_command_of_a_unit_is_there_with_its_options(unit: Path) -> None:
    for call in CALL.findall(unit.read_text()):
        command, rest = command_of(call.split())

        assert {word for word in rest if word.startswith("--")} <= options_of(command)


def instructions() -> list[tuple[str, str]]:
    """Return every instruction of the container file with its words; lines that go on are one."""
    text = re.sub(r"^#.*\n", "", (DEPLOY / "Containerfile").read_text(), flags=re.MULTILINE)
    lines = re.sub(r"\\\n\s*", "", text).splitlines()
    return [(line.split(" ", 1)[0], line.split(" ", 1)[1]) for line in lines if line.strip()]


def test_the_container_file_has_known_instructions_and_copies_what_is_there() -> None:
    found = instructions()
    copied = [words.split()[:-1] for name, words in found if name == "COPY"]

    assert {name for name, _ in found} <= INSTRUCTIONS
    assert [one for some in copied for one in some if not (ROOT / one).exists()] == []
    assert [name for name, _ in found if name in {"FROM", "ENTRYPOINT", "CMD"}] == [
        "FROM",
        "ENTRYPOINT",
        "CMD",
    ]


def test_the_container_runs_a_command_of_ours_as_nobody_of_importance() -> None:
    found = dict(instructions())
    words = re.findall(r'"([^"]+)"', found["CMD"])

    command, rest = command_of(words)
    assert {word for word in rest if word.startswith("--")} <= options_of(command)
    assert found["USER"] == "sanjeh"
