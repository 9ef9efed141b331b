"""Starting and stopping a Chromium of our own: sandboxed, never as root, killed with all its children."""

import asyncio
import os
import pwd
import re
import shutil
import signal
import tempfile
import time
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.net.processes import limit_memory

_NAMES = ("chromium-headless-shell", "chromium", "google-chrome")
_UNPRIVILEGED = "nobody"
_PROFILE, _PROFILE_FLAG = "sanjeh-browser-", b"--user-data-dir="
_YOUNG_S = 300.0
_START_S = 20.0
_STOP_S = 3.0
_PIECE_BYTES = 65_536
_LAST_WORDS_BYTES = 500
_ENDPOINT = re.compile(rb"^DevTools listening on (ws://\S+)\s", re.MULTILINE)
# The sandbox where the kernel gives users no namespaces; fonts with Arabic-script letters for pages that
# bring none; libatomic1, without which the driver does not start on a bare system.
PACKAGES = ("chromium-headless-shell", "chromium-sandbox", "fonts-dejavu-core", "libatomic1")
HOW_TO_INSTALL = f"apt-get install --no-install-recommends {' '.join(PACKAGES)}"
# The shell ends its whole process group when the browser ends, and when our end of its input closes:
# that happens even if we are killed and can tidy up nothing.
# No process of it may have more than this of its own memory: a page that asks for more loses its tab only.
_MEMORY_KB = 1_500_000
MOST_BYTES = 3_000_000_000
_KEEPER = f'ulimit -d {_MEMORY_KB}; ("$@"; kill -KILL 0) & read -r _; kill -KILL 0'
_FLAGS = (
    "--remote-debugging-port=0",
    "--remote-debugging-address=127.0.0.1",
    # No way out but through the proxy of a visit: this one leads nowhere.
    "--proxy-server=http://127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
    "--disable-quic",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-sync",
    "--disable-breakpad",
    "--disable-crash-reporter",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding",
    "--disable-features=Translate,MediaRouter,OptimizationHints,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable",
    "--log-level=3",  # what pages say to their console is heard elsewhere
    "--block-new-web-contents",  # no page opens another one
    # Names are the gate's business: nothing in the browser asks a name server, for a prefetch least of all.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--metrics-recording-only",
    "--mute-audio",
    "--hide-scrollbars",
    "--password-store=basic",
    "--use-mock-keychain",
    "--js-flags=--max-old-space-size=1024",
)


@dataclass(frozen=True, slots=True)
class Chromium:
    """A running Chromium, and where its debugging port answers."""

    endpoint: str
    process: asyncio.subprocess.Process
    profile: Path
    reading: asyncio.Task[None]
    watching: asyncio.Task[None]


def find_chromium(binary: str | None = None) -> Path:
    """Return the browser to use; raise CaptureFailed with the line that installs one when there is none."""
    wanted = binary or os.environ.get("SANJEH_CHROMIUM")
    for name in (wanted,) if wanted else _NAMES:
        found = shutil.which(name)
        if found:
            return Path(found)
    detail = f"{wanted} is not there" if wanted else HOW_TO_INSTALL
    raise CaptureFailed(Reason.BROWSER_MISSING, detail)


async def start_chromium(binary: Path, most_bytes: int = MOST_BYTES) -> Chromium:
    """Start a browser with a fresh profile; raise CaptureFailed if it does not come up.

    While all its processes hold more than `most_bytes`, the largest of them is ended.
    """
    await asyncio.to_thread(sweep_profiles)
    profile = Path(tempfile.mkdtemp(prefix=_PROFILE))
    owner = _unprivileged_owner()
    if owner is not None:
        os.chown(profile, *owner)
    process = await asyncio.create_subprocess_exec(
        *("/bin/sh", "-c", _KEEPER, "keeper", str(binary)),
        *_FLAGS,
        "--headless",
        f"--user-data-dir={profile}",
        "about:blank",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
        env=_environment(profile),
        cwd=profile,
        start_new_session=True,
        user=owner[0] if owner else None,
        group=owner[1] if owner else None,
        extra_groups=[] if owner else None,
    )
    last_words: deque[bytes] = deque(maxlen=5)
    said: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    reading = asyncio.create_task(_listen(process, said, last_words))
    watching = asyncio.create_task(limit_memory(process.pid, most_bytes))
    try:
        async with asyncio.timeout(_START_S):
            endpoint = await said
    except (TimeoutError, EOFError, asyncio.CancelledError) as error:
        await stop_chromium(Chromium("", process, profile, reading, watching))
        if isinstance(error, asyncio.CancelledError):
            raise
        raise _why_not_started(b"".join(last_words).decode("utf-8", "replace")) from error
    return Chromium(endpoint, process, profile, reading, watching)


