"""Which script a text is written in, and, for Arabic script, most likely which language."""

import unicodedata
from collections import Counter

from sanjeh.core.text.persian import normalise

RIGHT_TO_LEFT = frozenset({"Arabic", "Hebrew", "Syriac", "Thaana", "Nko"})
# One Han character says about as much as three letters of an alphabet.
_WEIGHT = {"Han": 3, "Hangul": 2, "Kana": 2}
_NAMES = {
    "CJK": "Han",
    "HIRAGANA": "Kana",
    "KATAKANA": "Kana",
    "HANGUL": "Hangul",
    "ARABIC": "Arabic",
    "HEBREW": "Hebrew",
    "LATIN": "Latin",
    "CYRILLIC": "Cyrillic",
    "GREEK": "Greek",
    "ARMENIAN": "Armenian",
    "GEORGIAN": "Georgian",
    "DEVANAGARI": "Devanagari",
    "BENGALI": "Bengali",
    "GURMUKHI": "Gurmukhi",
    "GUJARATI": "Gujarati",
    "TAMIL": "Tamil",
    "TELUGU": "Telugu",
    "KANNADA": "Kannada",
    "MALAYALAM": "Malayalam",
    "SINHALA": "Sinhala",
    "THAI": "Thai",
    "LAO": "Lao",
    "KHMER": "Khmer",
    "MYANMAR": "Myanmar",
    "TIBETAN": "Tibetan",
    "ETHIOPIC": "Ethiopic",
    "SYRIAC": "Syriac",
    "THAANA": "Thaana",
    "NKO": "Nko",
    "MONGOLIAN": "Mongolian",
}
_SCRIPTS_OF = {
    "Arabic": "fa ar ur ps ckb ug sd arz prs fas pes azb bal glk mzn lrc",
    "Hebrew": "he yi iw heb",
    "Cyrillic": "ru uk be bg mk sr kk ky mn tg tt ba cv os ce",
    "Greek": "el ell",
    "Armenian": "hy",
    "Georgian": "ka",
    "Devanagari": "hi mr ne sa",
    "Bengali": "bn as",
    "Gujarati": "gu",
    "Tamil": "ta",
    "Telugu": "te",
    "Kannada": "kn",
    "Malayalam": "ml",
    "Sinhala": "si",
    "Thai": "th",
    "Lao": "lo",
    "Khmer": "km",
    "Myanmar": "my",
    "Tibetan": "bo dz",
    "Ethiopic": "am ti",
    "Thaana": "dv",
    "Han": "zh ja yue lzh wuu",
    "Kana": "ja",
    "Hangul": "ko",
}
_WRITTEN_IN_TWO = "ku pa az uz sr kk mn ks sd ms ug tg tt ha"
_TWO_SCRIPTS = frozenset(_WRITTEN_IN_TWO.split())
_WORDS = {
    "fa": "است که از به در این برای را می با های شود شما خدمات باید ها هر کنید نیز",
    "ar": "في من على الي التي الذي هذا هذه ان او كل عن مع لا ما تم هو هي بعد ذلك كان",
    "ur": "ہے کے میں کی اور سے کا ہیں پر نے اس یہ کر کو بھی",
}
_COMMON = {language: frozenset(normalise(words).split()) for language, words in _WORDS.items()}


def script_of(letter: str) -> str | None:
    """Return the script of one letter ("Arabic", "Latin", …), or None for what is no letter."""
    if letter.isascii():
        return "Latin" if letter.isalpha() else None
    if not letter.isalpha():
        return None
    return _NAMES.get(unicodedata.name(letter, "?").split(" ")[0].split("-")[0], "Other")


def letters_by_script(text: str) -> dict[str, int]:
    """Return how much of the text stands in each script: letters, those of dense scripts counted more."""
    seen: Counter[str] = Counter()
    for letter, times in Counter(text).items():
        script = script_of(letter)
        if script:
            seen[script] += times * _WEIGHT.get(script, 1)
    return dict(seen)


def scripts_of_language(tag: str) -> frozenset[str]:
    """Return the scripts in which a language may be written; an unlisted language is written in Latin."""
    primary, *rest = tag.lower().replace("_", "-").split("-")
    if primary in _TWO_SCRIPTS or any(len(part) == 4 and part.isalpha() for part in rest):
        return frozenset()
    return frozenset(s for s, languages in _SCRIPTS_OF.items() if primary in languages.split()) or frozenset(
        {"Latin"}
    )


def language_of_arabic_script(text: str) -> str | None:
    """Return "fa", "ar" or "ur" by the commonest small words, None when the text is short or unclear."""
    words = normalise(text).split()
    hits = {language: sum(word in common for word in words) for language, common in _COMMON.items()}
    best, runner_up = sorted(hits, key=lambda language: -hits[language])[:2]
    clear = hits[best] >= 5 and hits[best] > 2 * hits[runner_up]
    return best if clear else None
