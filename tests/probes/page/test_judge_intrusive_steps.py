"""What the rules of a closer look say of artifacts made by hand: no browser, no network."""

import pytest

from sanjeh.core.probing.artifacts.intrusive_steps import (
    Connection,
    Cut,
    Issue,
    Keyboard,
    Stop,
    Stretched,
)
from sanjeh.core.probing.artifacts.page import Request
from tests.probes.judging import Said, details
from tests.probes.page.test_judge import ENGLISH, PERSIAN, judged, said

NOTHING = Cut(cut_off=0, overlapping=0)
CUT = Cut(cut_off=2, overlapping=0, places=("p.box",))
COVERED = Cut(cut_off=0, overlapping=1, places=("p.box",))


def stop(place: str, left: float, top: float, **more: object) -> Stop:
    given = {"width": 80.0, "height": 20.0, "is_rtl": True, "is_visible": True, "shows_focus": True} | more
    return Stop.model_validate({"place": place, "tag": "a", "left": left, "top": top} | given)


def walk(*stops: Stop, **more: object) -> Keyboard:
    seen = {"presses": len(stops) + 6, "reachable": len(stops), "stuck_presses": 0, "ends_in_frame": False}
    return Keyboard.model_validate(
        seen | {"has_dialog": False, "begins_focused": False, "stops": stops} | more
    )


ROW = tuple(stop(f"a{at}", 900 - 100 * at, 10) for at in range(6))
UNSEEN = tuple(stop(f"a{at}", 900 - 100 * at, 10, shows_focus=False) for at in range(3))
COLUMN = tuple(stop(f"b{at}", 500, 40 * at) for at in range(6))


@pytest.mark.parametrize(
    ("keyboard", "said_of_it"),
    [
        (walk(*ROW), ("pass", "walked")),
        (walk(*COLUMN, *(stop(f"c{at}", 100, 40 * at) for at in range(6))), ("pass", "walked")),
        (walk(*reversed(ROW)), ("warn", "order_jumps")),
        (walk(*reversed(COLUMN)), ("warn", "order_jumps")),
        (walk(reachable=0), ("not_applicable", "nothing_to_reach")),
        (walk(reachable=9), ("fail", "nothing_reached")),
        (walk(reachable=9, begins_focused=True, stuck_presses=15), ("fail", "trapped")),
        (walk(reachable=9, ends_in_frame=True, stuck_presses=15), ("pass", "walked")),
        (walk(*ROW[:2], reachable=20, stuck_presses=23), ("fail", "trapped")),
        (walk(*ROW[:2], reachable=20, stuck_presses=23, has_dialog=True), ("pass", "walked")),
        (walk(*ROW, reachable=7, stuck_presses=19), ("pass", "walked")),
        (walk(*ROW[:2], reachable=2, stuck_presses=6, leaves=0), ("fail", "trapped")),
        (walk(*ROW[:2], reachable=2, stuck_presses=5, leaves=0), ("pass", "walked")),
        (walk(*ROW[:2], reachable=20, stuck_presses=13, leaves=1), ("pass", "walked")),
        (walk(*ROW, leaves=1, held_presses=3), ("fail", "trapped")),
        (walk(*ROW, leaves=1, held_presses=3, tells_way_out=True), ("warn", "trapped_with_a_way_out")),
        (walk(*ROW, leaves=1, held_presses=2, tells_way_out=True), ("pass", "walked")),
        (walk(*ROW, leaves=1, held_presses=2), ("pass", "walked")),
        (walk(*ROW, leaves=1, rounds=3), ("fail", "trapped")),
        (walk(*ROW, leaves=1, rounds=2), ("pass", "walked")),
        (walk(*ROW, leaves=1, held_presses=4, has_dialog=True), ("pass", "walked")),
        (walk(*ROW[:1], reachable=0), ("pass", "walked")),
        (walk(*UNSEEN), ("fail", "focus_unseen")),
        (walk(*ROW, stop("b", 0, 10, shows_focus=False)), ("warn", "focus_partly_unseen")),
        (walk(*ROW, stop("b", 0, 10, shows_focus=None)), ("pass", "walked")),
        (walk(*ROW, stop("b", -900, 10, is_visible=False)), ("warn", "hidden_stops")),
        (walk(stop("b", -900, 10, is_visible=False)), ("pass", "walked")),
        (walk(stop("b", -900, 10, is_visible=False), reachable=2), ("warn", "hidden_stops")),
        (walk(*ROW, stop("iframe", 0, 10, tag="iframe", is_visible=False)), ("pass", "walked")),
    ],
)  # fmt: skip
def test_the_tab_key_reaches_all_and_shows_where_it_is(keyboard: Keyboard, said_of_it: Said) -> None:
    assert said(judged(keyboard=keyboard)["visit.keyboard"]) == said_of_it


