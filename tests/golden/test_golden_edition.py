"""What was published once comes out again to the byte: the files of an edition, and what its pages show.

Nothing here knows how results are counted or kept. When a rule is changed on purpose, the golden files
are written anew with `pytest tests/golden -n 0 --write-golden`, and the difference is what the change does.
"""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from sanjeh.edition.folder import write_edition
from sanjeh.edition.verify import read_facts, verify_edition
from tests.golden import country
from tests.golden.conftest import Golden

GOLDEN = Path(__file__).parents[1] / "fixtures" / "golden_edition"
AUTOMATIC, EVERY_STATE, PAGES = GOLDEN / "automatic", GOLDEN / "every_state", GOLDEN / "pages"
WHOLE_SET = GOLDEN / "whole_set_of_uncertainty"
# What shows a number or its reason. Findings are words of the probes, not of the results.
SHOWN = "main :is(tr, li, summary, .figure, .remedy, .part > p)"
LEFT_OUT = "nav, .findings, svg"
SIGNING_KEY = bytes(range(32))


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def first_difference(kept: dict[str, bytes], made: dict[str, bytes]) -> tuple[str, str, str] | None:
    """Return the file, and its first line in both, where they part; None when every byte is the same."""
    for name in sorted({*kept, *made}):
        old, new = kept.get(name, b""), made.get(name, b"")
        if old != new:
            lines = [
                (old.decode() + "\n").splitlines(keepends=True),
                (new.decode() + "\n").splitlines(keepends=True),
            ]
            longest = max(map(len, lines))
            before, after = ([*some, *[""] * (longest - len(some))] for some in lines)
            return next((name, b, a) for b, a in zip(before, after, strict=True) if b != a)
    return None


@pytest.fixture
def edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setitem(settings.SANJEH, "EDITIONS", tmp_path)
    monkeypatch.setitem(settings.SANJEH, "SIGNING_KEY", SIGNING_KEY)
    country.published_round()
    return tmp_path / country.ROUND / "1"


@pytest.mark.django_db
def test_the_edition_of_a_round_is_the_same_to_the_byte(edition: Path, golden: Golden) -> None:
    made = bytes_of(edition)

    assert first_difference(golden(AUTOMATIC, made), made) is None


def test_an_edition_of_every_state_and_source_is_the_same_to_the_byte(tmp_path: Path, golden: Golden) -> None:
    write_edition(read_facts(EVERY_STATE), tmp_path / "1")
    made = bytes_of(tmp_path / "1")

    assert first_difference(golden(EVERY_STATE, made), made) is None


def test_an_edition_of_a_method_that_names_what_is_varied_is_the_same_to_the_byte(
    tmp_path: Path, golden: Golden
) -> None:
    write_edition(read_facts(WHOLE_SET), tmp_path / "1")
    made = bytes_of(tmp_path / "1")

    assert first_difference(golden(WHOLE_SET, made), made) is None


@pytest.mark.parametrize("folder", [AUTOMATIC, EVERY_STATE, WHOLE_SET], ids=lambda folder: folder.name)
def test_an_edition_published_before_can_still_be_counted_again(folder: Path) -> None:
    assert verify_edition(folder) == ()


def shown(client: Client, address: str) -> list[str]:
    tree = HTMLParser(client.get(address).content)
    for node in tree.css(LEFT_OUT):
        node.decompose()
    return [" ".join(node.text(separator=" ").split()) for node in tree.css(SHOWN)]


def page_text(client: Client, language: str) -> bytes:
    client.cookies["django_language"] = language
    addresses = (
        "/ranking/",
        "/ranking/?category=high_volume",
        *(f"/bodies/{office.code}/" for office in country.COUNTRY),
    )
    return "".join(
        "\n".join([f"## {address}", *shown(client, address), "\n"]) for address in addresses
    ).encode()


@pytest.mark.django_db
@pytest.mark.usefixtures("edition")
def test_the_pages_show_the_same_numbers_and_reasons(client: Client, golden: Golden) -> None:
    made = {f"{language}.txt": page_text(client, language) for language in ("fa", "en")}

    assert first_difference(golden(PAGES, made), made) is None
