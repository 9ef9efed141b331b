"""An edition is frozen, hashed, and can be counted again by anyone."""

import hashlib
import json
import shutil
import zipfile
from pathlib import Path

import pytest
from django.conf import settings

from sanjeh.apps.publication import actions, queries
from sanjeh.apps.results import actions as results
from sanjeh.apps.results.models import ScorecardRecord
from sanjeh.apps.results.records import COUNTED
from sanjeh.apps.rounds import queries as rounds
from sanjeh.core.workflow.machine import MoveNotAllowed
from sanjeh.core.workflow.rounds import RoundMove, RoundState
from sanjeh.edition.facts import EditionFacts
from sanjeh.edition.folder import FileFacts, write_edition
from sanjeh.edition.verify import verify_edition
from sanjeh.locale.catalogues import said
from tests import hands, people
from tests.apps import trip
from tests.apps.publication.published import FILES, SEEN, forge, publish

pytestmark = pytest.mark.django_db


def test_an_edition_lists_every_file_with_its_size_and_digest(folder: Path) -> None:
    trip.final_round(3, SEEN)

    publish()

    [edition] = queries.editions(trip.ROUND)
    on_disk = {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
    assert list(on_disk) == FILES
    assert {(file.name, file.size_bytes, file.sha256) for file in edition.files} == {
        (name, len(content), hashlib.sha256(content).hexdigest()) for name, content in on_disk.items()
    }
    assert edition.manifest_sha256 == hashlib.sha256(on_disk["manifest.json"]).hexdigest()
    assert rounds.round_page(trip.ROUND).row.state is RoundState.PUBLISHED


def test_the_ranking_of_an_edition_begins_with_the_columns_everyone_reads(folder: Path) -> None:
    trip.final_round(3, SEEN)

    publish()

    lines = (folder / "ranking.csv").read_bytes().decode().splitlines()
    assert [",".join(line.split(",")[:8]) for line in lines] == [
        "unit,rank,score,class,stage,coverage,rank_low,rank_high",
        "B1,1,100.00,good,1,1.0000,1,1",
        "B2,2,55.00,weak,1,1.0000,2,2",
        "B3,,,,,0.0000,,",
    ]


def test_every_published_digit_follows_from_the_published_files(folder: Path) -> None:
    trip.final_round(3, SEEN)
    publish()

    assert verify_edition(folder) == ()


def test_a_changed_file_is_found(folder: Path) -> None:
    trip.final_round(2, SEEN)
    publish()
    observations = folder / "observations.csv"
    observations.chmod(0o644)
    observations.write_bytes(observations.read_bytes().replace(b"value,0.0,", b"value,1.0,"))

    assert [found.file for found in verify_edition(folder)] == ["observations.csv"]


def test_a_digit_that_does_not_follow_is_found_though_its_digest_was_adapted(folder: Path) -> None:
    trip.final_round(2, SEEN)
    publish()
    forge(folder, "ranking.csv", b"55.00", b"95.00")

    assert [found.file for found in verify_edition(folder)] == ["ranking.csv"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"coverage": 1.0,', b'"coverage": 1.00001,'),
        (b'"class": "weak"', b'"class": "good"'),
        (b'"places": {\n   "": {', b'"places": {\n   "all": {'),
    ],
)
def test_a_card_that_does_not_follow_is_found_though_its_digest_was_adapted(
    folder: Path, old: bytes, new: bytes
) -> None:
    trip.final_round(2, SEEN)
    publish()

    forge(folder, "scorecards.json", old, new)

    assert [found.file for found in verify_edition(folder)] == ["scorecards.json"]


def test_a_missing_file_is_found(folder: Path) -> None:
    trip.final_round(1, SEEN)
    publish()
    (folder / "findings.csv").unlink()

    assert [(found.file, said(found.says, "en")) for found in verify_edition(folder)] == [
        ("findings.csv", "This file is missing.")
    ]


KEPT = {
    "rank": (None, "2 counted again"),
    "score": ("55.01", "55.01 kept, 55.00 counted again"),
    "score_class": ("good", "good kept, weak counted again"),
    "capped_by": (["B1"], "['B1'] kept, [] counted again"),
    "stage": (0, "0 kept, 1 counted again"),
    "readiness": (0.5, "0.5 kept, None counted again"),
    "coverage": (1 - 2e-9, "0.999999998 kept, 1.0 counted again"),
    "rank_low": (1, "1 kept, 2 counted again"),
    "rank_high": (3, "3 kept, 2 counted again"),
    "rank_median": (2, "2 kept, None counted again"),
    "axes": ({"A": 25.0, "B": 100.5}, "100.5} kept"),
    "places": ({"": {"rank": 2, "low": 2, "high": 2, "of": 3}}, "'of': 3"),
    "lacks": ([{"axis": ""}], "[{'axis': ''}] kept, [] counted again"),
}


@pytest.mark.parametrize("field", KEPT)
def test_nothing_is_published_when_the_files_do_not_lead_to_what_was_kept(folder: Path, field: str) -> None:
    trip.final_round(3, SEEN)
    value, says = KEPT[field]
    with hands.thawed():
        ScorecardRecord.objects.filter(code="B2").update(**{field: value})

    with pytest.raises(actions.NotReproducible) as refused:
        publish()

    cells = [where for where in refused.value.where if where.startswith(f"B2.{field}: ")]
    assert (len(cells), says in cells[0]) == (1, True)
    assert (queries.editions(), rounds.round_page(trip.ROUND).row.state) == ((), RoundState.FINAL)


def test_every_kept_number_of_a_card_is_counted_again_before_it_is_published() -> None:
    given = {"id", "result", "unit", "code", "categories", "observations"}
    numbers = {
        field.name
        for field in ScorecardRecord._meta.get_fields()
        if not field.name.startswith(("title_", "parent_"))
    }

    assert numbers - given == set(COUNTED)


