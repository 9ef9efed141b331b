"""Barriers and their nearest neighbours: the same markup with the one thing that makes it right."""

import pytest
from playwright.async_api import Page

from tests.probes.page.small_pages import small_page

GAP = '<div style="display:flex;gap:{gap}"><label for="f" style="{look}">نام پدر</label><input id="f"></div>'
DEAD_LINK = '<p><a href="#" id="dead">همه‌ی پیوست‌ها</a></p>'
LISTENS = "all.appendChild(document.createElement('{}')).onclick = () => {{}}"
SELECT = '<label>زبان <select id="s"><option>فارسی<option>English</select></label>'
UNTIL_LATE = (
    "new Promise(done => { const look = () =>"
    " document.title === 'late' ? done() : requestAnimationFrame(look); look() })"
)
ACTS = "<script>document.getElementById('s').addEventListener('change', () => {})</script>"


@pytest.mark.parametrize(
    ("markup", "is_told"),
    [
        ("<table><tr><td>فهرست<td>متن</table>", True),
        ("<table><tr><td>گرفتن با <a href='?1'>پی‌دی‌اف</a><td>گرفتن با <a href='?2'>اکسل</a></table>", False),
        ("<table><tr><td><a href='?1'>خانه</a><td><p>متن صفحه</p></table>", True),
        ("<table role='presentation'><tr><td>فهرست<td>متن</table>", False),
        ("<table><tr><td role='rowheader'>سن<td>۶۵</table>", False),
        ("<table><tr><td><a href='?1'>یک</a><h2>دو</h2><td><a href='?2'>سه</a><h2>چهار</h2></table>", True),
    ],
)
async def test_one_row_of_unlike_cells_is_a_page_and_one_of_like_cells_is_not(
    board: Page, markup: str, *, is_told: bool
) -> None:
    async with small_page(board, markup) as page:
        assert ("table_for_layout" in await page.barriers()) is is_told


@pytest.mark.parametrize(
    ("markup", "barriers"),
    [
        ("<table><thead><tr><td>نام<tbody><tr><td>زهرا</table>", {"table_without_headers": 1}),
        ("<table><thead><tr><td role='columnheader'>نام<tbody><tr><td>زهرا</table>", {}),
        ("<table><tr><th colspan='2'>نام<tr><th>کوچک<th>خانوادگی</table>", {"table_without_cells": 1}),
        ("<table><tr><th id='n' colspan='2'>نام<tr><th headers='n'>کوچک<th headers='n'>خانوادگی</table>", {}),
    ],
)
async def test_a_cell_may_be_a_heading_by_its_role_and_a_heading_a_cell_by_its_own_heading(
    board: Page, markup: str, barriers: dict[str, int]
) -> None:
    async with small_page(board, markup) as page:
        assert await page.barriers() == barriers


@pytest.mark.parametrize(
    ("markup", "is_told"),
    [
        ("<fieldset disabled><label>نام <input></label></fieldset>", False),
        ("<dialog open><fieldset><label>نام <input></label></fieldset></dialog>", False),
        ("<fieldset><label>می‌پذیرم <input type='checkbox'></label></fieldset>", False),
        ("<fieldset><legend></legend><label>نام <input></label></fieldset>", True),
        ("<fieldset><label>نام <input></label> <label>شهر <input></label></fieldset>", True),
        ("<fieldset><label>نام <input></label> <label hidden>شهر <input></label></fieldset>", False),
        ("<fieldset><input></fieldset>", True),
        ("<fieldset>نشانی</fieldset>", True),
    ],
)
async def test_a_box_around_one_labelled_field_is_no_group(
    board: Page, markup: str, *, is_told: bool
) -> None:
    async with small_page(board, markup) as page:
        assert ("fieldset_without_legend" in await page.barriers()) is is_told


