"""What has to be scrolled to in a narrow window, and which stops the Tab key meets there."""

import pytest
from playwright.async_api import Page

from sanjeh.core.probing.artifacts.page import Reflow
from tests.probes.judging import Said, present
from tests.probes.page.small_pages import small_page
from tests.probes.page.test_judge import judged, said

WIDE, BLANK, EXCEPTED = ("fail", "too_wide"), ("pass", "blank_beyond"), ("warn", "two_dimensions")
ONE_BLOCK = ("warn", "one_block")
APART = "<div style='width:600px;display:flex;justify-content:space-between'>"
LONG = "نوشته‌ای دراز که از پنجره‌ی باریک بیرون می‌رود و خواننده باید برای هر سطر آن صفحه را به پهلو بکشد"
DATA, COLUMNS = "<table><tr>", "<td>".join(["دویستوپنجاههزارریال"] * 5)
GIF = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
MAP = f'<img src="{GIF}" width="90" height="90" alt="نقشه" usemap="#m">'


@pytest.mark.parametrize(
    ("markup", "said_of_it"),
    [
        (f"<p style='width:600px'>{LONG}", ONE_BLOCK),
        (f"<p style='width:600px'>{LONG} <i>{LONG}</i>", ONE_BLOCK),
        (f"<p style='width:600px'>{LONG}</p><p style='width:600px'>{LONG}", WIDE),
        (f"<p style='width:600px'>{LONG} <button>برو</button>", ONE_BLOCK),
        (f"<p style='width:600px'>{LONG} <button style='width:400px'>برو</button>", WIDE),
        (f"<div style='width:600px'><h2>{LONG}</h2><p>{LONG}</div>", ONE_BLOCK),
        (f"<h2 style='width:600px'>{LONG}</h2><div><p style='width:600px'>{LONG}</div>", WIDE),
        (f"<p style='width:600px'>{LONG}<b style='float:left'>پایان</b>", WIDE),
        ("<p style='width:600px'>کوتاه", BLANK),
        ("<p style='width:600px;background:linear-gradient(#fff,#ddd)'>کوتاه", BLANK),
        ("<div style='width:600px;height:30px;overflow:auto'><div style='width:900px;height:2px'>", BLANK),
        (f"<div style='width:600px;overflow:auto'><p style='width:900px'>{LONG}", ONE_BLOCK),
        (f"<div style='width:300px;overflow:auto'><p style='width:900px'>{LONG}", ("pass", "fits")),
        (f"<img src='{GIF}' alt='نقشه' width='600' height='40'>", EXCEPTED),
        (f"{DATA}<th>نام<td>{COLUMNS}</table>", EXCEPTED),
        (f"{DATA}<td>نام<td>{COLUMNS}</table>", WIDE),
        (f"{DATA}<th colspan=5 style='text-align:start'>{LONG}<tr><td>{COLUMNS}</table>", EXCEPTED),
        (f"{DATA}<th>نام<td style='min-width:400px'>{LONG}</table>", WIDE),
        (f"{DATA.replace('<table', '<table role=none')}<th>نام<td>{COLUMNS}</table>", WIDE),
        (f"{DATA}<th>نام<td>{COLUMNS}</table><p style='width:600px'>{LONG}", WIDE),
        (f"{APART}<b>یک</b><button>برو</button>", WIDE),
        (f"{APART}<b>یک</b><i>★</i>", BLANK),
        ("<iframe title='نقشه' srcdoc='x' width='600'></iframe>", EXCEPTED),
        ("<b style='position:relative;left:-500px'>دور</b>", WIDE),
        ("<p style='width:600px'>کوتاه</p><b style='position:fixed;left:-500px'>دور</b>", BLANK),
        ("<p style='width:600px'>کوتاه <b style='float:left;visibility:hidden'>دور</b>", BLANK),
    ],
)  # fmt: skip
@pytest.mark.parametrize("root", ["", "<!doctype html><html lang=fa><title>x</title><body dir=rtl>"])
async def test_only_what_is_read_or_used_beyond_a_narrow_window_has_to_fit(
    board: Page, root: str, markup: str, said_of_it: Said
) -> None:
    async with small_page(board, root + markup) as page:
        assert said(judged(reflow=(await page.reflow()).model_dump())["visit.reflow"]) == said_of_it


async def test_a_page_from_the_left_is_measured_to_the_right(board: Page) -> None:
    root = "<!doctype html><html lang=en><title>x</title><body>"
    far_left = "<a href='?1' style='position:absolute;left:-900px'>Skip</a>"
    async with small_page(board, f"{root}{far_left}<p style='width:600px'>Short") as page:
        blank = await page.reflow()
    async with small_page(board, f"{root}<p style='width:600px;text-align:right'>Short") as page:
        read = await page.reflow()

    assert (blank.content_px, 280 <= present(read.content_px) <= 300) == (0, True)


