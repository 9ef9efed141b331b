"""What the rules say of a page's head: how it fits a phone, and what it calls itself."""

import pytest

from tests.probes.judging import Said
from tests.probes.page.test_judge import judged, said


@pytest.mark.parametrize(
    ("content", "said_of_it"),
    [
        ("width=device-width, initial-scale=1", ("pass", "fits")),
        ("width=device-width,maximum-scale=5", ("pass", "fits")),
        ("width=device-width, maximum-scale=1", ("fail", "no_zoom")),
        ("width=device-width, user-scalable=no", ("fail", "no_zoom")),
        ("width=device-width, user-scalable=0.9", ("fail", "no_zoom")),
        ("width=device-width, user-scalable=1", ("pass", "fits")),
        ("width=device-width, user-scalable=-1", ("pass", "fits")),
        ("width=device-width, user-scalable=device-width", ("pass", "fits")),
        ("width=device-width, user-scalable=never", ("fail", "no_zoom")),
        ("width=device-width, maximum-scale=yes", ("fail", "no_zoom")),
        ("width=device-width, maximum-scale=huge", ("fail", "no_zoom")),
        ("width=device-width, maximum-scale=1.9x", ("fail", "no_zoom")),
        ("width=device-width, maximum-scale=2", ("pass", "fits")),
        ("width=device-width, maximum-scale=.5e1", ("pass", "fits")),
        ("width=device-width, maximum-scale=-1", ("pass", "fits")),
        ("width=device-width, maximum-scale=device-height", ("pass", "fits")),
        ("width=device-width; maximum-scale=1; maximum-scale=3", ("pass", "fits")),
        ("width=1024", ("fail", "fixed_width")),
        ("", ("warn", "missing")),
    ],
)
def test_a_page_fits_a_phone_and_may_be_enlarged(content: str, said_of_it: Said) -> None:
    assert said(judged(f'<head><meta name="viewport" content="{content}">')["visit.viewport"]) == said_of_it


@pytest.mark.parametrize(
    ("contents", "said_of_it"),
    [
        (("width=device-width", "user-scalable=no"), ("fail", "no_zoom")),
        (("user-scalable=no", "width=device-width"), ("pass", "fits")),
    ],
)
def test_of_several_viewports_the_last_one_counts(contents: tuple[str, ...], said_of_it: Said) -> None:
    markup = "".join(f'<meta name="viewport" content="{each}">' for each in contents)

    assert said(judged(f'<head>{markup}<meta name="viewport">')["visit.viewport"]) == said_of_it


@pytest.mark.parametrize(
    ("title", "said_of_it"),
    [
        ("دریافت گواهی", ("pass", "present")),
        ("Untitled", ("warn", "says_nothing")),
        ("New Page 1", ("warn", "says_nothing")),
        ("New Page Layout", ("pass", "present")),
        ("index.html", ("warn", "says_nothing")),
        ("فرم index.html", ("pass", "present")),
        ("...", ("warn", "says_nothing")),
        ("صفحه‌ی جدید", ("warn", "says_nothing")),
        ("بدون\u200cعنوان", ("warn", "says_nothing")),
        ("\ufffd\ufffd\ufffd", ("fail", "garbled")),
        ("دریافت گواهی".encode().decode("cp1252", "ignore"), ("fail", "garbled")),
        (" ", ("fail", "missing")),
    ],
)
def test_a_page_says_what_it_is(title: str, said_of_it: Said) -> None:
    assert said(judged(f"<head><title>{title}</title></head>")["visit.title"]) == said_of_it


@pytest.mark.parametrize(
    ("markup", "said_of_it"),
    [
        ("<body><title>دریافت گواهی</title>", ("pass", "present")),
        ("<body><svg><title>نشان</title></svg>", ("fail", "missing")),
        ("<title></title><body><title>دوم</title>", ("fail", "missing")),
    ],
)
def test_the_first_title_counts_wherever_it_stands(markup: str, said_of_it: Said) -> None:
    assert said(judged(f"<html>{markup}</html>")["visit.title"]) == said_of_it