def test_a_skip_link_is_noted_not_judged() -> None:
    skipping = walk(stop("a.skip", 900, 0, leads_to="content"), *ROW)

    told = [
        judged(keyboard=each)["visit.keyboard"].observed["has_skip_link"] for each in (skipping, walk(*ROW))
    ]

    assert told == [True, False]


@pytest.mark.parametrize(
    ("doubled", "spaced", "said_of_both"),
    [
        (NOTHING, NOTHING, [("pass", "grows"), ("pass", "gives_way")]),
        (CUT, CUT, [("warn", "cut_off"), ("fail", "spacing_cuts_off")]),
        (COVERED, COVERED, [("warn", "overlapping"), ("warn", "overlapping")]),
    ],
)
def test_text_may_be_made_larger_and_set_wider(doubled: Cut, spaced: Cut, said_of_both: list[Said]) -> None:
    stretched = Stretched(texts=9, has_letter_spacing=False, doubled=doubled, spaced=spaced)

    found = judged(stretched=stretched)

    assert [said(found["visit.text_size"]), said(found["visit.spacing"])] == said_of_both


@pytest.mark.parametrize(
    ("already", "said_of_it"), [(NOTHING, ("pass", "grows")), (CUT, ("warn", "already_cut_off"))]
)
def test_text_that_its_box_cuts_off_need_not_grow_to_be_told(already: Cut, said_of_it: Said) -> None:
    stretched = Stretched(texts=9, has_letter_spacing=False, doubled=NOTHING, spaced=NOTHING, already=already)

    assert said(judged(stretched=stretched)["visit.text_size"]) == said_of_it


@pytest.mark.parametrize(
    ("text", "said_of_it"),
    [
        ("در ۵ روز با ۲۰ برگ و ۳ عکس", ("pass", "persian_digits")),
        ("در 5 روز با 20 برگ و 3 عکس", ("info", "latin_digits")),
        ("در 5 روز با 20 برگ و 3 عکس، ۷ روز، ۸ برگ و ۹ عکس", ("warn", "mixed_digits")),
        ("در ۵ روز با ٤ برگ", ("warn", "arabic_digits")),
        (
            'در ۵ روز، کد <bdi dir="ltr">10010101000</bdi> و <time>2026-11-23</time>',
            ("pass", "persian_digits"),
        ),
        ("بی هیچ شماره‌ای", ("not_applicable", "no_numbers")),
    ],
)
def test_numbers_of_persian_text_stand_in_persian_digits(text: str, said_of_it: Said) -> None:
    assert said(judged(f"<body>{PERSIAN}{text}</body>")["visit.digits"]) == said_of_it


def test_digits_of_other_languages_are_not_judged() -> None:
    assert said(judged(f"<body>{ENGLISH} 12 23</body>")["visit.digits"]) == ("not_applicable", "not_persian")


@pytest.mark.parametrize(
    ("form", "gaps"),
    [
        ('<label for="e">رایانامه</label><input id="e" type="email" autocomplete="email">', []),
        ('<label>رایانامه <input name="x" autocomplete="off"></label>', ["no_autocomplete", "plain_type"]),
        ('<label>همراه <input name="x" autocomplete="tel" inputmode="numeric"></label>', []),
        ('<label>رایانامه‌ی کار <input name="x" autocomplete="work email"></label>', []),
        ('<label>رایانامه <input name="x" type="email"></label>', ["no_autocomplete"]),
        ('<label>نام کاربری <input autocomplete=" "></label>', ["no_autocomplete"]),
        ('<input type="password" name="p">', ["no_autocomplete"]),
        ('<input><input type="password" name="p" disabled>', []),
        ('<input><p style="display: none"><input type="password" name="p"></p>', []),
        ('<fieldset disabled><input type="password" name="p"></fieldset><input>', []),
        ('<label for="q">جست‌وجو</label><input id="q" type="search">', []),
        ('<label>عنوان <input name="a" required></label><input name="b">', ["required_unmarked"]),
        ('<label>عنوان (الزامی) <input name="a" required></label><input name="b">', []),
        ('<label>عنوان <input name="a" required></label>', []),
        ('<input name="a" aria-invalid="true">', ["error_unassociated"]),
        ('<input name="a" aria-invalid="true" aria-describedby="why">', []),
        ('<p>پرونده <input type="file" name="f"></p>', ["file_limits_untold"]),
        ('<p>پرونده (PDF، تا ۲ مگابایت) <input type="file" name="f"></p>', []),
    ],
)  # fmt: skip
def test_fields_tell_what_belongs_in_them(form: str, gaps: list[str]) -> None:
    found = judged(f"<form>{form}</form>")["visit.forms"]

    assert [each["kind"] for each in details(found, "gaps")] == gaps
    assert said(found) == (("warn", "gaps") if gaps else ("pass", "sound"))


