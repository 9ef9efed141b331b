"""From which state of a round on each of its tables refuses the application; before that it does not."""

from pathlib import Path

import pytest
from django.conf import settings

from sanjeh.apps.catalogue import actions as catalogue
from sanjeh.apps.catalogue.models import Body
from sanjeh.apps.methodology import actions as methodologies
from sanjeh.apps.notices.kinds import Kind
from sanjeh.apps.publication import actions as publication
from sanjeh.apps.results import actions as results
from sanjeh.config.protection.frozen import FROZEN
from sanjeh.config.protection.triggers import MIGRATING
from sanjeh.core.workflow.roles import Role
from sanjeh.core.workflow.rounds import COUNTED, MACHINES, RoundMove, RoundState, Scope
from tests import hands, people
from tests.apps import trip
from tests.apps.desk.country import lodged
from tests.apps.standing import lead
from tests.hands import refusal

pytestmark = pytest.mark.django_db

WORDS_OF_METHOD = "UPDATE methodology_methodologyversion SET text = 'x'"
TOLD = "(SELECT max(number) FROM notices_notice WHERE kind = 'round')"
STATE, NOTICED = "UPDATE rounds_round SET state", f", notice = coalesce(notice, {TOLD})"
# What is tried in every state, and the first state in which it is refused.
REFUSED_FROM = {
    "UPDATE rounds_round SET methodology_id = methodology_id, title_fa = 'x'": RoundState.ANNOUNCED,
    "UPDATE rounds_round SET closes_at = closes_at + interval '1 day'": RoundState.ANNOUNCED,
    "UPDATE rounds_roundstep SET entered_at = entered_at - interval '1 day'": RoundState.ANNOUNCED,
    "DELETE FROM rounds_roundstep": RoundState.ANNOUNCED,
    "UPDATE rounds_roundbody SET service_codes = '{}'": RoundState.ANNOUNCED,
    "UPDATE rounds_roundaddress SET url = 'https://elsewhere.example/'": RoundState.ANNOUNCED,
    "DELETE FROM rounds_roundaddress": RoundState.ANNOUNCED,
    "UPDATE scans_capturerecord SET digest = ''": RoundState.DRAFT,
    "DELETE FROM scans_capturerecord": RoundState.DRAFT,
    "UPDATE scans_findingrecord SET outcome = 'fail'": RoundState.PRELIMINARY,
    "DELETE FROM scans_findingrecord": RoundState.PRELIMINARY,
    "UPDATE results_scorecardrecord SET score = 1": RoundState.FINAL,
    "DELETE FROM results_scorecardrecord": RoundState.FINAL,
    "UPDATE results_resultset SET seed = ''": RoundState.FINAL,
    "UPDATE results_resultset SET seed = '' WHERE state = 'preliminary'": RoundState.FINAL,
    "DELETE FROM results_scorecardrecord; DELETE FROM results_resultset": RoundState.FINAL,
    "UPDATE publication_edition SET manifest_sha256 = ''": RoundState.DRAFT,
}


@pytest.fixture(autouse=True)
def editions_of_this_test(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.SANJEH, "EDITIONS", tmp_path / "editions")


def begin() -> None:
    catalogue.load_catalogue(entries=trip.country(1), by=people.secretariat(), now=trip.NOW)
    trip.method_in_force()
    trip.draft()
    trip.announce(Kind.ROUND, trip.ROUND)


def in_state(wanted: RoundState) -> None:
    """Lead a round of one body into this state."""
    begin()
    for one in MACHINES[Scope.AUTOMATIC].transitions:
        if list(RoundState).index(one.target) <= list(RoundState).index(wanted):
            lead(one.move)


def refused() -> set[str]:
    return {statement for statement in REFUSED_FROM if refusal(statement)}


def test_each_table_of_a_round_freezes_at_its_own_step_and_not_before() -> None:
    begin()
    seen = {RoundState.DRAFT: refused()}
    for one in MACHINES[Scope.AUTOMATIC].transitions:
        lead(one.move)
        seen[one.target] = refused()

    order = list(RoundState)
    wanted = {
        state: {one for one, first in REFUSED_FROM.items() if order.index(state) >= order.index(first)}
        for state in seen
    }
    assert {state: seen[state] ^ wanted[state] for state in seen} == {state: set() for state in seen}


def test_every_sentence_says_which_table_refuses_what_and_why() -> None:
    in_state(RoundState.PUBLISHED)

    assert refusal("UPDATE results_scorecardrecord SET score = 1") == (
        "results_scorecardrecord: final results are frozen (UPDATE refused)"
    )
    assert refusal("DELETE FROM publication_edition") == "permission denied for table publication_edition"


def test_no_state_of_a_round_is_reached_but_by_the_moves_of_its_table() -> None:
    begin()
    path = [RoundState.DRAFT, *(one.target for one in MACHINES[Scope.AUTOMATIC].transitions)]
    reached = []
    for state in path:
        if state is not RoundState.DRAFT:
            lead(next(one.move for one in MACHINES[Scope.AUTOMATIC].transitions if one.target is state))
        reached.append(
            [
                to
                for to in path
                if to != state and not refusal(f"{STATE} = '{to}', notice = coalesce(notice, {TOLD})")
            ]
        )

    assert reached == [[to] for to in path[1:]] + [[]]


