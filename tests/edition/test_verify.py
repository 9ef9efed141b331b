"""An edition is what it says it is, or it is said in which file it is not, and why."""

import json
import shutil
from pathlib import Path

import pytest
from pydantic import JsonValue

from sanjeh.edition import documents, inventory, sign
from sanjeh.edition.facts import EditionFacts
from sanjeh.edition.folder import write_edition
from sanjeh.edition.inventory import Difference
from sanjeh.edition.sign import SignatureCheck, public_key_of
from sanjeh.edition.verify import (
    OF_ANOTHER,
    OTHER_NUMBERS,
    SWAPPED,
    is_same,
    read_facts,
    signature_of,
    verify_edition,
)
from sanjeh.locale.catalogues import said
from tests.edition import golden


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return golden.copy(golden.EVERY_STATE, tmp_path / "edition")


def differences(folder: Path) -> list[tuple[str, str]]:
    return [(one.file, said(one.says, "en")) for one in verify_edition(folder)]


@pytest.mark.parametrize("edition", [golden.SIGNED, golden.EVERY_STATE, golden.UNCERTAIN])
def test_no_bit_of_any_file_may_be_another(edition: Path, tmp_path: Path) -> None:
    folder = golden.copy(edition, tmp_path / "edition")
    names = sorted(path.name for path in folder.iterdir() if not path.name.startswith(documents.MANIFEST))

    for name in names:
        content = (folder / name).read_bytes()
        for place in (0, len(content) // 2, len(content) - 1):
            (folder / name).write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
            assert verify_edition(folder) == (Difference(name, inventory.CHANGED),)
        (folder / name).write_bytes(content)

    assert verify_edition(folder) == ()


@pytest.mark.parametrize("name", ["bodies.csv", "findings.csv", "ranking.html", "round.json"])
def test_a_file_that_the_manifest_names_must_be_there(folder: Path, name: str) -> None:
    (folder / name).unlink()

    assert differences(folder) == [(name, "This file is missing.")]


def test_a_file_from_which_nothing_is_counted_must_be_there_as_well(folder: Path) -> None:
    (folder / "notes.txt").write_text("with thanks to all bodies")
    golden.list_again(folder, "notes.txt")
    assert verify_edition(folder) == ()

    (folder / "notes.txt").unlink()

    assert verify_edition(folder) == (Difference("notes.txt", inventory.MISSING),)


@pytest.mark.parametrize("name", [*documents.GIVEN, documents.FINDINGS])
def test_what_was_observed_must_be_there_though_the_manifest_does_not_name_it(
    folder: Path, name: str
) -> None:
    (folder / name).unlink()
    golden.list_again(folder, name)

    assert verify_edition(folder) == (Difference(name, inventory.MISSING),)


@pytest.mark.parametrize("name", ["ranking.csv", "scorecards.json", "ranking.html"])
def test_what_was_counted_must_be_there_though_the_manifest_does_not_name_it(folder: Path, name: str) -> None:
    (folder / name).unlink()
    golden.list_again(folder, name)

    assert verify_edition(folder) == (Difference(name, inventory.MISSING),)


def test_how_firm_places_are_must_be_there_where_the_method_names_what_is_varied(tmp_path: Path) -> None:
    folder = golden.copy(golden.UNCERTAIN, tmp_path / "edition")
    (folder / documents.UNCERTAINTY).unlink()
    golden.list_again(folder, documents.UNCERTAINTY)

    assert verify_edition(folder) == (Difference("uncertainty.csv", inventory.MISSING),)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("ranking.csv", b"V11,1,84.57", b"V11,1,84.58"),
        ("ranking.html", '<td class="number">۸۴٫۵۷</td>'.encode(), '<td class="number">۸۴٫۵۸</td>'.encode()),
        ("round.json", b'"share_of_whole": 1.0', b'"share_of_whole": 0.9'),
    ],
)
def test_a_number_that_does_not_follow_is_named_though_its_digest_was_adapted(
    folder: Path, name: str, old: bytes, new: bytes
) -> None:
    golden.forge(folder, name, old, new)

    assert (name, "Counting again did not give these numbers.") in differences(folder)


def test_an_answer_that_was_changed_shows_in_everything_that_was_counted_from_it(folder: Path) -> None:
    golden.forge(
        folder,
        "observations.csv",
        b"V01,20001000000,https://v01.nemune.test/s0/,AA1,value,0.0,assessor",
        b"V01,20001000000,https://v01.nemune.test/s0/,AA1,value,1.0,assessor",
    )

    assert {one.file for one in verify_edition(folder)} <= {"ranking.csv", "scorecards.json", "ranking.html"}
    assert Difference("scorecards.json", OTHER_NUMBERS) in verify_edition(folder)


def test_a_method_other_than_the_announced_one_is_named_though_everything_follows_from_it(
    folder: Path, tmp_path: Path
) -> None:
    facts = read_facts(folder)
    milder = facts.methodology_text.replace("at_least = 85", "at_least = 84")
    assert milder != facts.methodology_text
    swapped = write_swapped(facts, milder, tmp_path / "swapped")

    assert verify_edition(swapped) == (Difference("methodology.toml", SWAPPED),)