@pytest.mark.parametrize(
    ("two_dimensional_px", "content_px", "said_of_it"),
    [
        (0, 0, BLANK),
        (1, 0, ("warn", "a_little_wide")),
        (16, 0, ("warn", "a_little_wide")),
        (17, 0, EXCEPTED),
        (17, 16, EXCEPTED),
        (17, 17, WIDE),
    ],
)
def test_what_may_need_two_dimensions_only_warns(
    two_dimensional_px: int, content_px: int, said_of_it: Said
) -> None:
    reflow = Reflow(
        overflow_px=90,
        content_px=content_px,
        two_dimensional_px=two_dimensional_px,
        is_clipped=False,
        offenders=(),
    )

    assert said(judged(reflow=reflow.model_dump())["visit.reflow"]) == said_of_it


@pytest.mark.parametrize(
    ("content_px", "said_of_it"),
    [(16, ("warn", "a_little_wide")), (17, ONE_BLOCK)],
)
def test_one_block_that_goes_on_out_of_the_window_only_warns(content_px: int, said_of_it: Said) -> None:
    reflow = Reflow(overflow_px=90, content_px=content_px, is_one_block=True, is_clipped=False, offenders=())

    assert said(judged(reflow=reflow.model_dump())["visit.reflow"]) == said_of_it


@pytest.mark.parametrize(
    ("content_px", "said_of_it"),
    [
        (None, WIDE),
        (0, BLANK),
        (1, ("warn", "a_little_wide")),
        (16, ("warn", "a_little_wide")),
        (17, ("fail", "too_wide")),
    ],
)
def test_what_reaches_sixteen_pixels_out_is_a_little_wide(content_px: int | None, said_of_it: Said) -> None:
    reflow = Reflow(overflow_px=90, content_px=content_px, is_clipped=False, offenders=())

    assert said(judged(reflow=reflow.model_dump())["visit.reflow"]) == said_of_it


BAR = "<nav style='overflow:hidden;white-space:nowrap;{}'>{}</nav>"
LINK = "<a style='display:inline-block;margin:0 14px' href='?{0}' class='n{0}'>پیوند شماره‌ی یک</a>"
LINKS = "".join(map(LINK.format, "123"))
FAR = "<a href='?' style='position:absolute;right:-900px'>پرش به متن</a>"
FOLDED = "<div style='width:calc(50vw - 160px);overflow:hidden;white-space:nowrap'>{}</div>"


@pytest.mark.parametrize(
    ("markup", "cut"),
    [
        (BAR.format("", LINKS), ("a.n3",)),
        (BAR.format("overflow-x:clip", LINKS), ("a.n3",)),
        (BAR.format("overflow-x:auto", LINKS), ()),  # can be scrolled to
        (BAR.format("white-space:normal", LINKS), ()),  # goes on in the next line
        (BAR.format("width:100px", LINKS), ()),  # a wide window cuts it off as well: a part that moves
        (BAR.format("", f"<div style='overflow:auto'>{LINKS}</div>"), ()),
        (BAR.format("position:relative", FAR), ()),
        (FOLDED.format(LINKS), ()),
        (BAR.format("", LINKS.replace("a>", "i>").replace("<a", "<i")), ()),  # text alone: visit.text_size
        (BAR.format("", LINKS.replace("a style='", "a style='visibility:hidden;")), ()),
    ],
)
async def test_links_that_only_a_narrow_window_cuts_off_are_named(
    board: Page, markup: str, cut: tuple[str, ...]
) -> None:
    async with small_page(board, markup) as page:
        reflow = await page.reflow()

    assert reflow.cut_links == cut
    assert said(judged(reflow=reflow.model_dump())["visit.reflow"]) == (
        ("warn", "cut_off") if cut else ("pass", "fits")
    )


CODE = "curl&nbsp;--header&nbsp;Accept:application/json&nbsp;https://api.example/requests"
LOST, KEPT = ("warn", "lost_at_the_start"), ("pass", "fits")


@pytest.mark.parametrize(
    ("markup", "said_of_it"),
    [
        (f"<p dir=ltr>{CODE}", LOST),
        (f"<p>{CODE}", ONE_BLOCK),  # its end stands on the side to which the page can be scrolled
        (f"<p dir=ltr style='overflow-wrap:anywhere'>{CODE}", KEPT),
        (f"<div style='overflow:auto'><p dir=ltr>{CODE}</div>", KEPT),
        (f"<p dir=ltr style='overflow:hidden'>{CODE}", KEPT),
        (f"<p dir=ltr style='visibility:hidden'>{CODE}", KEPT),
        (f"<b dir=ltr style='position:fixed;left:0;white-space:nowrap'>{CODE}</b>", KEPT),
        ("<b style='position:absolute;right:-900px'>دور</b>", KEPT),  # hidden on purpose, as skip links are
        (f"<style>body{{overflow-x:hidden}}</style><p dir=ltr>{CODE}", LOST),
    ],
)  # fmt: skip
async def test_text_that_goes_out_where_reading_begins_is_lost(
    board: Page, markup: str, said_of_it: Said
) -> None:
    async with small_page(board, markup) as page:
        assert said(judged(reflow=(await page.reflow()).model_dump())["visit.reflow"]) == said_of_it


