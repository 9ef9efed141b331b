"""Every text of the house stands in the catalogue of every language, and no other text does."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from sanjeh.core.text.words import Translatable, Words
from sanjeh.locale import catalogues
from sanjeh.locale.catalogues import FILE, FOLDER, arrow, direction, languages, listed, said, spoken, texts_of
from scripts.words import Marked, compiled, marked, read, updated

HOLE = re.compile(r"%\((\w+)\)s|(?<!{){(\w+)}(?!})")
OTHERS = [language for language in languages() if language != "fa"]


@pytest.fixture(scope="module")
def texts() -> list[Marked]:
    return list(marked())


def written(catalogue: Catalog) -> dict[tuple[str, str], str]:
    return {(str(one.id), str(one.context or "")): str(one.string) for one in catalogue if one.id}


def catalogue(**texts: str) -> Catalog:
    found = Catalog(locale="en")
    for text, translation in texts.items():
        found.add(text, translation)
    return found


def test_the_texts_of_all_kinds_of_files_are_found(texts: list[Marked]) -> None:
    files = {Path(one.file).suffix for one in texts}

    assert files == {".py", ".html", ".toml", ".atom"} & files | {".py", ".html", ".toml"}
    assert Marked("probes/tls/texts.toml", "اعتبار گواهی", "texts: checks.tls.trust.title") in texts
    assert Marked("core/workflow/rounds.py", "معرفی نمایندگان", "move of a round") in texts
    assert Marked("web/observed.toml", "عمر", "observed: keys.age_days") in texts


def test_the_texts_of_a_template_are_found_however_its_lines_are_indented(tmp_path: Path) -> None:
    template = tmp_path / "templates" / "uneven.html"
    template.parent.mkdir()
    template.write_text("<p>\n      {% translate 'نخست' %}\n   {% translate 'دوم' %}\n  </p>\n", "utf-8")

    assert [one.text for one in marked(tmp_path)] == ["نخست", "دوم"]


@pytest.mark.parametrize("language", OTHERS)
def test_a_catalogue_has_all_texts_of_the_house_and_no_others(language: str, texts: list[Marked]) -> None:
    found = read(FOLDER / language / FILE)

    assert written(updated(found, texts)) == written(found)


def test_english_is_complete() -> None:
    assert [text for (text, _), english in written(read(FOLDER / "en" / FILE)).items() if not english] == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_the_holes_of_its_text(language: str) -> None:
    found = written(read(FOLDER / language / FILE))

    pairs = ((text, other) for (text, _), other in found.items() if other)
    assert [text for text, other in pairs if set(HOLE.findall(text)) != set(HOLE.findall(other))] == []


def test_every_hole_has_a_name(texts: list[Marked]) -> None:
    assert [one.text for one in texts if "{}" in one.text] == []


@pytest.mark.parametrize("language", OTHERS)
def test_gathering_the_texts_again_changes_nothing(language: str, texts: list[Marked]) -> None:
    path, out = FOLDER / language / FILE, BytesIO()

    write_po(out, updated(read(path), texts), width=100, include_lineno=False)

    assert out.getvalue().decode() == path.read_text(encoding="utf-8")


def test_a_new_text_enters_empty_and_one_that_is_gone_leaves() -> None:
    before = catalogue(الف="a", ب="b")

    after = updated(before, [Marked("x.py", "ب", ""), Marked("x.py", "پ", "")])

    assert written(after) == {("ب", ""): "b", ("پ", ""): ""}


def test_what_a_language_tells_apart_stays_apart_while_it_is_marked() -> None:
    before = catalogue(الف="a")
    before.add("الف", "A", context="heading")

    kept = updated(before, [Marked("x.py", "الف", "heading")])
    gone = updated(before, [Marked("x.py", "الف", "elsewhere")])

    assert written(kept) == {("الف", ""): "a", ("الف", "heading"): "A"}
    assert written(gone) == {("الف", ""): "a"}


def test_what_a_language_lacks_is_compiled_in_english(tmp_path: Path) -> None:
    third, second = catalogue(الف="ا", ب=""), catalogue(الف="a", ب="b", پ="c", ث="d")
    third.add("ث", "guessed", flags=["fuzzy"])
    folder = tmp_path / "ckb" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.mo").write_bytes(compiled(third, second))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogues, "FOLDER", tmp_path)
        (folder / "django.po").touch()
        catalogues.forget()
        told = [said(Translatable(text), "ckb-IR") for text in ("الف", "ب", "پ", "ث", "ت")]
    catalogues.forget()

    assert told == ["ا", "b", "c", "d", "ت"]


def test_a_catalogue_that_is_not_compiled_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "en/LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "en" / FILE).touch()
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
    catalogues.forget()

    with pytest.raises(catalogues.CatalogueNotCompiled, match="make words"):
        said(Translatable("رتبه"), "en")
    monkeypatch.undo()
    catalogues.forget()


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("fa", "fa"),
        ("fa_IR.UTF-8", "fa"),
        ("FA-ir", "fa"),
        ("en-GB", "en"),
        ("C", "en"),
        ("", "en"),
        ("xx", "en"),
    ],
)
def test_a_language_that_the_house_does_not_speak_is_answered_in_english(asked: str, language: str) -> None:
    assert spoken(asked) == language


def test_equal_texts_are_told_apart_by_where_they_stand() -> None:
    places = ("", "move of a round", "a place that no catalogue knows")

    assert [said(Translatable("معرفی نمایندگان", key=key), "en") for key in places] == [
        "Representatives appointed",
        "Appoint representatives",
        "Representatives appointed",
    ]


def test_holes_are_filled_as_the_language_writes() -> None:
    text = Translatable("ستون «{column}» نیست؛ این ستون‌ها هست: {found}.")
    line = Translatable("سطر {line}، ستون {column}").filled(line=12, column="c7")

    filled = text.filled(column=Words("امتیاز", "points"), found=("a", Translatable("بله"), 3))

    assert [said(filled, language) for language in ("fa", "en")] == [
        "ستون «امتیاز» نیست؛ این ستون‌ها هست: a، بله، ۳.",
        "There is no column 'points'; there are: a, yes, 3.",
    ]
    assert [said(line, language) for language in ("fa", "en")] == ["سطر ۱۲، ستون c7", "line 12, column c7"]


def test_a_text_without_facts_keeps_its_braces() -> None:
    assert said(Translatable("{x}"), "fa") == "{x}"


def test_texts_of_data_are_said_in_the_languages_of_their_author() -> None:
    title = Words("سازمان", "Organisation", {"ckb": "ڕێکخراو"})

    assert [title.in_language(one) for one in ("fa-IR", "en", "ckb_IQ", "de")] == [
        "سازمان",
        "Organisation",
        "ڕێکخراو",
        "Organisation",
    ]


def test_lists_and_directions_are_those_of_the_language() -> None:
    assert [listed(("a1", 2, 0.5), language) for language in ("fa", "en")] == [
        "a1، ۲، ۰٫۵",
        "a1, 2, 0.5",
    ]
    assert [direction(language) for language in ("fa-IR", "ckb", "ar", "en", "de")] == [
        *["rtl"] * 3,
        *["ltr"] * 2,
    ]


def test_a_text_of_a_file_stands_at_its_place() -> None:
    texts = texts_of("sanjeh.web", "observed.toml")

    assert texts["keys.age_days"] == Translatable("عمر", key="observed: keys.age_days")


def test_an_arrow_points_the_way_its_reader_reads() -> None:
    assert [arrow(language) for language in ("fa", "ckb", "en")] == ["←", "←", "→"]


def test_no_persian_text_has_signs_that_are_drawn_the_wrong_way(texts: list[Marked]) -> None:
    """Latin commas, semicolons and question marks among Persian letters, and arrows of either way."""
    foreign = re.compile("[آ-ی\u200c][,;?]|[←→]")

    assert [one.text for one in texts if foreign.search(one.text)] == []