def write_swapped(facts: EditionFacts, methodology_text: str, folder: Path) -> Path:
    write_edition(EditionFacts(facts.round, methodology_text, facts.bodies, facts.observations, ()), folder)
    return folder


@pytest.mark.parametrize("key", ["round", "made_at", "reason", "methodology_hash"])
def test_a_manifest_of_another_edition_is_named(folder: Path, key: str) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps({**manifest, key: "another"}))

    assert verify_edition(folder) == (Difference("manifest.json", OF_ANOTHER),)


@pytest.mark.parametrize("content", [None, b"", b"[]", b"\xff", b'{"round": "1405-10"}'])
def test_without_a_manifest_nothing_can_be_said_of_the_rest(folder: Path, content: bytes | None) -> None:
    (folder / "manifest.json").unlink()
    if content is not None:
        (folder / "manifest.json").write_bytes(content)

    [(name, says)] = differences(folder)
    assert (name, says.partition(":")[0]) == ("manifest.json", "This file could not be read")


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("round.json", b'"scope": "whole"', b'"scope": "half"'),
        ("methodology.toml", b'code = "golden-1"', b'code = golden-1"'),
        ("methodology.toml", b"axis = 0.6", b"axis = 6"),
        ("bodies.csv", b"unit,title_fa", b"body,title_fa"),
        ("bodies.csv", "V02,دستگاه V02,".encode(), b"V02,,"),
        ("observations.csv", b"unit,service,address", b"unit,service,place"),
        ("observations.csv", b"AA1,value,0.0,assessor", b"AA1,value,nothing,assessor"),
        ("observations.csv", b"AA1,value,0.0,assessor", b"AA1,guessed,0.0,assessor"),
        ("observations.csv", b"V01,20001000000,https://v01.nemune.test/s0/,AA1,", b"V99,2,https://x/,AA1,"),
        ("scorecards.json", b'"unit": "V11"', b'"unit": V11'),
    ],
)
def test_a_file_that_does_not_hold_what_its_name_says_is_named_and_ends_nothing(
    folder: Path, name: str, old: bytes, new: bytes
) -> None:
    golden.forge_first(folder, name, old, new)

    [(named, says)] = differences(folder)

    assert (named, says.partition(":")[0]) == (name, "This file could not be read")


def test_a_broken_method_is_told_in_the_readers_language(folder: Path) -> None:
    golden.forge(folder, "methodology.toml", b"axis = 0.6", b"axis = 6")

    [difference] = verify_edition(folder)

    assert not [letter for letter in said(difference.says, "en") if "\u0600" <= letter <= "\u06ff"]


def test_a_table_that_cannot_be_a_table_is_named(folder: Path) -> None:
    (folder / "bodies.csv").write_bytes(b'unit\r\n"' + b"x" * 200_000 + b'"\r\n')
    golden.list_again(folder, "bodies.csv")

    assert [one.file for one in verify_edition(folder)] == ["bodies.csv"]


def test_the_signature_of_a_published_edition_is_right() -> None:
    key = public_key_of(golden.SIGNING_KEY)

    assert [signature_of(golden.SIGNED, trusted) for trusted in ([], [key])] == [
        SignatureCheck(sign.RIGHT_BY_ANY.filled(key=key.id), is_refused=False),
        SignatureCheck(sign.RIGHT.filled(key=key.id), is_refused=False),
    ]


def test_an_edition_from_before_there_were_signatures_has_none() -> None:
    assert signature_of(golden.EVERY_STATE, []) == SignatureCheck(sign.UNSIGNED, is_refused=False)


def test_a_signature_does_not_stand_for_another_manifest_nor_for_none(folder: Path) -> None:
    shutil.copy(golden.SIGNED / documents.SIGNATURE, folder)

    assert signature_of(folder, []) == SignatureCheck(sign.WRONG, is_refused=True)
    (folder / documents.MANIFEST).unlink()
    assert signature_of(folder, []) == SignatureCheck(sign.WRONG, is_refused=True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (100.0, 100.00000005),
        (0.0, 5e-10),
        ({"points": 72.25, "parts": [1.0, "75.00"]}, {"parts": [1.0 + 1e-12, "75.00"], "points": 72.25}),
        ([], []),
        (None, None),
    ],
)
def test_noise_of_the_last_digits_is_no_difference(one: JsonValue, other: JsonValue) -> None:
    assert (is_same(one, other), is_same(other, one)) == (True, True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (100.0, 100.0000002),
        (0.0, 2e-9),
        ("75.00", "75.01"),
        ("75.00", 75.0),
        (True, False),
        (None, 0.0),
        ({"points": 1.0}, {"points": 1.0, "more": None}),
        ({"points": 1.0}, {"score": 1.0}),
        ({"parts": [{"points": 1.0}]}, {"parts": [{"points": 1.1}]}),
        ([1.0], [1.0, 2.0]),
        ([1.0, 2.0], [2.0, 1.0]),
    ],
)
def test_anything_else_is_a_difference_from_both_sides(one: JsonValue, other: JsonValue) -> None:
    assert (is_same(one, other), is_same(other, one)) == (False, False)
