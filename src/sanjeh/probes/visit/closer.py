"""A closer look at the page that stands open: its libraries, fonts, larger text, the way of the Tab key.

Each step is one script in a world of its own, where nothing of the page's can change what it finds; only
the libraries' versions are read where the libraries are.
"""

import asyncio
import base64
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from playwright.async_api import CDPSession, Page

from sanjeh.core.failures import LookFailed, Reason
from sanjeh.core.pictures import difference_hash
from sanjeh.core.probing import Evidence
from sanjeh.core.sights.closer import Fonts, FontUsed, Keyboard, Library, Stretched
from sanjeh.probes.visit.known import LIBRARIES, KnownLibrary, version_in_banner

_MOST_PRESSES = 25
_MOST_BANNERS = 6
_BANNER_LETTERS = 2000
_TAB = {"key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9, "nativeVirtualKeyCode": 9}
# A keyboard is used on a desktop; a phone's page hides its menu.
_DESKTOP = {"width": 1280, "height": 800, "deviceScaleFactor": 1, "mobile": False}


@cache
def _script(name: str) -> str:
    return files("sanjeh.probes.visit").joinpath(f"scripts/{name}.js").read_text(encoding="utf-8")


@dataclass
class CloserLook:
    """The steps that follow axe in the same page."""

    page: Page
    session: CDPSession
    evidence: Evidence
    _world: int | None = field(default=None, init=False)

    async def picture_hash(self, screenshot: str) -> str:
        """Return the difference hash of a kept JPEG, which the browser itself makes small."""
        picture = base64.b64encode(self.evidence.read(screenshot)).decode()
        return difference_hash(await self._ask("picture", f'"{picture}"'))

    async def libraries(self) -> tuple[Library, ...]:
        """Return the libraries that tell their version in the page, or else at the head of their file."""
        paths = [(name, path) for name, known in LIBRARIES.items() for path in known.globals]
        told = await self.page.evaluate(_script("libraries"), [path for _, path in paths])
        found = {name: version for (name, _), version in zip(paths, told, strict=True) if version}
        read = [Library(name=name, version=version, source="window") for name, version in found.items()]
        silent = {name: known for name, known in LIBRARIES.items() if name not in found}
        return (*read, *await self._from_banners(silent))

    async def _from_banners(self, wanted: dict[str, KnownLibrary]) -> list[Library]:
        tree = (await self.session.send("Page.getResourceTree"))["frameTree"]
        scripts = [each["url"] for each in tree["resources"] if each["type"] == "Script"]
        asked = [(n, url) for n, known in wanted.items() for url in scripts if known.is_unversioned_file(url)]
        found = []
        for name, url in asked[:_MOST_BANNERS]:
            version = version_in_banner(wanted[name], await self._head_of(tree["frame"]["id"], url))
            found += [Library(name=name, version=version, source="banner")] if version else []
        return found

    async def _head_of(self, frame: str, url: str) -> str:
        content = await self.session.send("Page.getResourceContent", {"frameId": frame, "url": url})
        return str(content["content"])[:_BANNER_LETTERS]

    async def stretched(self) -> Stretched:
        return Stretched.model_validate(await self._ask("stretched"))

    async def fonts(self) -> Fonts:
        """Return which fonts drew the most text-rich places.

        The CSS domain asks again for style sheets that forbid storing: a few requests, and only those.
        """
        places = await self._ask("fonts")
        await self.session.send("DOM.enable")
        await self.session.send("CSS.enable")
        try:
            await self.session.send("DOM.getDocument", {"depth": 0})
            drawn = await asyncio.gather(*(self._drawn_at(at) for at in range(places["places"])))
        finally:
            await self.session.send("CSS.disable")
            await self.session.send("DOM.disable")
        return Fonts(used=_summed(drawn), wanted=tuple(places["wanted"]), failed=tuple(places["failed"]))

    async def _drawn_at(self, at: int) -> list[dict[str, Any]]:
        place = await self._evaluate(f"sanjehPlaces[{at}]", by_value=False)
        node = await self.session.send("DOM.requestNode", {"objectId": place["objectId"]})
        drawn = await self.session.send("CSS.getPlatformFontsForNode", node)
        return list(drawn["fonts"])

    async def keyboard(self) -> Keyboard:
        """Press Tab as often as there is something to reach; nothing else is pressed, nothing is clicked."""
        await self.session.send("Emulation.setDeviceMetricsOverride", _DESKTOP)
        reachable = await self._ask("keyboard_listen")
        # Two more presses than places show whether the focus comes round.
        presses = min(_MOST_PRESSES, reachable + 2)
        await asyncio.gather(*(self._press_tab() for _ in range(presses)))
        return Keyboard.model_validate(await self._ask("keyboard_read"))

    async def _press_tab(self) -> None:
        await asyncio.gather(
            self.session.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **_TAB}),
            self.session.send("Input.dispatchKeyEvent", {"type": "keyUp", **_TAB}),
        )

    async def _ask(self, name: str, argument: str = "") -> Any:
        return (await self._evaluate(f"({_script(name)})({argument})"))["value"]

    async def _evaluate(self, expression: str, *, by_value: bool = True) -> dict[str, Any]:
        """Evaluate in our own world of the main frame; raise LookFailed when the script itself broke."""
        wish = {"expression": expression, "returnByValue": by_value, "awaitPromise": True}
        answer = await self.session.send("Runtime.evaluate", {**wish, "contextId": await self._own_world()})
        if "exceptionDetails" in answer:
            raise LookFailed(Reason.PROBE_BROKEN, str(answer["exceptionDetails"])[:300])
        return dict(answer["result"])

    async def _own_world(self) -> int:
        if self._world is None:
            frame = (await self.session.send("Page.getFrameTree"))["frameTree"]["frame"]["id"]
            world = await self.session.send(
                "Page.createIsolatedWorld", {"frameId": frame, "worldName": "sanjeh closer look"}
            )
            self._world = int(world["executionContextId"])
        return self._world


def _summed(drawn: list[list[dict[str, Any]]]) -> tuple[FontUsed, ...]:
    """Return each font once, the one with most glyphs first."""
    glyphs: dict[tuple[str, bool], int] = {}
    for font in (font for fonts in drawn for font in fonts):
        key = (str(font["familyName"]), bool(font["isCustomFont"]))
        glyphs[key] = glyphs.get(key, 0) + int(font["glyphCount"])
    most_first = sorted(glyphs.items(), key=lambda item: (-item[1], item[0]))
    return tuple(FontUsed(family=f, is_web_font=own, glyphs=n) for (f, own), n in most_first[:10])
