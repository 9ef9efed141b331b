"""How a browser's own words are read while it starts: all at once, or in the smallest pieces."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.net import chromium
from sanjeh.net.chromium import start_chromium, stop_chromium

ENDPOINT = "ws://127.0.0.1:9/devtools/browser/a"
SAYS = f"DevTools listening on {ENDPOINT}"
NOISE = "WARNING: no bus, no screen, no sound\n"


@pytest.fixture
def folder(scratch: Path) -> Path:
    """A folder that the unprivileged user of the browser can pass through, unlike pytest's own."""
    made = Path(tempfile.mkdtemp(dir=scratch))
    made.chmod(0o755)
    return made


def browser_that_says(words: str, folder: Path) -> Path:
    """Return a program that prints this on standard error and then stays, as a browser does."""
    (folder / "words").write_text(words, "utf-8")
    program = folder / "browser"
    program.write_text(f"#!/bin/sh\ncat {folder / 'words'} >&2\nexec sleep 60\n", "utf-8")
    program.chmod(0o755)
    return program


@pytest.mark.parametrize("lines_after", [0, 12, 13, 14, 1_000])
@pytest.mark.parametrize("lines_before", [0, 14, 1_000])
async def test_the_endpoint_is_found_wherever_it_stands_in_what_a_browser_says(
    folder: Path, lines_before: int, lines_after: int
) -> None:
    words = f"{NOISE * lines_before}{SAYS}\n{NOISE * lines_after}"

    browser = await start_chromium(browser_that_says(words, folder))
    await stop_chromium(browser)

    assert browser.endpoint == ENDPOINT


async def test_a_browser_that_names_no_endpoint_in_time_is_told_with_its_last_words(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chromium, "_START_S", 0.5)

    with pytest.raises(CaptureFailed) as failed:
        await start_chromium(browser_that_says(f"said {SAYS}\n{NOISE}", folder))

    assert failed.value.reason is Reason.BROWSER_CRASHED
    assert failed.value.detail == f"said {SAYS} | {NOISE.strip()}"


def profile(folder: Path, name: str, age_s: float) -> Path:
    made = folder / name
    (made / "Default").mkdir(parents=True)
    os.utime(made, (time.time() - age_s,) * 2)
    return made


def test_profiles_of_browsers_that_were_killed_with_their_worker_are_swept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left = profile(tmp_path, "sanjeh-browser-left", 3600)
    young = profile(tmp_path, "sanjeh-browser-young", 10)
    other = profile(tmp_path, "somebody-elses", 3600)
    used = profile(tmp_path, "sanjeh-browser-used", 3600)
    command = [sys.executable, "-c", "print('here', flush=True); input()", f"--user-data-dir={used}"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as browser:
        assert browser.stdout is not None
        browser.stdout.readline()

        chromium.sweep_profiles()
        browser.kill()

    assert [one.exists() for one in (left, young, other, used)] == [False, True, True, True]
