"""What a method keeps when it is reduced to the questions that some sources can answer."""

from sanjeh.core.methodology.methodology import parse_methodology, restrict
from sanjeh.core.methodology.sources import Source
from tests.core.scoring.small import TEXT


def test_a_restricted_method_keeps_the_names_of_what_it_leaves_out() -> None:
    without = TEXT.replace('"assessor", ', "", 1)
    method = parse_methodology(without, "m.toml")

    asked = restrict(method, {Source.ASSESSOR})

    assert asked.not_asked == {"A1": method.indicator("A1").title}
    assert restrict(asked, {Source.ASSESSOR}).not_asked == asked.not_asked
