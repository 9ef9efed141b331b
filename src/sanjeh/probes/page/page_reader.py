"""Rules about how the page reads: title, language, direction, letters, digits."""

import re
from collections import Counter

from sanjeh.core.probing.artifacts.page import Writing
from sanjeh.core.probing.contracts import Outcome
from sanjeh.core.probing.verdicts import Observed, Verdict, texts
from sanjeh.core.text.encodings import is_garbled
from sanjeh.core.text.html import prose
from sanjeh.core.text.language_codes import is_language, primary_of
from sanjeh.core.text.numerals import kind_of_digit
from sanjeh.core.text.persian import ARABIC_YE_KE, normalise
from sanjeh.core.text.script_detection import (
    language_of_arabic_script,
    letters_by_script,
    scripts_of_language,
)
from sanjeh.probes.page.page_view import PageView

_EMPTY_TITLES = frozenset(
    {
        "untitled", "untitled document", "untitled page", "no title", "document", "index", "title",
        "بدون عنوان", "عنوان", "بدون نام", "صفحه جدید", "سند بدون عنوان",
    }
)  # fmt: skip
# What a tool or a server calls a page, and what has no word (WCAG technique F25).
_NAME_OF_NOTHING = re.compile(r"(?:new )?page ?\d*|[\w-]+\.(?:html?|php|aspx?|jsp)|[\W_]*")
_FEWEST_LETTERS, _FEWEST_OF_ONE_KIND, _ONE_KIND = 100, 20, 0.95
_SOME, _MANY = 0.005, 0.05  # shares of letters in another keyboard's
_PERSIAN_YE_KE = frozenset("یک")
# Where Latin digits are at home: codes, addresses, what is set from left to right, other languages.
_NOT_PERSIAN = '[dir="ltr" i], bdo, bdi, time, [lang]:not(html, [lang^="fa"])'
_NUMBER = re.compile(r"(?<![\w/@.:+-])(?:(\d(?:[\d,.٬٫/]*\d)?))(?![A-Za-z@])")
_FEWEST_MIXED, _SHARE_OF_MIXED = 3, 0.2
# Shapes of letters (Unicode: Arabic Presentation Forms A and B), which old converters write for the letters;
# without the signs that have no letter: the rial, words of honour, ornate brackets.
_SHAPE = re.compile("[\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdef\ufdf4\ufe70-\ufefc]")
_ARABIC_SCRIPT = re.compile("[\u0620-\u064a\u066e-\u06d3\ufb50-\ufdff\ufe70-\ufefc]")
_WORD_WITH_ARABIC_LETTER = re.compile(r"[^\W\d_]*[يكى][^\W\d_]*")


def title(view: PageView) -> Verdict:
    """WCAG 2.4.2: the page says what it is."""
    # Of several the first one counts, wherever it stands (HTML, document.title); a picture has its own.
    node = view.tree.css_first("title:not(svg title)")
    text = node.text(strip=True) if node else ""
    observed: Observed = {"title": text[:200]}
    if not text:
        return Verdict(Outcome.FAIL, "missing", observed, view.dom)
    if is_garbled(text):
        return Verdict(Outcome.FAIL, "garbled", observed, view.dom)
    plain = normalise(text)
    if (
        plain in _EMPTY_TITLES
        or _NAME_OF_NOTHING.fullmatch(plain)
        or plain.startswith(("http://", "https://"))
    ):
        return Verdict(Outcome.WARN, "says_nothing", observed, view.dom)
    return Verdict(Outcome.PASS, "present", observed, view.dom)


def language(view: PageView) -> Verdict:
    """WCAG 3.1.1: the declared language exists and is the one that the text is written in."""
    root = view.tree.css_first("html")
    tag = ((root.attributes.get("lang") if root else None) or "").strip()
    script, share = main_script(view.markup, tag)
    observed: Observed = {"lang": tag, "script": script, "script_share": round(share, 2)}
    if is_garbled(shown(view)):
        return Verdict(Outcome.FAIL, "garbled", observed, view.dom)
    if not tag:
        return Verdict(Outcome.FAIL, "missing", observed, view.dom)
    if not is_language(tag):
        return Verdict(Outcome.FAIL, "invalid", observed, view.dom)
    if script and not fits(tag, script, share, view.prose):
        return Verdict(Outcome.FAIL, "wrong", observed, view.dom)
    return Verdict(Outcome.PASS, "fits" if script else "declared", observed, view.dom)


def main_script(markup: str, tag: str) -> tuple[str, float]:
    """Return the script of most of the prose and its share; empty when there is too little to say."""
    primary = primary_of(tag)
    elsewhere = f'body [lang]:not([lang^="{primary}"])' if re.fullmatch("[a-z]+", primary) else ""
    letters = letters_by_script(prose(markup, elsewhere, with_code=False))
    total, most = sum(letters.values()), max(letters.values(), default=0)
    if not _is_enough(total, most):
        return "", 0.0
    return max(letters, key=lambda each: letters[each]), most / total


def _is_enough(letters: int, of_one_kind: int) -> bool:
    """Tell whether so many letters say something: fewer do where they are nearly all of one kind."""
    is_plain = letters >= _FEWEST_OF_ONE_KIND and of_one_kind >= _ONE_KIND * letters
    return letters >= _FEWEST_LETTERS or is_plain


