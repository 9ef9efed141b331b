"""Barriers that axe has no rule for, as the page shows them and the browser hears of clicks."""

from dataclasses import dataclass
from typing import Any

from playwright.async_api import CDPSession
from playwright.async_api import Error as BrowserError

from sanjeh.core.probing.artifacts.page import Barrier
from sanjeh.probes.page.axe import script
from sanjeh.probes.page.isolated_world import IsolatedWorld

_SCRIPTS = (
    "drawn_tree", "barriers", "barriers_of_links", "barriers_of_forms", "barriers_of_text",
    "barriers_of_looks",
)  # fmt: skip
_CLICKS = frozenset({"click", "mousedown", "mouseup", "pointerdown", "pointerup", "touchstart", "touchend"})
_KEYS = frozenset({"focus", "focusin", "keydown", "keyup", "keypress"})
_KINDS = {"change": "change", **dict.fromkeys(_CLICKS, "click"), **dict.fromkeys(_KEYS, "key")}
_MOST_LISTENERS = 200
_HEARD = "function (kind) { sanjehBarriers.hears(this, kind); }"
_HEARD_ALL = "sanjehBarriers.tellHeard({})"
_TOLD = "JSON.parse(JSON.stringify([...sanjehBarriers.found.values()]))"


@dataclass(frozen=True, slots=True)
class Barriers:
    """One look at the document of a page, in our own world; nothing is pressed or changed."""

    world: IsolatedWorld
    session: CDPSession

    async def told(self) -> tuple[Barrier, ...]:
        """Return each kind that was met, how often and where, by its name."""
        await self.world.ask(
            "\n;\n".join([*(script(f"scripts/{name}.js") for name in _SCRIPTS), "undefined"])
        )
        listening = await self._listening()
        for node, kind in listening[:_MOST_LISTENERS]:
            await self._tell_who_hears(node, kind)
        if len(listening) <= _MOST_LISTENERS:
            await self.world.ask(_HEARD_ALL.format(str(await self._window_hears_clicks()).lower()))
        found = [Barrier.model_validate(each) for each in await self.world.ask(_TOLD)]
        return tuple(sorted(found, key=lambda each: each.kind))

    async def _listening(self) -> list[tuple[int, str]]:
        """Return the nodes of the page that listen themselves, and for what."""
        body = await self._send("Runtime.evaluate", expression="document", contextId=self.world.context)
        node = await self._send("DOM.describeNode", objectId=body["result"]["objectId"])
        # Who listens is told world by world: here it is the page's own that is asked for.
        theirs = await self._send("DOM.resolveNode", backendNodeId=node["node"]["backendNodeId"])
        heard = await self._send(
            "DOMDebugger.getEventListeners", objectId=theirs["object"]["objectId"], depth=-1, pierce=True
        )
        listeners = [
            each for each in heard["listeners"] if each["type"] in _KINDS and "backendNodeId" in each
        ]
        return list(dict.fromkeys((each["backendNodeId"], _KINDS[each["type"]]) for each in listeners))

    async def _window_hears_clicks(self) -> bool:
        """Tell whether the page hears at its window what is clicked anywhere in it."""
        window = await self._send("Runtime.evaluate", expression="window")
        heard = await self._send("DOMDebugger.getEventListeners", objectId=window["result"]["objectId"])
        # What hears there before all others, on the way down, is the driver of the browser.
        return any(each["type"] in _CLICKS and not each["useCapture"] for each in heard["listeners"])

    async def _tell_who_hears(self, node: int, kind: str) -> None:
        try:
            found = await self._send(
                "DOM.resolveNode", backendNodeId=node, executionContextId=self.world.context
            )
        except BrowserError:
            return  # it has gone meanwhile, or stands in a frame
        if "objectId" in found["object"]:
            asked = {"objectId": found["object"]["objectId"], "arguments": [{"value": kind}]}
            await self._send("Runtime.callFunctionOn", functionDeclaration=_HEARD, **asked)

    async def _send(self, method: str, **asked: Any) -> dict[str, Any]:
        return dict(await self.session.send(method, asked))
