"""What is handed over to an archive: a whole round, or complaints; and that nothing goes before that."""

import errno
import json
import os
from datetime import timedelta
from pathlib import Path

import pytest

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.desk import erasure_actions as erasure
from sanjeh.apps.desk.models import Complaint
from sanjeh.apps.journal import queries as journal
from sanjeh.apps.retention import actions, queries, tasks, worker_actions
from sanjeh.apps.retention.models import HandOver
from sanjeh.apps.retention.packing import EditionDamaged
from sanjeh.apps.rounds.queries import NoSuchRound
from sanjeh.core.integrity import hash_chain
from sanjeh.core.workflow.permissions import NotPermitted, Why
from sanjeh.core.workflow.roles import Role
from sanjeh.core.workflow.rounds import MACHINES, RoundState, Scope
from sanjeh.edition import bag
from sanjeh.edition.bag import BagExists, BagNotWritten
from sanjeh.edition.bag_check import verify_bag
from sanjeh.edition.verify import verify_edition
from tests import hands, people
from tests.apps import trip
from tests.apps.desk.country import LODGING
from tests.apps.retention.handed import (
    AFTER,
    COMPLAINTS_PACKAGE,
    DAYS,
    ROUND_PACKAGE,
    complaints_packed,
    ended_round,
    on_hold,
    one_closed,
    received,
    round_packed,
)
from tests.apps.standing import lead, round_in

pytestmark = [pytest.mark.acceptance, pytest.mark.django_db]


def test_the_package_of_a_round_is_whole_and_holds_all_that_its_words_promise(tmp_path: Path) -> None:
    ended_round()

    folder = round_packed()

    assert (folder, verify_bag(folder)) == (tmp_path / "archives" / ROUND_PACKAGE, ())
    data = folder / "data"
    assert sorted(path.name for path in data.iterdir()) == [
        "README.md", "agreement", "editions", "evidence", "journal", "method.toml", "notices", "round.json",
    ]  # fmt: skip
    assert (data / "method.toml").read_text() == trip.METHOD_TEXT
    assert sorted(path.name for path in (data / "notices").iterdir()) == ["1.json", "2.json"]
    assert verify_edition(data / "editions" / "1") == ()
    assert len((data / "evidence" / "captures.jsonl").read_text().splitlines()) == 2
    told = json.loads((data / "round.json").read_text())
    assert [one["state"] for one in told["states"]][-1] == "archived"
    assert (told["code_rule"], [one["code"] for one in told["bodies"]]) == ("[0-9]{11}", ["B1"])


def test_the_lines_of_the_journal_are_those_about_the_round_each_in_its_place_of_the_chain() -> None:
    ended_round()
    about = journal.lines_about(f"round:{trip.ROUND}")

    folder = round_packed() / "data" / "journal"

    lines = [hash_chain.read_line(text) for text in (folder / "lines.ndjson").read_text().splitlines()]
    assert tuple(lines) == about
    chain = (folder / "chain.txt").read_text().splitlines()
    assert [chain[line.number - 1] for line in lines] == [line.digest for line in lines]


def test_the_row_and_the_journal_tell_of_the_package_by_its_digest() -> None:
    ended_round()
    folder = round_packed()

    row, line = HandOver.objects.get(), journal.lines_about(f"archive:{ROUND_PACKAGE}")[0]
    assert line.entry.what == "archive.packed"
    assert line.entry.about == (
        f"archive:{ROUND_PACKAGE}", f"round:{trip.ROUND}", f"methodology:{trip.METHOD}", "authority:default",
    )  # fmt: skip
    assert line.entry.facts == {
        "manifest_sha512": bag.digest_of(folder / "manifest-sha512.txt"),
        "bytes": row.payload_bytes,
        "files": row.payload_files,
    }
    assert row.manifest_sha512 == line.entry.facts["manifest_sha512"]


def test_a_round_is_handed_over_once_it_has_ended_and_in_no_state_before() -> None:
    round_in(RoundState.DRAFT)
    refused = []
    for one in MACHINES[Scope.AUTOMATIC].transitions:
        with pytest.raises(actions.RoundNotOver):
            round_packed()
        refused.append(one.source)
        lead(one.move)

    assert (refused[-1], queries.hand_overs()) == (MACHINES[Scope.AUTOMATIC].transitions[-1].source, ())
    assert verify_bag(round_packed()) == ()


def test_a_round_that_is_not_there_has_no_package() -> None:
    with pytest.raises(NoSuchRound):
        worker_actions.pack_round(round_code="none", folder=None, by=people.secretariat(), now=AFTER)


def test_the_same_is_not_packed_twice_and_nothing_is_written_over(tmp_path: Path) -> None:
    ended_round()
    (tmp_path / "there").mkdir()
    with pytest.raises(BagExists):
        round_packed(tmp_path / "there")
    folder = round_packed(tmp_path / "elsewhere")

    with pytest.raises(actions.AlreadyPacked) as refused:
        round_packed(tmp_path / "another")

    assert (refused.value.folder, (tmp_path / "another").exists()) == (str(folder), False)
    assert queries.packable_rounds() == ()