def fits(tag: str, script: str, share: float, text: str) -> bool:
    """Tell whether text in this script may be in the declared language; in doubt it may."""
    possible = scripts_of_language(tag)
    if possible and script not in possible:
        return share < 0.7 or (script == "Han" and "Kana" in possible)
    guess = language_of_arabic_script(text) if script == "Arabic" else None
    return guess is None or primary_of(tag) not in {"fa", "ar", "ur"} or guess == primary_of(tag)


def direction(view: PageView) -> Verdict:
    """W3C i18n: right-to-left text stands in elements whose direction is right to left."""
    writing = view.artifact.writing
    assert writing is not None, "the step 'writing' is among the needs of this rule"  # noqa: S101
    return Verdict(*_direction(writing), writing.model_dump(), view.dom)


def _direction(writing: Writing) -> tuple[Outcome, str]:
    letters = writing.rtl_letters + writing.ltr_letters
    if not _is_enough(letters, max(writing.rtl_letters, writing.ltr_letters)):
        return Outcome.NOT_APPLICABLE, "too_little_text"
    if writing.rtl_letters >= letters / 2:
        return _right_to_left(writing)
    is_turned = writing.ltr_in_rtl > 0.7 * writing.ltr_letters and writing.rtl_letters < 0.2 * letters
    return (Outcome.FAIL, "right_to_left") if is_turned else (Outcome.PASS, "fits")


def _right_to_left(writing: Writing) -> tuple[Outcome, str]:
    astray = writing.rtl_in_ltr / writing.rtl_letters
    if astray > 0.5:
        return Outcome.FAIL, "left_to_right"
    if astray > 0.1:
        return Outcome.WARN, "partly_left_to_right"
    return (Outcome.PASS, "fits") if writing.has_dir else (Outcome.WARN, "by_style_only")


def shown(view: PageView, without: str = "") -> str:
    """Return the prose of the page and of its own frames, which people read as one."""
    framed = (view.kept(frame.body) for frame in view.artifact.frames or ())
    return "\n".join(prose(markup, *filter(None, [without])) for markup in (view.markup, *framed))


def letters(view: PageView) -> Verdict:
    """ISIRI 6219: Persian is written with ی and ک, or searches do not find it."""
    text = shown(view, '[lang^="ar"]')
    is_persian = language_of_arabic_script(text) == "fa"
    if not is_persian:
        return Verdict(Outcome.NOT_APPLICABLE, "not_persian", {}, view.dom)
    shapes = len(_SHAPE.findall(text)) / max(1, len(_ARABIC_SCRIPT.findall(text)))
    if shapes >= _SOME:
        told = (Outcome.FAIL, "shapes") if shapes >= _MANY else (Outcome.WARN, "some_shapes")
        return Verdict(*told, {"share": round(shapes, 4)}, view.dom)
    arabic = sum(text.count(letter) for letter in sorted(ARABIC_YE_KE))
    share = arabic / max(1, arabic + sum(text.count(letter) for letter in sorted(_PERSIAN_YE_KE)))
    words = Counter(_WORD_WITH_ARABIC_LETTER.findall(text)).most_common(5)
    observed: Observed = {
        "arabic_letters": arabic,
        "share": round(share, 4),
        "samples": texts(word for word, _ in words),
    }
    outcome, reason = _letters(share, arabic)
    return Verdict(outcome, reason, observed, view.dom)


def _letters(share: float, count: int) -> tuple[Outcome, str]:
    if count == 0 or share < _SOME:
        return Outcome.PASS, "persian"
    return (Outcome.WARN, "some_arabic") if share < _MANY else (Outcome.FAIL, "arabic")


def digits(view: PageView) -> Verdict:
    """ISIRI 6219: numbers of Persian prose stand in one set of digits, the Persian one."""
    text = prose(view.markup, _NOT_PERSIAN, with_code=False)
    if language_of_arabic_script(text) != "fa":
        return Verdict(Outcome.NOT_APPLICABLE, "not_persian", {}, view.dom)
    kinds = Counter(kind for number in _NUMBER.findall(text) for kind in _digits_of(number))
    observed: Observed = {f"{kind}_digits": kinds[kind] for kind in ("persian", "arabic", "latin")}
    return Verdict(*_digits(kinds), observed, view.dom)


def _digits_of(number: str) -> set[str]:
    return {kind_of_digit(each) for each in number if each.isdigit()}


def _digits(kinds: Counter[str]) -> tuple[Outcome, str]:
    if not kinds:
        return Outcome.NOT_APPLICABLE, "no_numbers"
    if kinds["arabic"]:
        return Outcome.WARN, "arabic_digits"
    fewer = min(kinds["persian"], kinds["latin"])
    if fewer >= _FEWEST_MIXED and fewer >= _SHARE_OF_MIXED * kinds.total():
        return Outcome.WARN, "mixed_digits"
    return (
        (Outcome.INFO, "latin_digits")
        if kinds["latin"] > kinds["persian"]
        else (Outcome.PASS, "persian_digits")
    )