def test_the_last_digit_of_another_machine_stops_no_publication(folder: Path) -> None:
    trip.final_round(3, SEEN)
    with hands.thawed():
        ScorecardRecord.objects.filter(code="B2").update(coverage=1 - 1e-10)

    publish()

    assert len(queries.editions()) == 1


def test_a_body_without_a_card_and_a_card_without_a_body_stop_the_publication(folder: Path) -> None:
    trip.final_round(3, SEEN)
    with hands.thawed():
        ScorecardRecord.objects.filter(code="B2", result__state="final").update(code="B9")

    with pytest.raises(actions.NotReproducible) as refused:
        publish()

    assert refused.value.where == ("B2: not kept", "B9: not counted again")


def test_files_that_do_not_follow_from_one_another_are_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trip.final_round(2, SEEN)

    def write_and_forge(facts: EditionFacts, folder: Path, seed: bytes) -> tuple[FileFacts, ...]:
        files = write_edition(facts, folder, seed)
        forge(folder, "scorecards.json", b'"class": "weak"', b'"class": "good"')
        return files

    monkeypatch.setattr("sanjeh.apps.publication.actions.write_edition", write_and_forge)

    with pytest.raises(actions.NotReproducible) as refused:
        publish()

    assert (refused.value.where, str(refused.value)) == (("scorecards.json",), f"{folder}: scorecards.json")


def test_an_erratum_is_a_new_edition_with_its_reason_and_leaves_the_old_one_alone(folder: Path) -> None:
    trip.final_round(2, SEEN)
    publish()
    first = {path.name: path.read_bytes() for path in folder.iterdir()}

    number = actions.publish_erratum(
        round_code=trip.ROUND, reason="A title", by=people.approver(), now=trip.NOW
    )

    assert [(row.number, row.reason) for row in queries.editions(trip.ROUND)] == [(2, "A title"), (1, "")]
    assert number == 2
    assert queries.latest() == queries.edition(trip.ROUND, 2)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first
    assert json.loads((folder.parent / "2" / "round.json").read_text())["reason"] == "A title"


def test_an_erratum_without_a_reason_is_refused(folder: Path) -> None:
    trip.final_round(1, SEEN)
    publish()

    with pytest.raises(actions.NoReason):
        actions.publish_erratum(round_code=trip.ROUND, reason=" ", by=people.approver(), now=trip.NOW)


def test_before_the_first_edition_there_is_nothing_to_correct(folder: Path) -> None:
    trip.final_round(1, SEEN)

    with pytest.raises(actions.NotPublishedYet):
        actions.publish_erratum(round_code=trip.ROUND, reason="A title", by=people.approver(), now=trip.NOW)

    assert (queries.editions(), folder.exists()) == ((), False)


def test_an_erratum_is_counted_again_from_the_newest_final_results(folder: Path) -> None:
    trip.final_round(2, SEEN)
    publish()
    version = results.count_again(round_code=trip.ROUND, by=people.secretariat(), now=trip.NOW)

    actions.publish_erratum(round_code=trip.ROUND, reason="A title", by=people.approver(), now=trip.NOW)

    assert [row.result_version for row in queries.editions(trip.ROUND)] == [version, version - 1]


def test_nothing_is_published_before_it_is_final(folder: Path) -> None:
    trip.probing_round(1)

    with pytest.raises(MoveNotAllowed):
        publish()

    assert (queries.editions(), folder.exists()) == ((), False)


def test_only_files_that_an_edition_lists_are_given_out(folder: Path) -> None:
    trip.final_round(1, SEEN)
    publish()

    assert queries.edition_file(trip.ROUND, 1, "ranking.csv") == folder / "ranking.csv"
    with pytest.raises(queries.NoSuchEdition):
        queries.edition_file(trip.ROUND, 1, "../../secret-key")


def test_a_round_is_led_move_by_move_to_its_edition(folder: Path) -> None:
    trip.probing_round(1)
    trip.look_everywhere(SEEN)
    moves = []

    while (move := queries.next_move(trip.ROUND)) is not None:
        by = people.approver() if move is RoundMove.PUBLISH else people.secretariat()
        actions.make_move(round_code=trip.ROUND, move=move, by=by, now=trip.NOW)
        moves.append(move)

    assert moves == [
        RoundMove.GIVE_PRELIMINARY,
        RoundMove.MAKE_FINAL,
        RoundMove.PUBLISH,
        RoundMove.ARCHIVE,
    ]
    latest = queries.latest()
    assert latest is not None
    assert (latest.round_code, latest.number) == (trip.ROUND, 1)


def test_the_page_of_an_edition_needs_nothing_else(folder: Path) -> None:
    trip.final_round(3, SEEN)
    publish()

    page = (folder / "ranking.html").read_text()

    assert '<html lang="fa" dir="rtl">' in page
    assert not [mark for mark in ("<script", "src=", "@import", "url(") if mark in page]
    assert "دستگاه 3: پوشش ۰٪" in page


def test_an_edition_is_found_wherever_its_folder_was_restored_to(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    trip.final_round(2, SEEN)
    publish()
    restored = tmp_path_factory.mktemp("elsewhere") / "editions"
    shutil.move(folder.parent.parent, restored)

    monkeypatch.setitem(settings.SANJEH, "EDITIONS", restored)

    assert queries.edition_file(trip.ROUND, 1, "ranking.csv") == restored / trip.ROUND / "1" / "ranking.csv"
    with queries.edition_archive(trip.ROUND, 1) as archive:
        assert sorted(Path(name).name for name in zipfile.ZipFile(archive).namelist()) == FILES
