"""A world of our own in each frame: it sees the page's elements, and the page's scripts cannot touch it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import CDPSession, Page
from playwright.async_api import Error as BrowserError

WORLD = "sanjeh"


@dataclass(frozen=True, slots=True)
class IsolatedWorld:
    """Our own world in one frame: its window, built-ins and wrappers are not those of the page."""

    session: CDPSession
    context: int

    async def ask(self, expression: str) -> Any:
        """Return what the expression comes to, its promise awaited; raise BrowserError when it throws."""
        return (await self._evaluate(expression, by_value=True)).get("value")

    async def frame_of(self, expression: str) -> str:
        """Return the id of the frame in this iframe element, empty when there is none."""
        element = await self._evaluate(expression, by_value=False)
        described = await self.session.send("DOM.describeNode", {"objectId": element["objectId"]})
        return str(described["node"].get("frameId", ""))

    async def _evaluate(self, expression: str, *, by_value: bool) -> dict[str, Any]:
        asked = {"expression": expression, "contextId": self.context, "returnByValue": by_value}
        answer = await self.session.send("Runtime.evaluate", {**asked, "awaitPromise": True})
        if broken := answer.get("exceptionDetails"):
            raise BrowserError(broken.get("exception", {}).get("description") or broken["text"])
        return dict(answer["result"])


@dataclass
class IsolatedWorlds:
    """Our worlds in the frames of one page, those of other sites and sandboxed ones included."""

    page: Page
    session: CDPSession
    _sessions: dict[str, CDPSession] = field(default_factory=dict)
    _main: IsolatedWorld | None = None

    def __post_init__(self) -> None:
        self.session.on("Page.frameNavigated", self._forget)

    def _forget(self, event: dict[str, Any]) -> None:
        if "parentId" not in event["frame"]:
            self._main = None  # another document stands there now

    async def listen(self, script: str) -> None:
        """Run the script in our world of every document from its first moment on."""
        await self.session.send("Page.enable")
        await self.session.send(
            "Page.addScriptToEvaluateOnNewDocument", {"source": script, "worldName": WORLD}
        )

    async def ask(self, expression: str) -> Any:
        """Return what the expression comes to in our world of the page itself."""
        return await (await self.main()).ask(expression)

    async def main(self) -> IsolatedWorld:
        """Return the world of the page itself, of the document that stands there now."""
        if self._main is None:
            tree = await self.session.send("Page.getFrameTree")
            self._main = await self._world(self.session, tree["frameTree"]["frame"]["id"])
        return self._main

    @property
    def has_frames(self) -> bool:
        """Tell whether there are frames in the page."""
        return len(self.page.frames) > 1

    async def of(self, frame: str) -> IsolatedWorld:
        """Return the world of a frame; raise BrowserError when it has gone."""
        if frame not in self._sessions:
            await self._find_sessions()
        return await self._world(self._sessions.get(frame, self.session), frame)

    async def _find_sessions(self) -> None:
        """Learn which session serves which frame: a frame of another site lives in a process of its own."""
        sessions = [self.session]
        for frame in self.page.frames[1:]:
            try:
                sessions.append(await self.page.context.new_cdp_session(frame))
            except BrowserError:
                continue  # it lives in the process of its parent, whose session serves it
        for session in sessions:
            tree = await session.send("Page.getFrameTree")
            self._sessions |= dict.fromkeys(_frames(tree["frameTree"]), session)

    async def _world(self, session: CDPSession, frame: str) -> IsolatedWorld:
        wanted = {"frameId": frame, "worldName": WORLD}
        made = await session.send("Page.createIsolatedWorld", wanted)
        return IsolatedWorld(session, made["executionContextId"])


def _frames(tree: dict[str, Any]) -> Iterator[str]:
    yield tree["frame"]["id"]
    for child in tree.get("childFrames", []):
        yield from _frames(child)
