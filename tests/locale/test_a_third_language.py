"""One more file is one more language: on pages, in a terminal report and in what probes say."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from click.testing import CliRunner
from django.test import Client
from django.utils.translation import trans_real
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from sanjeh.cli.main import main
from sanjeh.core.probing.contracts import Finding, Outcome
from sanjeh.engine.texts import finding_words
from sanjeh.locale import catalogues
from sanjeh.locale.catalogues import FILE, FOLDER, languages, said
from sanjeh.web.formatting import day, size
from scripts.words import compile_all

SORANI = {
    "رتبه‌بندی": "ڕیزبەندی",
    "مرورگر نوع پرونده‌ها را حدس نمی‌زند.": "وێبگەڕ جۆری فایلەکان ناخەمڵێنێت.",
    "کیلوبایت": "کیلۆبایت",
    "{code} (ویراست {version}): {title}": "{code} (وەشانی {version}): {title}",
}


def forget() -> None:
    """Make our catalogues and Django's be read again."""
    catalogues.forget()
    vars(trans_real).update(_translations={}, _default=None)
    vars(trans_real)["get_languages"].cache_clear()


@pytest.fixture(autouse=True)
def sorani(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[None]:
    """Put one file for Central Kurdish, with a handful of texts, beside the English one."""
    for language in ("en", "ckb"):
        (tmp_path / language / FILE).parent.mkdir(parents=True)
    (tmp_path / "en" / FILE).symlink_to(FOLDER / "en" / FILE)
    catalogue = Catalog(locale="ckb")
    for persian, kurdish in SORANI.items():
        catalogue.add(persian, kurdish)
    with (tmp_path / "ckb" / FILE).open("wb") as file:
        write_po(file, catalogue)
    compile_all(tmp_path)
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
    settings.LOCALE_PATHS = [tmp_path]
    settings.LANGUAGES = [*settings.LANGUAGES, ("ckb", "کوردی")]
    forget()
    yield
    monkeypatch.undo()
    forget()


def test_the_file_alone_makes_the_language_one_of_the_house() -> None:
    assert languages() == ("fa", "en", "ckb")


@pytest.mark.django_db
def test_a_page_is_in_the_third_language_and_where_it_has_no_words_in_english(client: Client) -> None:
    client.cookies["django_language"] = "ckb"

    tree = HTMLParser(client.get("/ranking/").content)

    [root] = tree.css("html")
    links = [link.text(strip=True) for link in tree.css("header nav a")]
    switch = [(one.attributes["value"], one.attributes["dir"]) for one in tree.css("button[name=language]")]
    assert (root.attributes["lang"], root.attributes["dir"]) == ("ckb", "rtl")
    assert ("ڕیزبەندی" in links, "Bodies" in links, "دستگاه‌ها" in links) == (True, True, False)
    assert switch == [("fa", "rtl"), ("en", "ltr")]


def test_the_terminal_is_in_the_third_language_and_where_it_has_no_words_in_english() -> None:
    answer = CliRunner().invoke(main, ["methodology", "check", "iran-1405-1"], env={"LC_ALL": "ckb_IR.UTF-8"})

    first, second, *_ = answer.stdout.splitlines()
    assert first.startswith("iran-1405-1 (وەشانی ١): ")
    assert second == "٣٩ indicators (٢٠ automatic), ١ bonus, ٤ axes, ٦ stages"


def test_what_a_probe_says_is_in_the_third_language_and_where_it_has_no_words_in_english() -> None:
    found = Finding(id="http.nosniff", probe="http", outcome=Outcome.PASS, reason="set", standard="")

    words = finding_words(found)

    assert said(words.says, "ckb") == "وێبگەڕ جۆری فایلەکان ناخەمڵێنێت."
    assert said(words.title, "ckb") == said(words.title, "en")


def test_days_and_sizes_are_written_as_the_third_language_writes() -> None:
    assert size(1_500, "ckb") == "١٫٥ کیلۆبایت"
    assert day(datetime(2025, 3, 20, 9, tzinfo=UTC), "ckb") == "٢٠ ئازار ٢٠٢٥"