@pytest.mark.parametrize(
    ("page", "gaps"),
    [
        ("{}", []),
        ("<form>{}</form>", ["no_autocomplete"]),
        ("{}<button>ثبت</button>", ["no_autocomplete"]),
        ('{}<div role="button" tabindex="0">ثبت</div>', ["no_autocomplete"]),
        ('<form id="f"></form>{}<input type="reset">', []),
        ('<form id="f"></form><input name="username" form="f">', ["no_autocomplete"]),
    ],
)
def test_a_field_that_no_form_and_no_button_sends_is_not_about_the_visitor(
    page: str, gaps: list[str]
) -> None:
    found = judged(page.format("<label>نام کاربری <input></label>"))["visit.forms"]

    assert [each["kind"] for each in details(found, "gaps")] == gaps


@pytest.mark.parametrize(
    ("form", "said_of_it"),
    [
        ('<img src="/captcha.ashx"><input name="c">', ("fail", "captcha_without_alternative")),
        ('<img src="/captcha.ashx"><a href="/captcha.wav">شنیدن کد</a><input name="c">', ("pass", "sound")),
        ('<div class="g-recaptcha"></div><input name="c">', ("pass", "sound")),
        ("<p>بی فرم</p>", ("not_applicable", "no_fields")),
    ],
)
def test_a_captcha_has_another_way_than_the_image(form: str, said_of_it: Said) -> None:
    assert said(judged(f"<main>{PERSIAN * 9}{form}</main>")["visit.forms"]) == said_of_it


def request(url: str, host: str) -> Request:
    return Request(url=url, host=host, kind="script", status=200, size_bytes=1)


@pytest.mark.parametrize(
    ("host", "trackers"),
    [
        ("www.google-analytics.com", [{"host": "www.google-analytics.com", "kind": "analytics"}]),
        ("not-google-analytics.com", []),
        ("stats.body.example", []),
    ],
)
def test_known_trackers_are_told(host: str, trackers: list[dict[str, str]]) -> None:
    found = judged(requests=(request(f"https://{host}/a.js", host),))["visit.trackers"]

    assert found.observed == {"trackers": trackers}
    assert said(found) == (("warn", "before_consent") if trackers else ("pass", "none"))


def test_a_dead_host_whose_script_the_page_needs_is_named_apart() -> None:
    picture = Request(
        url="https://x.test/a.png", host="x.test", kind="image", status=None, size_bytes=0, failed="x"
    )
    code = Request(
        url="https://y.test/a.js", host="y.test", kind="script", status=None, size_bytes=0, failed="x"
    )

    observed = judged(requests=(picture, code))["visit.third_parties"].observed

    assert (observed["dead_hosts"], observed["needed_dead_hosts"]) == (["x.test", "y.test"], ["y.test"])


@pytest.mark.parametrize(
    ("codes", "said_of_it"),
    [
        ((), ("pass", "none")),
        (("CookieIssue", "MixedContentIssue"), ("pass", "none")),
        (("ContentSecurityPolicyIssue",), ("info", "noticed")),
        (("QuirksModeIssue", "DeprecationIssue"), ("warn", "deprecated")),
    ],
)
def test_what_the_browser_noticed_is_told_once(codes: tuple[str, ...], said_of_it: Said) -> None:
    issues = tuple(Issue(code=code, count=1) for code in codes)

    assert said(judged(issues=issues)["visit.issues"]) == said_of_it


def test_the_connection_of_the_visit_is_told() -> None:
    used = Connection(
        http_version="h2", tls_version="TLS 1.3", cipher="AES_128_GCM", valid_until_s=1795000000
    )

    found = judged(connection=used)["visit.connection"]

    assert said(found) == ("info", "encrypted")
    assert (found.observed["http_version"], found.observed["valid_until"]) == ("h2", "2026-11-18")


def test_an_old_capture_is_judged_as_far_as_it_goes() -> None:
    found = judged()

    unseen = {name for name, each in found.items() if said(each) == ("not_tested", "not_asked")}
    assert unseen == {
        "visit.text_size", "visit.spacing", "visit.keyboard", "visit.issues", "visit.fonts",
        "visit.libraries", "visit.connection", "visit.vitals", "visit.picture",
        "visit.practices", "visit.barriers",
    }  # fmt: skip
