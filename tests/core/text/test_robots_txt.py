"""What of a robots.txt makes its groups."""

import pytest

from sanjeh.core.text.robots_txt import groups_alone, lines_of


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("User-Agent : *  # all\nDISALLOW:/", [("user-agent", "*"), ("disallow", "/")]),
        ("\ufeffuser-agent: a\rallow: /\r\n\r\nno line", [("user-agent", "a"), ("allow", "/")]),
        ("disallow: /a\u2028b\x0cc", [("disallow", "/a\u2028b\x0cc")]),
        ("# disallow: /", []),
    ],
)
def test_a_line_is_a_key_and_a_value(text: str, lines: list[tuple[str, str]]) -> None:
    assert lines_of(text) == lines


def test_what_makes_no_group_stands_in_no_groups_way() -> None:
    text = (
        "User-agent: *\nCrawl-delay: 5\nNoise\nUser-agent: quick\nSitemap: /s.xml\nDisallow: /x\nAllow: /\n"
    )

    assert groups_alone(text) == "user-agent: *\nuser-agent: quick\ndisallow: /x\nallow: /\n"


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("*", "*"),
        ("* all", "*"),
        ("quick/1.0", "quick"),
        ("Quick_Bot-a", "Quick_Bot-a"),
        ("7", "nobody"),
        ("*bot", "nobody"),
    ],
)
def test_a_robot_is_named_without_its_version(name: str, read: str) -> None:
    assert groups_alone(f"User-agent: {name}") == f"user-agent: {read}\n"


@pytest.mark.parametrize(
    ("name", "read"),
    [("*", "*"), ("sanjeh", "sanjeh"), ("Sanjeh/2", "Sanjeh"), ("sanj", "nobody"), ("SanjehBot", "nobody")],
)
def test_a_group_is_a_robot_s_by_its_whole_name(name: str, read: str) -> None:
    assert groups_alone(f"User-agent: {name}\nDisallow: /", "Sanjeh") == f"user-agent: {read}\ndisallow: /\n"
