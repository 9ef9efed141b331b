"""The rules of a visited page, on both sides of every line that they draw."""

from collections import Counter

import pytest

from sanjeh.core.probing.artifacts.page import Cookie, Request, Vitals, Writing
from sanjeh.probes.page.page_reader import _digits, _letters
from tests.probes.judging import Said
from tests.probes.page.test_judge import URL, judged, said


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (1_500_000, ("pass", "light")),
        (1_500_001, ("warn", "middling")),
        (3_000_000, ("warn", "middling")),
        (3_000_001, ("fail", "heavy")),
    ],
)
def test_a_page_of_three_megabytes_is_not_heavy_yet(size: int, words: Said) -> None:
    request = Request(url=URL, host="body.example", kind="image", status=200, size_bytes=size)

    assert said(judged(requests=(request,))["visit.weight"]) == words


@pytest.mark.parametrize(
    ("days", "words"), [(400.0, ("pass", "sound")), (400.1, ("warn", "long_life")), (None, ("pass", "sound"))]
)
def test_a_cookie_may_live_for_four_hundred_days(days: float | None, words: Said) -> None:
    cookie = Cookie(
        name="a", domain="body.example", path="/", is_secure=True, is_http_only=False, same_site="Lax",
        days=days, own=False,
    )  # fmt: skip

    assert said(judged(cookies=(cookie,))["visit.cookies"]) == words


@pytest.mark.parametrize(
    ("load_ms", "is_settled", "words"),
    [
        (10_000.0, False, ("pass", "loaded")),
        (10_000.1, True, ("warn", "slow")),
        (None, True, ("pass", "loaded")),
        (None, False, ("warn", "slow")),
    ],
)
def test_a_page_may_load_for_ten_seconds(load_ms: float | None, *, is_settled: bool, words: Said) -> None:
    vitals = Vitals(ttfb_ms=1.0, fcp_ms=1.0, lcp_ms=1.0, cls=0.0, tbt_ms=0.0, load_ms=load_ms)

    assert said(judged(vitals=vitals, is_settled=is_settled)["visit.load"]) == words


@pytest.mark.parametrize(
    ("kind", "address", "failed", "words"),
    [
        ("document", URL, "net::ERR_CONTENT_LENGTH_MISMATCH", ("warn", "cut_short")),
        ("document", URL, "net::ERR_INCOMPLETE_CHUNKED_ENCODING", ("warn", "cut_short")),
        ("document", URL, "", ("warn", "slow")),
        ("document", f"{URL}frame", "net::ERR_CONTENT_LENGTH_MISMATCH", ("warn", "slow")),
        ("script", URL, "net::ERR_CONTENT_LENGTH_MISMATCH", ("warn", "slow")),
    ],
)
def test_a_page_whose_text_is_short_is_not_called_slow(
    kind: str, address: str, failed: str, words: Said
) -> None:
    request = Request(url=address, host="body.example", kind=kind, status=200, size_bytes=1, failed=failed)

    assert said(judged(requests=(request,), is_settled=False)["visit.load"]) == words


@pytest.mark.parametrize(
    ("wait_ms", "total_ms", "words"),
    [(5.0, None, ("warn", "unfinished")), (5.0, 9.0, ("pass", "loaded")), (None, None, ("pass", "loaded"))],
    ids=["no end", "ended", "not told"],
)
def test_a_text_without_an_end_is_told_as_that(
    wait_ms: float | None, total_ms: float | None, words: Said
) -> None:
    request = Request(
        url=URL, host="body.example", kind="document", status=200, size_bytes=1,
        wait_ms=wait_ms, total_ms=total_ms,
    )  # fmt: skip

    assert said(judged(requests=(request,))["visit.load"]) == words


@pytest.mark.parametrize(
    ("rtl", "astray", "ltr", "turned", "words"),
    [
        (50, 0, 49, 0, ("not_applicable", "too_little_text")),
        (50, 0, 50, 0, ("pass", "fits")),
        (100, 10, 0, 0, ("pass", "fits")),
        (100, 11, 0, 0, ("warn", "partly_left_to_right")),
        (100, 50, 0, 0, ("warn", "partly_left_to_right")),
        (100, 51, 0, 0, ("fail", "left_to_right")),
        (19, 0, 81, 57, ("fail", "right_to_left")),
        (19, 0, 81, 56, ("pass", "fits")),
        (20, 0, 80, 80, ("pass", "fits")),
        (49, 0, 51, 0, ("pass", "fits")),
    ],
)
def test_a_tenth_of_the_letters_may_stand_astray(
    rtl: int, astray: int, ltr: int, turned: int, words: Said
) -> None:
    writing = Writing(
        body_direction="rtl", has_dir=True, rtl_letters=rtl, rtl_in_ltr=astray, ltr_letters=ltr,
        ltr_in_rtl=turned,
    )  # fmt: skip

    assert said(judged(writing=writing)["visit.direction"]) == words


@pytest.mark.parametrize(
    ("share", "count", "words"),
    [
        (0.0, 0, ("pass", "persian")),
        (0.0049, 1, ("pass", "persian")),
        (0.005, 1, ("warn", "some_arabic")),
        (0.0499, 9, ("warn", "some_arabic")),
        (0.05, 9, ("fail", "arabic")),
    ],
)
def test_one_arabic_letter_of_two_hundred_is_told(share: float, count: int, words: Said) -> None:
    outcome, reason = _letters(share, count)

    assert (outcome.value, reason) == words


@pytest.mark.parametrize(
    ("persian", "latin", "words"),
    [
        (12, 3, ("warn", "mixed_digits")),
        (13, 3, ("pass", "persian_digits")),
        (2, 2, ("pass", "persian_digits")),
        (3, 3, ("warn", "mixed_digits")),
        (3, 12, ("warn", "mixed_digits")),
        (3, 13, ("info", "latin_digits")),
    ],
)
def test_digits_are_mixed_from_three_numbers_and_a_fifth_of_all(
    persian: int, latin: int, words: Said
) -> None:
    outcome, reason = _digits(Counter({"persian": persian, "latin": latin}))

    assert (outcome.value, reason) == words


@pytest.mark.parametrize(
    ("overflow_px", "words"),
    [
        (0, ("pass", "fits")),
        (1, ("warn", "a_little_wide")),
        (16, ("warn", "a_little_wide")),
        (17, ("fail", "too_wide")),
    ],
)
def test_a_narrow_window_may_be_too_narrow_by_sixteen_pixels(overflow_px: int, words: Said) -> None:
    reflow = {"overflow_px": overflow_px, "is_clipped": False, "offenders": ()}

    assert said(judged(reflow=reflow)["visit.reflow"]) == words


@pytest.mark.parametrize(
    ("scale", "words"),
    [
        ("2", ("pass", "fits")),
        ("1.99", ("fail", "no_zoom")),
        ("-1", ("pass", "fits")),
        ("yes", ("fail", "no_zoom")),
    ],
)
def test_a_page_may_be_enlarged_to_twice_its_size(scale: str, words: Said) -> None:
    viewport = f'<meta name="viewport" content="width=device-width, maximum-scale={scale}">'

    assert said(judged(f"<head>{viewport}")["visit.viewport"]) == words
