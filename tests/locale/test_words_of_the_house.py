"""One spelling and one word for one thing in the Persian of the house, and English counts that agree."""

import re
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest

from sanjeh.core.text.code_runs import PROSE, code_runs
from sanjeh.locale.catalogues import FOLDER, flat

ROOT = Path(str(resources.files("sanjeh")))
REPOSITORY = Path(__file__).parents[2]
# A published page keeps its bytes and so do frozen methods; the words by which probes read are not ours.
OURS = sorted(
    [
        *(
            path
            for folder in ("report", "web", "engine", "cli", "apps")
            for path in (ROOT / folder).rglob("*")
            if path.suffix in {".toml", ".html", ".py", ".typ"}
        ),
        *(ROOT / "probes").rglob("texts.toml"),
        *(REPOSITORY / "docs").rglob("*.fa.md"),
        REPOSITORY / "README.fa.md",
    ]
)
NOT_OURS = {
    "هٔ": "ه‌ی",
    "ۀ": "ه‌ی",
    "این سنجه": "این شاخص» یا «این وارسی",
    "سنجه‌ها": "شاخص‌ها",
    "پله‌ی بلوغ": "مرحله‌ی بلوغ",
    "پله‌ی نخست": "مرحله‌ی نخست",
    "طبقه": "رده",
    "جایگاه": "رتبه",
    "(ویرایش": "(ویراست",
    "ویرایش بعد": "ویراست بعد",
    "درگاه شبکه": "پورت شبکه",
    "درگاه استاندارد": "پورت استاندارد",
    "این درگاه": "این پورت",
    "درگاه ۴": "پورت ۴",
    "سرایند": "سرآیند",
    "توافقنامه": "توافق‌نامه",
    "رایانامه": "ایمیل",
    "درگاهی جز": "پورتی جز",
    "درگاه معمول": "پورت معمول",
    "وب‌گاه": "سایت",
    "پیگیری": "پی‌گیری",
    "پاسخگو ": "پاسخ‌گو",
    "اینجا": "این‌جا",
    "آنجا": "آن‌جا",
    "آنها": "آن‌ها",
    "هیچ کس،": "هیچ‌کس،",
    "نسخه پیشین": "نسخه‌ی پیشین",
    "دوره ارزیابی": "دوره‌ی ارزیابی",
}


def texts(path: Path) -> Iterator[str]:
    """Yield what a file says: the texts of a table, and whatever stands in a page or a program."""
    if path.suffix != ".toml":
        yield path.read_text(encoding="utf-8")
        return
    yield from (text for _, text in flat(tomllib.loads(path.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("word", NOT_OURS)
def test_each_thing_has_one_word_and_each_word_one_spelling(word: str) -> None:
    found = [path.name for path in OURS if any(word in text for text in texts(path))]

    assert found == [], f"write {NOT_OURS[word]}"


PERSIAN = r"[\u0621-\u0655\u067e-\u06cc]"
# A letter that a text speaks of, in quotes or in brackets, is not written with.
SPOKEN_OF = re.compile(r"«.»|\([٠-٩]+\)")
MISSPELT = {
    "a letter of Arabic": re.compile("[يىكةﺀ-ﻼ]"),
    "a tatweel": re.compile("ـ"),
    "an Arabic digit": re.compile("[٠-٩]"),
    "a Latin comma or semicolon between Persian letters": re.compile(rf"{PERSIAN} ?[,;] ?{PERSIAN}"),
    "a Latin question mark": re.compile(rf"{PERSIAN}\?"),
    "«می» apart from its verb, or glued to it": re.compile(
        rf"(?<!{PERSIAN})(?<!\u200c)ن?می(?: {PERSIAN}|(?:کن|شو|ده|باش|گیر|رو|آی|مان|توان|خواه|گوی)[دندمیشم])"
    ),
    "«ها» apart from its noun": re.compile(rf"{PERSIAN} ها(?:ی|یی)?(?!{PERSIAN})"),
    "a half-space beside a space or a mark": re.compile(r"\u200c[ .،؛:]| \u200c"),
    "a space before a mark": re.compile(rf"{PERSIAN} [،؛:.؟](?=\s|$)"),
}


@pytest.mark.parametrize("fault", MISSPELT)
def test_persian_is_spelt_in_one_way(fault: str) -> None:
    found = [
        (path.name, wrong[0])
        for path in OURS
        for text in texts(path)
        if (wrong := MISSPELT[fault].search(SPOKEN_OF.sub("", text)))
    ]

    assert found == []


@pytest.mark.parametrize(
    ("fault", "text"),
    [
        ("a letter of Arabic", "اين"),
        ("a Latin comma or semicolon between Persian letters", "نام, نشانی"),
        ("«می» apart from its verb, or glued to it", "او می رود"),
        ("«می» apart from its verb, or glued to it", "نمیشود"),
        ("«ها» apart from its noun", "خدمت های"),
        ("a space before a mark", "نام ،"),
    ],
)
def test_a_misspelling_is_found(fault: str, text: str) -> None:
    assert MISSPELT[fault].search(text)


@pytest.mark.parametrize("text", ["می‌رود", "قدیمی شد", "نام، نشانی", "میدان", "آن‌ها را", "کتاب‌های"])
def test_what_is_right_is_no_misspelling(text: str) -> None:
    assert [fault for fault, sign in MISSPELT.items() if sign.search(text)] == []


# Names of things that have no Persian one: schemes, elements, values and keys that are typed as they stand.
NAMES_OF_THINGS = frozenset(
    (
        *("https", "http", "www", "title", "meta", "html", "integrity", "quarantine", "reject"),
        *("mx", "mailto", "viewport", "flex", "grid", "autocomplete", "brotli", "tel", "none"),
        *("sp", "mode", "fullchain", "stapling", "fa", "fas", "eng", "lang", "critical"),
        *("serious", "axe", "label", "for", "bdi", "height", "keydown", "button", "outline"),
        *("hidden", "tabindex", "eval", "nonce", "nosniff", "gzip", "preload", "public"),
        *("private", "zstd", "redirect", "ir", "issue", "include", "pct", "rua", "enforce"),
        *("anon", "accesskey", "id"),
    )
)


def test_no_english_word_stands_in_a_persian_sentence_but_names_of_things() -> None:
    tables = (path for path in OURS if path.suffix == ".toml")
    persian = (text for path in tables for text in texts(path) if re.search(PERSIAN, text))
    prose = (
        piece for text in persian for piece, kind in code_runs(re.sub(r"{\w+}", "", text)) if kind == PROSE
    )

    words = {word for piece in prose for word in re.findall("[A-Za-z][A-Za-z-]+", piece) if word.islower()}

    assert words - NAMES_OF_THINGS == set()


# Milliseconds have no plural of their own; of one other there is a sentence of its own.
COUNTED = re.compile(
    r"[{(](apart|asked|bodies|cells|count|days|decided|number|places|rows|services|size|sound|things|total|addresses)"
    r"[})]s? (?!ms\b|others\b)[a-z]+s\b"
)


def test_no_english_count_stands_before_a_plural_that_one_would_make_wrong() -> None:
    catalogue = (FOLDER / "en" / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8")
    wrong = [line for line in catalogue.splitlines() if line.startswith("msgstr") and COUNTED.search(line)]

    assert wrong == []
