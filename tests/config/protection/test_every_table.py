"""Of every table of the house it is decided whether it holds a record that must not change, and why not."""

import pytest
from django.apps import apps

from sanjeh.apps.catalogue import actions as catalogue
from sanjeh.apps.catalogue.imports import actions as imports
from sanjeh.apps.messages.models import Despatch
from sanjeh.apps.scans import worker_actions
from sanjeh.apps.scans.actions import note_broken
from sanjeh.apps.scans.models import LookJob, RoundStop
from sanjeh.config.protection.frozen import FROZEN
from sanjeh.core.workflow.despatches import DespatchState
from sanjeh.core.workflow.rounds import RoundMove, RoundState
from tests import hands, people
from tests.apps import trip
from tests.apps.authorities.two import national_matters
from tests.apps.catalogue.files import services
from tests.apps.catalogue.imported import NEW, applied
from tests.apps.standing import lead, round_in
from tests.hands import refusal

pytestmark = pytest.mark.django_db
# What may change, and why it may.
FREE = {
    "accounts_person": "name, address and language are the person's own; a closed account is marked",
    "accounts_reminder": "a note of what is still to be told",
    "analyses_failedanalysis": "a note of what is to be tried again; it goes once that succeeded",
    "authorities_authority": "what an authority says of itself today; the journal keeps which fields changed",
    "catalogue_address": "the list as it is today; rounds have copies",
    "catalogue_addressholder": "kept by a trigger beside the addresses",
    "catalogue_body": "the list as it is today; its spans are kept",
    "catalogue_service": "the list as it is today; its spans are kept",
    "courtesy_incidentkey": "its removal is the erasure; a trigger of its own refuses it too early",
    "desk_attempt": "a count of the last day",
    "desk_casekey": "its removal is the erasure; a trigger of its own refuses it too early or under a hold",
    "feedback_feedback": "personal data of readers, which the table of retention removes",
    "notices_subscription": "an address of a stranger, who may change or end it at any time",
    "politeness_destination": "how a destination is treated at this moment",
    "sanjeh_messages_incoming": "personal data of strangers, which may have to go",
    "sanjeh_messages_incomingkey": "the keys to it: their removal is the erasure",
    "scans_workerrecord": "which workers are there at this moment",
}

ANOTHER_ROW = """
    INSERT INTO catalogue_importrow
        (of_id, sheet, line, what, code, "column", value, problem, facts, healed)
    SELECT id, 'services', 9, 'same', '', '', '', '', '{}', '[]' FROM catalogue_import
"""
CHANGES = (("DELETE FROM", ""), ("UPDATE", "SET id = id"))
IMPORT_IS, DESPATCH_IS = "UPDATE catalogue_import SET", "UPDATE sanjeh_messages_despatch SET"
AWAY = "DELETE FROM sanjeh_messages_despatch"


def test_of_every_table_it_is_decided_whether_it_is_a_record() -> None:
    kept = (model for model in apps.get_models() if model._meta.managed)
    ours = {model._meta.db_table for model in kept if model.__module__.startswith("sanjeh.")}

    assert {row.table for row in FROZEN} & FREE.keys() == set()
    assert {row.table for row in FROZEN} | FREE.keys() == ours


def test_an_import_and_its_rows_are_free_until_it_is_applied() -> None:
    catalogue.load_catalogue(entries=trip.country(1), by=people.secretariat(), now=trip.NOW)
    number = imports.prepare_import(
        file_name="l.xlsx", content=services(NEW), by=people.secretariat(), now=trip.NOW
    )
    tried = (
        "UPDATE catalogue_importrow SET after = NULL",
        "DELETE FROM catalogue_importrow",
        "UPDATE catalogue_import SET file_sha256 = 'x'",
        "DELETE FROM catalogue_importrow; DELETE FROM catalogue_import",
        ANOTHER_ROW,
    )
    before = [refusal(one) for one in tried]
    applied(number)

    row = "catalogue_importrow: what an import did, or was to do, is not rewritten"
    assert before == ["", "", "", "", ""]
    assert [refusal(one) for one in tried] == [
        f"{row} (UPDATE refused)",
        f"{row} (DELETE refused)",
        "catalogue_import: what an import did, or was to do, is not rewritten (UPDATE refused)",
        f"{row} (DELETE refused)",
        f"{row} (INSERT refused)",
    ]


