"""A closer look at the page that stands open: its libraries, fonts, larger text, the way of the Tab key.

Each step is one script in a world of its own, where nothing of the page's can change what it finds; only
the libraries' versions are read where the libraries are.
"""

import asyncio
import json
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image
from playwright.async_api import Error as BrowserError

from sanjeh.core.probing.artifacts.intrusive_steps import Fonts, Keyboard, Library, Stretched
from sanjeh.core.probing.contracts import Evidence
from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.core.statistics.perceptual_hash import difference_hash
from sanjeh.probes.page.axe import call, script
from sanjeh.probes.page.fingerprints import LIBRARIES, KnownLibrary, version_in_banner
from sanjeh.probes.page.isolated_world import IsolatedWorlds
from sanjeh.probes.page.keyboard import HELD_PRESSES

_MOST_PRESSES, _MORE_PRESSES = 15, 6
# What a script does to the focus a moment after a key was pressed, and how often it is given the chance.
_MOMENT_S, _PRESSES_AT_LEISURE = 0.4, 10
_MOST_BANNERS = 3
_BANNER_LETTERS = 2000
_ANSWER_MS = 500
_TAB = {"key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9, "nativeVirtualKeyCode": 9}


@dataclass(frozen=True, slots=True)
class IntrusiveSteps:
    """The steps that follow axe in the same page."""

    worlds: IsolatedWorlds
    evidence: Evidence

    async def picture_hash(self, screenshot: str) -> str:
        """Return the difference hash of a kept JPEG that the browser made."""
        with Image.open(BytesIO(self.evidence.read(screenshot)), formats=["JPEG"]) as picture:
            return difference_hash(picture.convert("L").resize((9, 8), Image.Resampling.BOX).tobytes())

    async def libraries(self) -> tuple[Library, ...]:
        """Return the libraries that tell their version in the page, or else at the head of their file."""
        paths = [(name, path) for name, known in LIBRARIES.items() for path in known.globals]
        answers = zip(paths, await self._told([path for _, path in paths]), strict=False)
        found = {n: v for (n, _), v in answers if isinstance(v, str) and LIBRARIES[n].versions.match(v)}
        read = [Library(name=name, version=version, source="window") for name, version in found.items()]
        silent = {name: known for name, known in LIBRARIES.items() if name not in found}
        return (*read, *await self._from_banners(silent))

    async def _told(self, paths: list[str]) -> list[Any]:
        """Return what the page itself says in these places; one that breaks our script says nothing.

        Raise CaptureFailed when it never answers: the browser then ends our script, and the page lives on.
        """
        expression = f"({script('scripts/libraries.js')})({json.dumps(paths)})"
        asked = {"expression": expression, "returnByValue": True, "timeout": _ANSWER_MS}
        try:
            answer = await self.worlds.session.send("Runtime.evaluate", asked)
        except BrowserError as error:
            if "terminated" in error.message:
                raise CaptureFailed(
                    Reason.PAGE_HUNG, "asked for its libraries, the page never answers"
                ) from error
            raise
        told = answer["result"].get("value")
        return told if isinstance(told, list) else []

    async def _from_banners(self, wanted: dict[str, KnownLibrary]) -> list[Library]:
        tree = (await self.worlds.session.send("Page.getResourceTree"))["frameTree"]
        scripts = [each["url"] for each in tree["resources"] if each["type"] == "Script"]
        asked = [(n, url) for n, known in wanted.items() for url in scripts if known.is_unversioned_file(url)]
        found = []
        for name, url in asked[:_MOST_BANNERS]:
            version = version_in_banner(wanted[name], await self._head_of(tree["frame"]["id"], url))
            found += [Library(name=name, version=version, source="banner")] if version else []
        return found

    async def _head_of(self, frame: str, url: str) -> str:
        """Return how a script's file begins, empty when the browser has it no more (or it never came)."""
        try:
            content = await self.worlds.session.send(
                "Page.getResourceContent", {"frameId": frame, "url": url}
            )
        except BrowserError:
            return ""
        return str(content["content"])[:_BANNER_LETTERS]

    async def stretched(self) -> Stretched:
        return Stretched.model_validate(await self._ask("stretched"))

    async def fonts(self) -> Fonts:
        return Fonts.model_validate(await self._ask("fonts"))

    async def keyboard(self) -> Keyboard:
        """Press Tab as often as there is something to reach; nothing else is pressed, nothing is clicked.

        The window is the one that the step `reflow` left: a desktop's, enlarged four times.
        """
        reachable = await self._ask("keyboard_listen")
        # More presses than places show whether the focus comes round or is held.
        presses = min(_MOST_PRESSES, reachable + _MORE_PRESSES)
        # Held down, as people do: one message a place, and the key comes up once.
        await asyncio.gather(*(self._press_tab() for _ in range(presses)))
        await self._press_tab("keyUp")
        await asyncio.sleep(_MOMENT_S)
        if await self.worlds.ask("sanjehWalk.pulls"):
            await self._press_at_leisure()
        return Keyboard.model_validate(await self._ask("keyboard_read"))

    async def _press_at_leisure(self) -> None:
        """Press Tab some times more, and see where the focus is when the page has had its say."""
        await self.worlds.ask("sanjehWalk.rest()")
        for _ in range(_PRESSES_AT_LEISURE):
            await self._press_tab()
            await self._press_tab("keyUp")
            await asyncio.sleep(_MOMENT_S)
            if await self.worlds.ask("sanjehWalk.rest()") >= HELD_PRESSES:
                break

    async def _press_tab(self, kind: str = "rawKeyDown") -> None:
        await self.worlds.session.send("Input.dispatchKeyEvent", {"type": kind, **_TAB})

    async def _ask(self, name: str) -> Any:
        return await self.worlds.ask(call(name))
