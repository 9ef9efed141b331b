"""Contrast where no background of an element is the ground: measured in pictures, or left to people."""

import json
import re
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw
from playwright.async_api import Page

from sanjeh.probes.page.contrast_doubts import told
from sanjeh.probes.page.contrast_picture import Measured, Pixels, measured, pixels
from tests.evidence import MemoryStore
from tests.probes.judging import present
from tests.probes.page.conftest import Visit
from tests.probes.page.small_pages import small_page

PLACE = {"target": "#one", "wanted": 4.5, "fontSize": "16px"}
ROW = (0.0, 0.0, 60.0, 30.0)


def drawn(ink: str, *grounds: str) -> tuple[Pixels, Pixels, Pixels]:
    """Return a row of bars in one colour on grounds beside each other, the same without bars, and again."""
    bare = Image.new("RGB", (60, 30))
    for at, ground in enumerate(grounds):
        step = 60 // len(grounds)
        bare.paste(ground, (at * step, 0, (at + 1) * step, 30))
    shown = bare.copy()
    for left in range(4, 60, 10):
        ImageDraw.Draw(shown).rectangle((left, 5, left + 4, 25), ink)
    return np.asarray(shown), np.asarray(bare), np.asarray(shown)


@pytest.mark.parametrize(
    ("ink", "grounds", "wanted", "said"),
    [
        ("#767676", ("#fff",), 4.5, Measured("enough", 4.54, "#767676", "#ffffff")),
        ("#797979", ("#fff",), 4.5, Measured("unclear", 4.35, "#797979", "#ffffff")),
        ("#888888", ("#fff",), 4.5, Measured("too_low", 3.54, "#888888", "#ffffff")),
        ("#888888", ("#fff",), 3.0, Measured("enough", 3.54, "#888888", "#ffffff")),
        ("#222222", ("#000",), 4.5, Measured("too_low", 1.32, "#222222", "#000000")),
    ],
)
def test_a_ratio_is_read_from_the_ink_and_what_it_stands_on(
    ink: str, grounds: tuple[str, ...], wanted: float, said: Measured
) -> None:
    assert measured(drawn(ink, *grounds), [ROW], wanted) == said


def test_of_two_grounds_each_has_to_do() -> None:
    verdicts = [
        measured(drawn(ink, *grounds), [ROW], 4.5).verdict
        for ink, grounds in [
            ("#000", ("#fff", "#aaa")),
            ("#000", ("#fff", "#222")),
            ("#555", ("#777", "#222")),
        ]
    ]

    assert verdicts == ["enough", "unclear", "too_low"]


def test_what_moves_or_is_not_seen_is_left_to_people() -> None:
    shown, bare, _ = drawn("#000", "#fff")

    assert [
        measured((shown, bare, bare), [ROW], 4.5).verdict,
        measured((bare, bare, bare), [ROW], 4.5).verdict,
        measured((shown, bare, shown), [], 4.5).verdict,
        measured((shown, bare, shown), [(70.0, 0.0, 90.0, 9.0)], 4.5).verdict,
    ] == ["unclear"] * 4


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        (ROW, "enough"),
        ((0.0, 0.0, 60.0, 33.0), "enough"),
        ((0.0, 0.0, 60.0, 33.1), "unclear"),
        ((0.0, 0.0, 63.1, 30.0), "unclear"),
        ((-3.1, 0.0, 60.0, 30.0), "unclear"),
        ((0.0, -3.1, 60.0, 30.0), "unclear"),
        ((-3.0, -3.0, 60.0, 30.0), "enough"),
    ],
)
def test_a_line_that_goes_on_beyond_the_picture_is_left_to_people(
    row: tuple[float, float, float, float], verdict: str
) -> None:
    assert measured(drawn("#000000", "#fff"), [row], 4.5).verdict == verdict


def test_of_two_lines_the_worse_is_told_and_other_text_is_left_out() -> None:
    fair, faint = drawn("#000", "#fff"), drawn("#bbb", "#fff")
    both = tuple(np.concatenate([one, other]) for one, other in zip(fair, faint, strict=True))
    lines = [ROW, (0.0, 30.0, 60.0, 60.0)]

    verdicts = [
        measured((both[0], both[1], both[2]), lines, 4.5, without).verdict for without in ([], lines[1:])
    ]

    assert verdicts == ["too_low", "enough"]


