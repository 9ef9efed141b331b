"""Asks pictures where arithmetic cannot tell what a text stands on, and tells axe's answer accordingly."""

import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from copy import deepcopy
from dataclasses import dataclass
from math import ceil, floor
from typing import Any

from playwright.async_api import CDPSession

from sanjeh.net.browser import wait_at_most
from sanjeh.probes.page.axe import script
from sanjeh.probes.page.contrast_picture import Box, Measured, Pixels, measured, pixels
from sanjeh.probes.page.isolated_world import IsolatedWorlds
from sanjeh.probes.page.right_edge import PHONE

_RULE = "color-contrast"
_SCALE = 2.5  # letters are drawn so large that their strokes have a middle of their own colour
_MOST_WINDOWS = 8
_SHOW_S = 3.0
_TWO_FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
_UNSEEN = Measured("unclear")

Axes = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ContrastDoubts:
    """The doubtful texts of the open page; its letters are hidden for a moment, and shown again."""

    worlds: IsolatedWorlds
    session: CDPSession

    async def resolved(self, found: Axes) -> Axes:
        """Return what axe found, with every doubtful text told as its picture shows it."""
        find = f"{script('scripts/contrast_doubts.js')}\n;sanjehDoubts.find(sanjehAxe.contrast)"
        doubts = await self.worlds.ask(find)
        if not doubts:
            return found
        async with self._window():
            seen = await self._measured([each["wanted"] for each in doubts])
        return told(found, [(each, seen.get(index, _UNSEEN)) for index, each in enumerate(doubts)])

    @asynccontextmanager
    async def _window(self) -> AsyncIterator[None]:
        """Show the page as wide as it is laid out, in a plain window: a phone's is scaled and moved."""
        width, height = await self.worlds.ask("[innerWidth, innerHeight]")
        window = {"width": width, "height": height, "deviceScaleFactor": _SCALE, "mobile": False}
        await self.session.send("Emulation.setDeviceMetricsOverride", window)
        try:
            yield
        finally:
            await wait_at_most(_SHOW_S, self.worlds.ask("scrollTo({ top: 0, behavior: 'instant' })"))
            await wait_at_most(_SHOW_S, self.session.send("Emulation.setDeviceMetricsOverride", PHONE))

    async def _measured(self, wanted: list[float]) -> dict[int, Measured]:
        """Return what was measured of each place, by its number; one window of the page after another."""
        found: dict[int, Measured] = {}
        for _ in range(_MOST_WINDOWS):
            left = [index for index in range(len(wanted)) if index not in found]
            if not left:
                break
            await self.worlds.ask(f"sanjehDoubts.gather({left})")
            await self.worlds.ask(_TWO_FRAMES)  # what sticks to the window has come to its place
            view = await self.worlds.ask(f"sanjehDoubts.gather({left})")
            found |= await self._in_window(view, wanted)
        return found

    async def _in_window(self, view: dict[str, Any], wanted: list[float]) -> dict[int, Measured]:
        clip = _around([box for each in view["seen"] for box in each["boxes"]], *view["size"])
        shots = await self._shots(clip, *view["scroll"])
        found = {}
        for each in view["seen"]:
            boxes, without = ([_in_clip(box, clip) for box in each[kind]] for kind in ("boxes", "without"))
            found[each["index"]] = measured(shots, boxes, wanted[each["index"]], without)
        return found

    async def _shots(self, clip: Box, scroll_x: float, scroll_y: float) -> tuple[Pixels, Pixels, Pixels]:
        """Return this part of the window with its letters, without them, and with them again."""
        left, top, right, bottom = clip
        part = {"x": left + scroll_x, "y": top + scroll_y, "width": right - left, "height": bottom - top}
        shown = await self._shot(part)
        async with self._bare():
            bare = await self._shot(part)
        return shown, bare, await self._shot(part)

    @asynccontextmanager
    async def _bare(self) -> AsyncIterator[None]:
        await self.worlds.ask(f"sanjehDoubts.hide(), {_TWO_FRAMES}")
        try:
            yield
        finally:
            await wait_at_most(_SHOW_S, self.worlds.ask(f"sanjehDoubts.show(), {_TWO_FRAMES}"))

    async def _shot(self, part: dict[str, float]) -> Pixels:
        asked = {"format": "png", "clip": {**part, "scale": 1}, "optimizeForSpeed": True}
        return pixels(base64.b64decode((await self.session.send("Page.captureScreenshot", asked))["data"]))


def _around(boxes: list[list[float]], width: float, height: float) -> Box:
    """Return the part of the window that holds these boxes, in whole CSS pixels; a pixel at least."""
    left = max(0, floor(min((box[0] for box in boxes), default=0)))
    top = max(0, floor(min((box[1] for box in boxes), default=0)))
    right = min(width, ceil(max((box[2] for box in boxes), default=0)))
    bottom = min(height, ceil(max((box[3] for box in boxes), default=0)))
    return left, top, max(right, left + 1), max(bottom, top + 1)


def _in_clip(box: list[float], clip: Box) -> Box:
    """Return where a box stands in the picture of this part, in its pixels."""
    left, top, right, bottom = box
    x, y = clip[:2]
    return (left - x) * _SCALE, (top - y) * _SCALE, (right - x) * _SCALE, (bottom - y) * _SCALE


def told(found: Axes, seen: list[tuple[dict[str, Any], Measured]]) -> Axes:
    """Return axe's answer in which each measured place fails, passes or is left to people as it was seen."""
    answer = deepcopy(found)
    for place, sight in seen:
        if place["list"]:
            _take_out(answer[place["list"]], place["target"])
        if sight.verdict == "too_low":
            _put_in(answer["violations"], _as_node(place, sight), most=100)
        elif sight.verdict == "unclear":
            _put_in(answer["incomplete"], _as_node(place, sight), most=10)
    for kind in ("violations", "incomplete"):
        answer[kind] = [rule for rule in answer[kind] if rule["nodes"]]
    return answer


def _take_out(rules: list[dict[str, Any]], target: str) -> None:
    for rule in rules:
        if rule["rule"] == _RULE:
            rule["nodes"] -= 1
            rule["places"] = [place for place in rule["places"] if place["target"] != target]


def _put_in(rules: list[dict[str, Any]], node: dict[str, Any], *, most: int) -> None:
    rule = next((each for each in rules if each["rule"] == _RULE), None)
    if rule is None:
        rule = {"rule": _RULE, "impact": "serious", "nodes": 0, "places": []}
        rules.append(rule)
    rule["nodes"] += 1
    rule["places"] = [*rule["places"], node][:most]


def _as_node(place: dict[str, Any], sight: Measured) -> dict[str, Any]:
    contrast = {
        "ratio": sight.ratio, "wanted": place["wanted"], "fgColor": sight.text_colour,
        "bgColor": sight.background, "fontSize": place["fontSize"],
    }  # fmt: skip
    return {
        "target": place["target"],
        "html": "",
        "contrast": contrast if sight.ratio else None,
        "why": "measured",
    }
