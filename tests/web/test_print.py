"""What is printed is dark on white, whatever the reader's screen."""

import re
from pathlib import Path

import sanjeh.web

STYLES = sorted((Path(sanjeh.web.__file__).parent / "static/css").glob("*.css"))


def test_the_colours_of_a_dark_screen_are_for_screens_alone() -> None:
    asked = [query for path in STYLES for query in re.findall(r"@media ([^{]*dark[^{]*) {", path.read_text())]

    assert asked == ["screen and (prefers-color-scheme: dark)"]