def test_a_picture_is_read_as_its_colours() -> None:
    png = BytesIO()
    Image.new("RGB", (2, 1), "#102030").save(png, "PNG")

    assert pixels(png.getvalue()).tolist() == [[[16, 32, 48], [16, 32, 48]]]


def answer(*failing: str) -> dict[str, object]:
    places = [{"target": target, "contrast": {"ratio": 2.0}} for target in failing]
    rule = {"rule": "color-contrast", "impact": "serious", "nodes": len(places), "places": places}
    return {"violations": [rule] if places else [], "incomplete": []}


@pytest.mark.parametrize(
    ("found", "verdict", "failing", "unclear"),
    [
        (("#one", "#two"), "enough", ["#two"], []),
        (("#one",), "enough", [], []),
        (("#one",), "unclear", [], ["#one"]),
        (("#one",), "too_low", ["#one"], []),
        ((), "too_low", ["#one"], []),
        ((), "unclear", [], ["#one"]),
        ((), "enough", [], []),
    ],
)
def test_a_measured_place_is_told_as_it_was_seen(
    found: tuple[str, ...], verdict: str, failing: list[str], unclear: list[str]
) -> None:
    place = PLACE | {"list": "violations" if found else ""}

    answered = told(answer(*found), [(place, Measured(verdict, 2.0, "#777777", "#555555"))])

    kinds = {kind: [p["target"] for rule in answered[kind] for p in rule["places"]] for kind in answered}
    counts = [rule["nodes"] for kind in answered for rule in answered[kind]]
    assert kinds == {"violations": failing, "incomplete": unclear}
    assert counts == [len(targets) for targets in (failing, unclear) if targets]


@pytest.mark.parametrize("page", ["grounds.html", "dark_canvas.html"])
async def test_contrast_is_right_where_the_ground_is_no_background(
    visit: Visit, kept: MemoryStore, page: str
) -> None:
    artifact = await visit(page)
    results = json.loads(kept.read(present(artifact.axe)))

    found = {kind: _places(results[kind]) for kind in ("violations", "incomplete")}
    ids = set(re.findall(r'id="?((?:fail|left)-\w+)', kept.read(present(artifact.dom)).decode()))
    ids |= {"fail-framed"} if page == "grounds.html" else set()
    assert found["violations"] == {each for each in ids if each.startswith("fail-")}
    assert found["incomplete"] == {each for each in ids if each.startswith("left-")}
    assert artifact.failures == ()


def _places(rules: list[dict[str, Any]]) -> set[str]:
    """Return the ids of the places of low contrast."""
    places = [place for rule in rules if rule["rule"] == "color-contrast" for place in rule["places"]]
    return {place["target"].rpartition("#")[2].partition(":")[0] for place in places}


RING = (
    "<div style='margin:60px;height:1px;outline:{} solid #111'></div>"
    "<p style='margin:-50px 60px 0;position:relative;color:{}'>نوشته‌ی روی حلقه</p>"
)
ITEMS = "<style>li::marker {{ color: {} }}</style><ol style='list-style:{}'><li>بند نخست</li></ol>"


@pytest.mark.parametrize(
    ("markup", "faint"),
    [
        (RING.format("44px", "#222"), 1),
        (RING.format("44px", "#eee"), 0),
        (RING.format("7px", "#222"), 0),  # too thin for a text to stand on it
        (ITEMS.format("#ddd", "decimal"), 1),
        (ITEMS.format("#ddd", "persian inside"), 1),
        (ITEMS.format("#333", "decimal"), 0),
        (ITEMS.format("#ddd", "disc"), 0),  # says nothing
    ],
)
async def test_text_on_rings_and_numbers_of_items_are_measured_as_well(
    board: Page, markup: str, faint: int
) -> None:
    async with small_page(board, f"<body style='background:#fff;color:#222'>{markup}") as page:
        assert await page.faint_texts() == faint
