"""Parts that hold the focus and tell the way out, and signs of focus that scripts draw and take away."""

import pytest
from playwright.async_api import Page

from tests.probes.page.small_pages import small_page

# Each place of the part, when it loses the focus, gives it to the next one of the part.
HOLDS = (
    "<script>const held = [...document.querySelectorAll('.held')];"
    "held.forEach((each, at) => { each.onblur = () => held[(at + 1) % held.length].focus() })</script>"
)


@pytest.mark.parametrize(
    ("inside", "around", "tells"),
    [
        ("", "", False),
        ("<p>به بخش بعدی بروید</p>", "", False),
        ("<p>برای خروج Ctrl+M را بزنید</p>", "", True),
        ("", "<p>کلید Esc از این بخش بیرون می‌برد</p>", True),
        ("", "<p>Control room</p>", False),
        ("", "<p hidden>برای خروج Ctrl+M را بزنید</p>", False),
        ("<button class=held>چگونه از این جا بیرون بروم؟</button>", "", True),
        ("<button class=held aria-label='How to go on'>؟</button>", "", True),
        ("<button class=held>بعدی</button>", "", False),
        ("", "<a href='?3'>چگونه درخواست بدهم؟</a>", False),  # stands where the focus never comes
    ],
)
async def test_a_part_that_holds_the_focus_may_tell_the_way_out(
    board: Page, inside: str, around: str, *, tells: bool
) -> None:
    part = f"<button class=held>یک</button> {inside} <button class=held>دو</button>"
    markup = f"<a href='?1'>پیش از آن</a> {part} {around} <a href='?2'>پس از آن</a>"
    async with small_page(board, markup + HOLDS) as page:
        walk = await page.keyboard()

    assert (walk.leaves, walk.stuck_presses >= 6, walk.tells_way_out) == (0, True, tells)


BACK = (
    "<script>const part = document.querySelector('main');"
    "part.addEventListener('focusout', ({{ relatedTarget }}) => {{"
    " if (!part.contains(relatedTarget)) setTimeout(() => part.querySelector('{}')?.focus(), 0) }})</script>"
)
ONWARD = (
    "<script>document.querySelector('button').onfocus = () => setTimeout(() => last.focus(), 20)</script>"
)


@pytest.mark.parametrize(
    ("places", "script", "goes_round"),
    [
        (3, BACK.format("button"), True),
        (2, BACK.format("button"), True),
        (3, BACK.format("nothing"), False),
        (3, BACK.format("button").replace("setTimeout", "void"), False),
        (3, ONWARD, False),
    ],
)
async def test_a_part_of_some_places_that_takes_the_focus_back_later_goes_round(
    board: Page, places: int, script: str, *, goes_round: bool
) -> None:
    part = "".join(f"<button>{each}</button>" for each in range(places))
    around = "<a href='?1'>پیش</a> <main>{}</main> <a href='?2'>پس</a> <a id=last href='?3'>پایان</a>"
    async with small_page(board, around.format(part) + script) as page:
        walk = await page.keyboard()

    assert (max(walk.rounds, walk.held_presses) >= 3) is goes_round


SIGN = "<style>a { outline: none } .lit, .on { background: #ff0 }</style>"
TWO = "<main>{}<a id='other' href='?2'>دیگری</a></main>"
LINK = "<a id='asked' href='?1' {}>این یکی</a>"
DELEGATED = (
    "<script>for (const [event, is_on] of [['focusin', true], ['focusout', false]])"
    " document.querySelector('main').addEventListener(event, ({ target }) => {"
    " if (target.id === 'asked') target.classList.toggle('{}', is_on) })</script>"
)
BESIDE = "<i id='lamp'>●</i>" + LINK.format(
    "onfocus=\"lamp.className = 'lit'\" onblur=\"lamp.className = ''\""
)


@pytest.mark.parametrize(
    ("link", "script", "is_shown"),
    [
        (LINK.format(""), "", False),
        (LINK.format("onfocus=\"className = 'on'\" onblur=\"className = ''\""), "", True),
        (LINK.format("onfocus=\"className = 'same'\" onblur=\"className = ''\""), "", False),
        (LINK.format(""), DELEGATED.replace("{}", "on"), True),
        (LINK.format(""), DELEGATED.replace("{}", "same"), False),
        (BESIDE, "", True),
        (BESIDE.replace("lit", "dark"), "", False),
        (LINK.format("onfocus=\"other.className = 'on'\" onblur=\"other.className = ''\""), "", True),
    ],
)
async def test_a_sign_that_scripts_draw_is_seen_after_they_have_heard(
    board: Page, link: str, script: str, *, is_shown: bool
) -> None:
    async with small_page(board, SIGN + TWO.format(link) + script) as page:
        walk = await page.keyboard()

    assert [stop.shows_focus for stop in walk.stops] == [is_shown, False]