@pytest.mark.parametrize(
    ("markup", "is_told"),
    [
        ("<p>یک</p><p></p><p>دو</p>", True),
        ("<p>یک</p><p>&nbsp;</p><p>دو</p>", True),
        ("<main><p></p></main>", True),
        ("<p>یک</p><p>دو<p>", False),
        ("<main><div>یک<p>دو</p></p></div></main>", False),
        ("<p>یک</p><p aria-live='polite'></p><p>دو</p>", False),
    ],
)
async def test_an_empty_paragraph_parts_and_one_left_over_at_the_end_does_not(
    board: Page, markup: str, *, is_told: bool
) -> None:
    async with small_page(board, markup) as page:
        assert ("empty_paragraph" in await page.barriers()) is is_told


@pytest.mark.parametrize(
    ("button", "is_told"),
    [
        ("", True),
        ("<button>جست‌وجو</button>", False),
        ("<input type='submit' value='جستجو'>", False),
        ("<button aria-label='جست‌وجو'>🔍</button>", False),
        ("<button hidden>جست‌وجو</button>", True),
        ("<button>برو</button>", True),
        ("<span>جست‌وجو</span>", True),
        ("<input aria-label='دیگر'><button>جست‌وجو</button>", True),
    ],
)
async def test_a_button_beside_a_field_may_say_what_the_placeholder_says(
    board: Page, button: str, *, is_told: bool
) -> None:
    async with small_page(board, f"<form><input placeholder='جست‌وجوی خدمت'>{button}</form>") as page:
        assert ("placeholder_is_label" in await page.barriers()) is is_told


@pytest.mark.parametrize(
    ("gap", "look", "is_told"),
    [
        ("330px", "", True),
        ("310px", "", False),
        ("330px", "font-size:20px", False),
        ("330px", "position:absolute;left:-9999px", False),
        ("330px", "position:absolute;top:-9999px", False),
        ("330px", "inline-size:1px;block-size:1px;overflow:hidden", False),
    ],
)
@pytest.mark.parametrize("direction", ["rtl", "ltr"])
async def test_a_label_is_far_from_twenty_of_its_letters_on_and_if_it_is_drawn(
    board: Page, direction: str, gap: str, look: str, *, is_told: bool
) -> None:
    markup = f"<body dir={direction}>{GAP.format(gap=gap, look=look)}"
    async with small_page(board, markup) as page:
        assert ("label_far_away" in await page.barriers()) is is_told


@pytest.mark.parametrize(
    ("letters", "breaks", "is_told"), [(2001, 0, True), (2000, 0, False), (2001, 2, True), (2001, 3, False)]
)
async def test_a_wall_of_text_is_more_than_two_thousand_letters_without_a_break(
    board: Page, letters: int, breaks: int, *, is_told: bool
) -> None:
    async with small_page(
        board, f"<p>{'الف ' * (letters // 3)}{'ب' * (letters % 3)}{'<br>' * breaks}"
    ) as page:
        assert ("wall_of_text" in await page.barriers()) is is_told


@pytest.mark.parametrize(
    ("markup", "is_told"),
    [
        (SELECT + ACTS, True),
        (SELECT, False),
        (f"<form>{SELECT}</form>{ACTS}", False),
        (f"<main>{SELECT}<button>برو</button></main>{ACTS}", False),
        (f"<section>{SELECT}</section><button>برو</button>{ACTS}", True),
        (f"<div hidden>{SELECT}</div>{ACTS}", False),
        (f"{SELECT}<script>document.addEventListener('change', () => {{}})</script>", False),
    ],
)
async def test_a_choice_acts_at_once_where_it_is_heard_and_no_button_could_act_instead(
    board: Page, markup: str, *, is_told: bool
) -> None:
    async with small_page(board, markup) as page:
        assert ("choice_acts_at_once" in await page.barriers()) is is_told


