"""Runs axe with our contrast rule in every frame of a page, out of the reach of the page's own scripts."""

import asyncio
import hashlib
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from playwright.async_api import Error as BrowserError

from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.probes.page.isolated_world import IsolatedWorld, IsolatedWorlds

AXE_SHA256 = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"
_OURS = ("surely_readable", "contrast", "targets", "axe_run")
_MOST_FRAMES = 50
_FRAME_S = 8.0


@cache
def script(name: str) -> str:
    """Return one of our scripts, or axe itself after its hash was checked."""
    content = files("sanjeh.probes.page").joinpath(name).read_bytes()
    if name == "axe.min.js" and hashlib.sha256(content).hexdigest() != AXE_SHA256:
        raise CaptureFailed(Reason.PROBE_BROKEN, "axe.min.js is not the file whose hash we know")
    return content.decode()


@cache
def call(name: str) -> str:
    """Return the expression that runs one of our scripts, which reads the page as it is drawn."""
    return f"{script('scripts/drawn_tree.js')}\n;({script(f'scripts/{name}.js')})()"


@cache
def _all_of_axe() -> str:
    """Return axe, our contrast rule and how they are run, to be sent in one message.

    The first line has every function compiled once, where a lazy compiler reads most of them three times.
    axe waits for no time by setTimeout, which never ends in a sandbox without scripts: a promise does.
    """
    whole = "\n;\n".join(map(script, ("axe.min.js", *map("scripts/{}.js".format, _OURS))))
    at_once = "(work, ms) => (ms ? window.setTimeout(work, ms) : void Promise.resolve().then(work))"
    return f"//# allFunctionsCalledOnLoad\n((setTimeout) => {{ {whole} }})({at_once})"


@dataclass
class Axe:
    """One run of axe over a page; a frame that cannot be seen is counted, the others are told."""

    worlds: IsolatedWorlds
    frames_left: int = _MOST_FRAMES

    async def results(self) -> dict[str, Any]:
        """Return what axe found: rules, counts, places."""
        world = await self.worlds.main()
        if not self.worlds.has_frames:
            return dict(await world.ask(f"{_all_of_axe()}\n;sanjehAxe.alone()"))
        contexts = await world.ask(f"{_all_of_axe()}\n;sanjehAxe.look(document)")
        others = [part for each in await self._inside(world, contexts) for part in each]
        return dict(await world.ask(f"sanjehAxe.tell([{','.join(others)}])"))

    async def _inside(self, world: IsolatedWorld, contexts: list[Any]) -> list[list[str]]:
        """Return the parts of each frame in this one: its own and then those of the frames in it, as JSON."""
        return [await self._part(world, number, context) for number, context in enumerate(contexts)]

    async def _part(self, parent: IsolatedWorld, number: int, context: Any) -> list[str]:
        self.frames_left -= 1
        if self.frames_left < 0:
            return ["null"]
        try:
            async with asyncio.timeout(_FRAME_S):
                return await self._look(parent, number, context)
        except (BrowserError, TimeoutError):
            return ["null"]  # it has gone, or its scripts never end: axe takes this for a frame not tested

    async def _look(self, parent: IsolatedWorld, number: int, context: Any) -> list[str]:
        world = await self.worlds.of(await parent.frame_of(f"sanjehAxe.frames[{number}]"))
        inside = await world.ask(f"{_all_of_axe()}\n;sanjehAxe.look({json.dumps(context)})")
        own = await world.ask("sanjehAxe.seen()")
        return [own, *(part for each in await self._inside(world, inside) for part in each)]