def test_a_list_grows_in_a_draft_and_never_after_the_announcement() -> None:
    in_state(RoundState.ANNOUNCED)
    another = """
        INSERT INTO rounds_roundaddress (round_id, unit_id, address_id, url, plain_port, service_code,
            service_title_fa, service_title_en)
        SELECT round_id, unit_id, 1000000, url, 80, '', '', '' FROM rounds_roundaddress LIMIT 1
    """
    refused_now = refusal(another)
    with hands.thawed():
        hands.tell("UPDATE rounds_round SET state = 'draft'")

    assert refused_now == (
        "rounds_roundaddress: the list of a round that was announced is frozen (INSERT refused)"
    )
    assert refusal(another) == ""


def test_a_counted_round_takes_no_finding_and_no_capture_any_more() -> None:
    in_state(RoundState.PROBING)
    capture = """
        INSERT INTO scans_capturerecord (address_id, collector, version, try_number, taken_at, elapsed_ms,
            failure_reason, failure_detail, document, digest, kept)
        SELECT address_id, 'late', 1, 9, now(), 1, '', '', '{}', '', '{}' FROM scans_capturerecord LIMIT 1
    """
    before = refusal(capture)
    lead(RoundMove.GIVE_PRELIMINARY)

    assert (before, refusal(capture)) == (
        "",
        "scans_capturerecord: what was seen is never edited (INSERT refused)",
    )


def test_preliminary_results_are_counted_again_and_final_ones_only_beside_the_others() -> None:
    in_state(RoundState.PRELIMINARY)
    changed = refusal("UPDATE results_scorecardrecord SET score = 1")
    lead(RoundMove.MAKE_FINAL)

    version = results.count_again(round_code=trip.ROUND, by=people.secretariat(), now=trip.NOW)

    assert (changed, version) == ("", 3)


def test_an_erratum_is_published_beside_the_edition_that_it_corrects() -> None:
    in_state(RoundState.PUBLISHED)
    results.count_again(round_code=trip.ROUND, by=people.secretariat(), now=trip.NOW)

    number = publication.publish_erratum(
        round_code=trip.ROUND, reason="Counted again", by=people.approver(), now=trip.NOW
    )

    assert number == 2


def test_a_method_is_free_until_people_are_told_of_it() -> None:
    methodologies.load_methodology(
        text=trip.METHOD_TEXT, name=trip.METHOD, by=people.secretariat(), now=trip.NOW
    )
    before = refusal(WORDS_OF_METHOD)
    trip.announce(Kind.METHODOLOGY, trip.METHOD)
    told = refusal(WORDS_OF_METHOD)
    methodologies.put_in_force(code=trip.METHOD, by=people.approver(), now=trip.NOW)
    frozen = "UPDATE methodology_methodologyversion SET frozen_at = now()"

    says = (
        "methodology_methodologyversion: a method that was announced, or that a round uses, keeps its words"
        " (UPDATE refused)"
    )
    assert (before, told, refusal(WORDS_OF_METHOD)) == ("", says, says)
    assert refusal("UPDATE methodology_methodologyversion SET in_force_from = NULL") == says
    assert (refusal(frozen), refusal(f"{frozen}; {frozen} + interval '1 day'")) == ("", says)


def test_a_mandate_is_ended_once_and_never_rewritten() -> None:
    people.registered("one", Role.HANDLER)
    rewritten = "UPDATE accounts_mandate SET role = 'approver'"
    ended = "UPDATE accounts_mandate SET ended_at = since + interval '1 hour'"
    removed = "DELETE FROM accounts_mandate"

    assert [bool(refusal(one)) for one in (rewritten, ended, removed)] == [True, False, True]
    assert refusal(f"{ended}; {ended} + interval '1 hour'") != ""


def test_a_complaint_goes_on_by_the_moves_of_its_table_alone() -> None:
    Body.objects.create(code="NAZ", title_fa="سازمان", title_en="Body")
    lodged()

    assert refusal("UPDATE desk_complaint SET state = 'admitted'") == ""
    assert refusal("UPDATE desk_complaint SET state = 'closed'") != ""
    assert refusal("UPDATE desk_complaint SET complainant = 'x'") != ""


def test_a_migration_of_the_owner_passes_and_nobody_else_who_says_so() -> None:
    in_state(RoundState.FINAL)
    says_so = f"SET LOCAL {MIGRATING} = 'yes'"
    change = "UPDATE rounds_roundaddress SET plain_port = 81"

    as_application = refusal(f"{says_so}; {change}")
    with hands.owning():
        silent, as_owner = refusal(change), refusal(f"{says_so}; {change}")

    says = "rounds_roundaddress: the list of a round that was announced is frozen (UPDATE refused)"
    assert (as_application, silent, as_owner) == (says, says, "")


def test_findings_of_every_counted_state_are_frozen() -> None:
    row = next(one for one in FROZEN if one.table == "scans_findingrecord")

    assert [state for state in RoundState if f"'{state}'" in row.when] == list(COUNTED)