def test_a_full_disk_leaves_neither_a_package_nor_a_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended_round()
    head = journal.head()

    def full(_: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(bag, "reach_disk", full)
    with pytest.raises(BagNotWritten):
        round_packed()

    assert (list((tmp_path / "archives").iterdir()), journal.head(), queries.hand_overs()) == ([], head, ())


def test_an_edition_that_was_touched_is_not_handed_over(tmp_path: Path) -> None:
    ended_round()
    file = tmp_path / "editions" / trip.ROUND / "1" / "round.json"
    file.chmod(0o644)
    file.write_text("{}")

    with pytest.raises(EditionDamaged) as refused:
        round_packed()

    assert (refused.value.file, list((tmp_path / "archives").iterdir())) == ("round.json", [])


def test_a_legal_hold_keeps_complaints_and_their_round_from_the_archive() -> None:
    ended_round()
    number = one_closed().number
    with hands.thawed():
        Complaint.objects.update(round=trip.ROUND)
    on_hold(number)

    for pack in (round_packed, complaints_packed):
        with pytest.raises(actions.UnderHold) as refused:
            pack()
        assert refused.value.numbers == (number,)

    erasure.lift_hold(number=number, by=people.manager(), now=AFTER)
    assert verify_bag(round_packed()) == verify_bag(complaints_packed()) == ()


def test_a_hold_that_comes_after_the_package_keeps_its_receipt_back() -> None:
    number = one_closed().number
    complaints_packed()
    on_hold(number)

    with pytest.raises(actions.UnderHold):
        received(COMPLAINTS_PACKAGE)


def test_the_package_of_complaints_has_the_words_and_nobody_s_name() -> None:
    receipt = one_closed()

    folder = complaints_packed() / "data"

    text = (folder / "complaints" / f"{receipt.number}.json").read_text()
    told = json.loads(text)
    assert (told["state"], told["answer"], told["erased_at"]) == ("closed", "پاسخ طرف دیگر", None)
    assert [one["text"] for one in told["allegations"]] == list(filter(None, LODGING.allegations))
    everything = "".join(path.read_text() for path in folder.rglob("*") if path.is_file())
    assert LODGING.complainant not in everything
    assert receipt.code not in everything


def test_an_erased_complaint_is_handed_over_without_words() -> None:
    receipt = one_closed()
    erasure.erase_complaint(number=receipt.number, by=people.manager(), now=AFTER)

    told = json.loads((complaints_packed() / f"data/complaints/{receipt.number}.json").read_text())

    assert (told["allegations"][0]["text"], told["answer"]) == ("", "")
    assert told["erased_at"] is not None


def test_complaints_of_other_days_or_of_another_package_are_not_in_it() -> None:
    since, until = DAYS
    with pytest.raises(actions.NothingToHandOver):
        complaints_packed()
    one_closed()
    outside = {"since": since - timedelta(days=9), "until": since - timedelta(days=1)}
    with pytest.raises(actions.NothingToHandOver):
        worker_actions.pack_complaints(**outside, folder=None, by=people.secretariat(), now=AFTER)
    complaints_packed()

    with pytest.raises(actions.AlreadyPacked):
        complaints_packed()
    with pytest.raises(actions.NothingToHandOver):
        worker_actions.pack_complaints(
            since=since, until=until + timedelta(days=1), folder=None, by=people.secretariat(), now=AFTER
        )


def test_a_receipt_is_noted_once_by_another_and_with_a_number() -> None:
    ended_round()
    both = people.holder(Role.SECRETARIAT, Role.APPROVER)
    worker_actions.pack_round(round_code=trip.ROUND, folder=None, by=both, now=AFTER)

    with pytest.raises(NotPermitted) as refused:
        actions.note_receipt(name=ROUND_PACKAGE, receipt="1", by=both, now=AFTER)
    with pytest.raises(actions.NoReceipt):
        actions.note_receipt(name=ROUND_PACKAGE, receipt=" ", by=people.approver(), now=AFTER)
    received(ROUND_PACKAGE)
    with pytest.raises(actions.NotAwaited):
        received(ROUND_PACKAGE)

    assert refused.value.why is Why.SAME_PERSON
    assert "but for its one receipt" in hands.refusal("UPDATE retention_handover SET receipt = 'x'")
    assert "but for its one receipt" in hands.refusal("DELETE FROM retention_handover")


def test_a_worker_makes_what_the_office_asked_for_and_says_why_it_could_not() -> None:
    ended_round()
    by = people.secretariat()
    actions.ask_for_round(round_code=trip.ROUND, by=by, now=AFTER)
    asked: dict[str, str | int] = {"round_code": trip.ROUND, "by": by.pk}

    Person.objects.filter(pk=by.pk).update(is_active=False)
    worker_actions.note_failure(about=f"archive:{ROUND_PACKAGE}", why="BagNotWritten: full", now=AFTER)
    failed = queries.last_failure()
    Person.objects.filter(pk=by.pk).update(is_active=True)
    run(asked)

    assert failed is not None
    assert (failed.name, failed.why) == (ROUND_PACKAGE, "BagNotWritten: full")
    assert ([row.name for row in queries.hand_overs()], queries.last_failure()) == ([ROUND_PACKAGE], None)
    run(asked)
    again = queries.last_failure()
    assert again is not None
    assert again.why.startswith("AlreadyPacked")


def run(asked: dict[str, str | int]) -> None:
    """Do the job in this very connection: the transaction of the test is still open."""
    tasks.make(asked, now=AFTER)