@pytest.mark.parametrize(
    ("heard", "is_told"),
    [
        ("", True),
        ("dead.addEventListener('click', () => {})", False),
        ("dead.onclick = () => {}", False),
        ("dead.setAttribute('onclick', 'void 0')", False),
        ("dead.parentElement.setAttribute('onclick', 'void 0')", False),
        ("dead.addEventListener('pointerdown', () => {})", False),
        ("dead.parentElement.addEventListener('click', () => {})", False),
        ("document.body.addEventListener('click', () => {})", False),
        ("document.documentElement.addEventListener('click', () => {})", False),
        ("document.addEventListener('click', () => {})", False),
        ("addEventListener('click', () => {})", False),
        ("addEventListener('scroll', () => {})", True),
        ("dead.addEventListener('mouseover', () => {})", True),
        ("dead.previousElementSibling.addEventListener('click', () => {})", True),
    ],
)
@pytest.mark.parametrize("when", ["at once", "late"])
async def test_a_link_to_nowhere_is_told_where_no_one_about_it_hears_a_press(
    board: Page, heard: str, when: str, *, is_told: bool
) -> None:
    script = heard if when == "at once" else f"setTimeout(() => {{ {heard} ; document.title = 'late' }}, 50)"
    markup = f"<main><b>یک</b>{DEAD_LINK}</main><script>{script}</script>"
    async with small_page(board, markup.replace("<p><a", "<p><i>دو</i><a")) as page:
        if when == "late":
            await page.worlds.ask(UNTIL_LATE)
        assert ("link_leads_nowhere" in await page.barriers()) is is_told


async def test_a_link_in_a_shadow_root_is_answered_by_who_hears_in_there(board: Page) -> None:
    markup = "<div id='h'></div>"
    script = (
        "<script>const root = h.attachShadow({ mode: 'open' });"
        "root.innerHTML = '<a href=#>یک</a> <a href=#>دو</a>';"
        "root.firstChild.addEventListener('click', () => {})</script>"
    )
    async with small_page(board, markup + script) as page:
        assert (await page.barriers()).get("link_leads_nowhere") == 1


@pytest.mark.parametrize(("listeners", "is_told"), [(200, True), (201, False)])
async def test_where_too_many_listen_nothing_is_said_of_what_nobody_hears(
    board: Page, listeners: int, *, is_told: bool
) -> None:
    script = f"for (let i = 0; i < {listeners}; i += 1) {LISTENS.format('i')}"
    async with small_page(board, f"{DEAD_LINK}<div id='all'></div><script>{script}</script>") as page:
        assert ("link_leads_nowhere" in await page.barriers()) is is_told


async def test_of_many_who_listen_the_first_two_hundred_are_asked(board: Page) -> None:
    script = f"for (let i = 0; i < 201; i += 1) {{ {LISTENS.format('div')}; all.lastChild.textContent = i }}"
    async with small_page(board, f"<div id='all'></div><script>{script}</script>") as page:
        assert (await page.barriers())["fake_button"] == 200


BOX = "<input type='{}' name='row' aria-label='{}'>"
TICKS = BOX.format("checkbox", 1), BOX.format("checkbox", 2)


@pytest.mark.parametrize(
    ("markup", "is_told"),
    [
        ("<table><tr><td>{}<td>یک<tr><td>{}<td>دو</table>".format(*TICKS), False),
        (f"<table><tr><td>{BOX.format('radio', 1)}<td>{BOX.format('radio', 2)}</table>", True),
        (f"<p>{BOX.format('radio', 1)}<p>{BOX.format('radio', 2)}", True),
    ],
)
async def test_one_choice_in_each_row_belongs_to_its_row(board: Page, markup: str, *, is_told: bool) -> None:
    async with small_page(board, markup) as page:
        assert ("group_without_legend" in await page.barriers()) is is_told


@pytest.mark.parametrize(
    ("alt", "is_told"),
    [
        ("IMG_20231105.jpg", True),
        ("DSC00123", True),
        ("IMG-20240101", True),
        ("Screenshot 2024-01-02 10.11.12", True),
        ("WhatsApp Image 2024-01-02 at 10.11.12 PM", True),
        ("Screenshot of the form", False),
        ("DSC decoder", False),
        ("نقشه‌ی Node.js", False),
    ],
)
async def test_what_a_camera_calls_a_picture_says_nothing_of_it(
    board: Page, alt: str, *, is_told: bool
) -> None:
    picture = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
    async with small_page(board, f"<img src='{picture}' width='60' height='60' alt='{alt}'>") as page:
        assert ("alt_is_file_name" in await page.barriers()) is is_told