async def test_a_picture_that_is_too_wide_is_named(board: Page) -> None:
    async with small_page(board, f"<img id='plan' src='{GIF}' alt='نقشه' width='600'>") as page:
        assert (await page.reflow()).offenders == ("img#plan",)


@pytest.mark.parametrize(
    ("picture", "stops"),
    [
        (MAP, {"area#sea": True, "area#city": True}),
        (f"<div style='opacity:0'>{MAP}</div>", {"area#sea": False, "area#city": False}),
        (f"<div style='visibility:hidden'>{MAP}</div>", {}),
        (MAP.replace("#m", "#other"), {}),
    ],
)
async def test_the_areas_of_a_map_are_stops_where_their_picture_is_drawn(
    board: Page, picture: str, stops: dict[str, bool]
) -> None:
    areas = (
        "<map name='m'><area id='sea' shape='rect' coords='0,0,40,90' href='?1' alt='دریا'>"
        "<area shape='rect' coords='40,0,90,90' alt='کوه'>"
        "<area id='city' shape='rect' coords='40,0,90,90' href='?2' alt='شهر'></map>"
    )
    async with small_page(board, picture + areas) as page:
        walk = await page.keyboard()

    assert {stop.place: stop.is_visible for stop in walk.stops} == stops
    assert walk.reachable == len(stops)


@pytest.mark.parametrize(
    ("style", "is_told"),
    [
        ("", False),
        ("margin:0", False),
        ("inline-size:12px", True),
        ("block-size:10px;inline-size:10px", True),
        ("transform:scale(.8)", True),
        ("appearance:none;inline-size:13px;block-size:13px", True),
    ],
)
@pytest.mark.parametrize("kind", ["checkbox", "radio"])
async def test_boxes_of_choice_are_small_by_the_browser_until_their_author_sets_a_size(
    board: Page, kind: str, style: str, *, is_told: bool
) -> None:
    box = f"<input type='{kind}' name='n' style='{style};vertical-align:top' aria-label='{{}}'>"
    async with small_page(board, f"<main>{box.format('یک')}{box.format('دو')}</main>") as page:
        assert ("target-size" in await page.broken_rules()) is is_told


@pytest.mark.parametrize(
    ("style", "is_told"),
    [
        ("", False),
        ("color:#036;text-decoration:none", False),
        ("font-size:12px", True),
        ("line-height:1.1", True),
        ("padding:0 1px", True),
        ("font-family:sans-serif", True),
        ("display:inline-block", True),
    ],
)
@pytest.mark.parametrize("root", ["", "<!doctype html><html lang=fa><title>x</title><body dir=rtl>"])
async def test_links_are_small_by_the_browser_until_their_author_sets_a_size(
    board: Page, root: str, style: str, *, is_told: bool
) -> None:
    links = "".join(
        f"<li><a style='{style}' href='?{each}'>{each}</a>" for each in ("نخستین", "دومین", "سومین")
    )
    async with small_page(board, f"{root}<main><ul>{links}</ul></main>") as page:
        assert ("target-size" in await page.broken_rules()) is is_told


@pytest.mark.parametrize(("word", "is_told"), [("ا", True), ("نخستین", False)])
async def test_how_wide_a_link_is_its_author_has_set_by_its_words(
    board: Page, word: str, *, is_told: bool
) -> None:
    links = " ".join(f"<a href='?{each}'>{word}</a>" for each in range(5))
    async with small_page(board, f"<main>{links}</main>") as page:
        assert ("target-size" in await page.broken_rules()) is is_told


@pytest.mark.parametrize(
    ("colour", "opens", "faint"),
    [("#555", "d.showModal()", 0), ("#ccc", "d.showModal()", 0), ("#ccc", "d.show()", 1), ("#ccc", "", 1)],
)
async def test_text_that_waits_behind_an_open_dialog_is_not_judged_through_its_veil(
    board: Page, colour: str, opens: str, faint: int
) -> None:
    markup = (
        "<style>body { background: #fff } dialog::backdrop { background: rgb(1 1 1 / .8) }</style>"
        f"<p style='color:{colour}'>نوشته‌ی پشت پرده</p>"
        f"<dialog id='d' style='inset-block-start:60px'><p>پرسش</p></dialog><script>{opens}</script>"
    )
    async with small_page(board, markup) as page:
        assert await page.faint_texts() == faint
