"""Numbers below a hundred as English words write them, put into digits: "twenty-four", "half an hour"."""

import re

_ONES = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_OF_WORD = {word: number for number, word in enumerate(_ONES, start=1)} | {
    word: number * 10 for number, word in enumerate(_TENS, start=2)
}
_TEN, _ONE, _ANY = "|".join(_TENS), "|".join(_ONES[:9]), "|".join(sorted(_OF_WORD, key=len, reverse=True))
_WORDS = re.compile(rf"(?<![\w-])(?:({_TEN})[ -]({_ONE})|({_ANY}))(?![\w-])")
_AND_A_HALF = re.compile(r"(?<![\w.,])(\d+) and a half(?!\w)")
_QUARTERS = {"half": "0.5", "quarter": "0.25", "3 quarters": "0.75"}
_PART_OF_ONE = re.compile(r"(?<!\w)(?:a )?(3 quarters|quarter|half)(?: of)? an? ")


def in_digits(text: str) -> str:
    """Return a normalised text with digits for the English words of its numbers."""
    told = _WORDS.sub(_number, text)
    told = _AND_A_HALF.sub(r"\1.5", told)
    return _PART_OF_ONE.sub(lambda found: f"{_QUARTERS[found[1]]} ", told)


def _number(found: re.Match[str]) -> str:
    ten, one, alone = found.groups()
    return str(_OF_WORD[alone] if alone else _OF_WORD[ten] + _OF_WORD[one])
