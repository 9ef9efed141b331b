import pytest

from sanjeh.core.text.english_numbers import in_digits


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("three days", "3 days"),
        ("twenty-four hours", "24 hours"),
        ("ninety nine weeks", "99 weeks"),
        ("ten", "10"),
        ("often, tenant, weight", "often, tenant, weight"),
        ("two and a half days", "2.5 days"),
        ("1,500 and a half", "1,500 and a half"),
        ("half a day", "0.5 day"),
        ("three quarters of an hour", "0.75 hour"),
        ("half of the office", "half of the office"),
    ],
)
def test_words_of_numbers_become_digits_and_nothing_else_does(text: str, told: str) -> None:
    assert in_digits(text) == told