def test_an_import_that_was_put_aside_stays_as_it_was() -> None:
    number = national_matters()["file"]
    imports.discard_import(number=number, by=people.approver(), now=trip.NOW)

    change = f"{IMPORT_IS} state = 'checked' WHERE id = {number}"
    assert refusal(change) == (
        "catalogue_import: what an import did, or was to do, is not rewritten (UPDATE refused)"
    )


def test_the_jobs_of_a_round_freeze_when_it_is_counted() -> None:
    round_in(RoundState.PROBING)
    tried = ("UPDATE scans_lookjob SET tries = 0", "DELETE FROM scans_lookjob")
    before = [refusal(one) for one in tried]
    lead(RoundMove.GIVE_PRELIMINARY)

    says = "scans_lookjob: how far the looking came in a round that was counted is not told otherwise"
    assert before == ["", ""]
    assert [refusal(one) for one in tried] == [f"{says} (UPDATE refused)", f"{says} (DELETE refused)"]


def test_a_worker_that_comes_too_late_changes_nothing_and_breaks_nothing() -> None:
    round_in(RoundState.PRELIMINARY)
    job = LookJob.objects.first()
    assert job is not None
    stop = RoundStop.objects.create(
        round=job.address.round, reason="connect_refused", count=1, of=1, began_at=trip.NOW
    )

    note_broken(address=job.address_id, error="late", is_last=True, now=trip.NOW)
    worker_actions.look_again(address=job.address_id)
    again = worker_actions.go_on(round_code=trip.ROUND, by=people.secretariat(), now=trip.NOW)

    stop.refresh_from_db()
    assert (again, stop.ended_at) == (0, trip.NOW)
    assert LookJob.objects.get(pk=job.pk).last_error == job.last_error


def test_a_stop_ends_once() -> None:
    round_in(RoundState.PROBING)
    of = LookJob.objects.select_related("address__round").first()
    assert of is not None
    RoundStop.objects.create(round=of.address.round, reason="x", count=1, of=2, began_at=trip.NOW)
    end = "UPDATE scans_roundstop SET ended_at = began_at"

    assert refusal(end) == ""
    assert "but for its one end" in refusal(f"{end}; {end} + interval '1 hour'")
    assert "but for its one end" in refusal("UPDATE scans_roundstop SET count = 2")
    assert "but for its one end" in refusal("DELETE FROM scans_roundstop")


def test_a_despatch_goes_on_by_its_moves_and_keeps_its_message() -> None:
    trip.method_in_force()
    row = Despatch.objects.filter(state=DespatchState.DELIVERED).first()
    assert row is not None
    one = f"WHERE id = {row.pk}"

    assert refusal(f"{DESPATCH_IS} state = 'acknowledged' {one}") == ""
    assert refusal(f"{DESPATCH_IS} address = '' {one}") == ""
    for change in ("state = 'queued'", "channel = 'sms'", "message_id = message_id + 1"):
        assert "by the moves of its table" in refusal(f"{DESPATCH_IS} {change} {one}")
    assert "by the moves of its table" in refusal(f"{AWAY} {one}")


def test_an_invitation_and_a_share_stay_as_they_were_given() -> None:
    national_matters()
    for change in (
        "UPDATE accounts_invitation SET role = 'manager'",
        "DELETE FROM accounts_invitation",
        "UPDATE accounts_delegation SET department = 'x'",
        "DELETE FROM accounts_delegation",
    ):
        assert refusal(change) != ""
    assert refusal("UPDATE accounts_invitation SET withdrawn_at = now()") == ""
    assert refusal("UPDATE accounts_delegation SET ended_at = since") == ""


@pytest.mark.parametrize("table", ["analyses_indexaudit", "analyses_comparison", "analyses_bodychange"])
def test_what_was_worked_out_of_published_results_only_grows_even_for_the_owner(table: str) -> None:
    denied = f"permission denied for table {table}"
    assert [refusal(f"{what} {table} {rest}") for what, rest in CHANGES] == [denied, denied]
    with hands.owning():
        assert refusal(f"TRUNCATE {table} CASCADE") != ""