def sweep_profiles() -> None:
    """Remove the profiles of browsers that no longer run: their worker was killed and could not."""
    old = [each for each in Path(tempfile.gettempdir()).glob(f"{_PROFILE}*") if _is_old(each)]
    used = set(_profiles_in_use()) if old else set()  # asking every process of the machine takes a while
    for left in old:
        if str(left) not in used:
            shutil.rmtree(left, ignore_errors=True)


def _is_old(profile: Path) -> bool:
    """Tell whether a profile has lain there for a while: one that is just made has no browser yet."""
    with suppress(OSError):  # somebody else is sweeping too, or it is not ours
        return time.time() - profile.stat().st_mtime > _YOUNG_S
    return False


def _profiles_in_use() -> Iterator[str]:
    """Yield the profile of every browser that runs, whoever started it."""
    for command in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):  # it has just gone
            for word in command.read_bytes().split(b"\0"):
                if word.startswith(_PROFILE_FLAG):
                    yield word.removeprefix(_PROFILE_FLAG).decode(errors="replace")


def _why_not_started(last_words: str) -> CaptureFailed:
    if "No usable sandbox" in last_words:
        return CaptureFailed(Reason.BROWSER_MISSING, f"no sandbox here; {HOW_TO_INSTALL}")
    return CaptureFailed(Reason.BROWSER_CRASHED, " | ".join(last_words.splitlines())[-_LAST_WORDS_BYTES:])


async def stop_chromium(chromium: Chromium) -> None:
    """Kill the browser with all its children and remove its profile."""
    _kill_group(chromium.process.pid)
    async with asyncio.timeout(_STOP_S):
        await chromium.process.wait()
    for task in (chromium.reading, chromium.watching):
        task.cancel()
    await asyncio.gather(chromium.reading, chromium.watching, return_exceptions=True)
    await asyncio.to_thread(shutil.rmtree, chromium.profile, ignore_errors=True)


async def _listen(
    process: asyncio.subprocess.Process, said: asyncio.Future[str], last_words: deque[bytes]
) -> None:
    """Read what the browser says for as long as it runs: a full pipe would stop it.

    It repeats what pages say to their console, so no line is trusted to be short or to be its own.
    """
    assert process.stderr is not None  # noqa: S101 - asked for above
    while piece := await process.stderr.read(_PIECE_BYTES):
        # On a busy machine many lines come at once: the one with the endpoint may lie far before the last.
        endpoint = None if said.done() else _ENDPOINT.search(b"".join((*last_words, piece)))
        last_words.append(piece[-_LAST_WORDS_BYTES:])
        if endpoint:
            said.set_result(endpoint[1].decode("ascii"))
    if not said.done():
        said.set_exception(EOFError("the browser ended"))


def _kill_group(leader: int) -> None:
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:
        return  # it has already ended


def _unprivileged_owner() -> tuple[int, int] | None:
    """Return the user and group to become, None when we are not root in the first place."""
    if os.geteuid() != 0:
        return None
    entry = pwd.getpwnam(_UNPRIVILEGED)
    return entry.pw_uid, entry.pw_gid


def _environment(profile: Path) -> dict[str, str]:
    """Return the little that a browser needs of our environment: no proxy, no secret."""
    kept = {
        name: os.environ[name]
        for name in ("PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH")
        if name in os.environ
    }
    return {**kept, "HOME": str(profile), "TMPDIR": str(profile), "LANG": "C.UTF-8", "TZ": "Asia/Tehran"}
