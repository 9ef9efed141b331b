"""A body accepts the very text that it was shown: by its mandate, after both factors, once."""

from datetime import datetime, timedelta

import pytest

from sanjeh.apps.accounts.models import Mandate, Person
from sanjeh.apps.agreements import actions, queries
from sanjeh.apps.agreements.models import Acceptance, AgreementVersion
from sanjeh.apps.journal import queries as journal
from sanjeh.core.workflow.agreements import OPEN_TO_BODIES, VersionState
from sanjeh.core.workflow.permissions import NotPermitted
from sanjeh.core.workflow.roles import Role
from tests import people
from tests.apps.agreements.test_own_agreement import ENDS, NOW, SECOND, confirmed
from tests.apps.agreements.test_states import put
from tests.apps.authorities.two import officer, province
from tests.hands import refusal, thawed
from tests.permission_matrix import EXPECTED

pytestmark = pytest.mark.django_db
BODY = "ELSEWHERE"
FACTOR_AT = NOW - timedelta(minutes=5)


def shown(number: int, digest: str = "", factor: datetime | None = FACTOR_AT) -> actions.Shown:
    return actions.Shown(number, digest or queries.version(number).row.sha256, factor)


def speaker(role: Role = Role.REPRESENTATIVE) -> Person:
    return people.holder(role)


def accept(number: int, by: Person | None = None, now: datetime = NOW) -> None:
    actions.accept_agreement(shown=shown(number), body=BODY, by=by or speaker(), now=now)


def test_what_is_accepted_is_the_digest_that_was_shown_with_mandate_and_factor() -> None:
    number = confirmed()

    accept(number)

    row = Acceptance.objects.get()
    assert (row.body, row.shown_sha256, row.second_factor_at, row.at) == (
        BODY,
        queries.version(number).row.sha256,
        FACTOR_AT,
        NOW,
    )
    assert row.mandate == Mandate.objects.get(person=speaker())
    assert [(one.body, one.at, one.by) for one in queries.register(number)] == [(BODY, NOW, "representative")]
    line = journal.lines_about(f"agreement:{number}")[-1].entry
    assert (line.what, line.facts) == (
        "agreement.accepted",
        {"sha256": row.shown_sha256, "mandate": row.mandate_id},
    )


@pytest.mark.parametrize("role", Role)
def test_only_who_speaks_for_a_body_accepts(role: Role) -> None:
    number = confirmed()

    if role in EXPECTED["agreement.accept"]:
        accept(number, speaker(role))
    else:
        with pytest.raises(NotPermitted):
            accept(number, speaker(role))

    assert Acceptance.objects.exists() is (role in {Role.REPRESENTATIVE, Role.DEPUTY})


@pytest.mark.parametrize("state", VersionState)
def test_only_what_is_offered_or_in_force_is_accepted(state: VersionState) -> None:
    number = confirmed()
    put(number, state)

    if state in OPEN_TO_BODIES:
        accept(number)
        assert queries.offered("default", NOW) == number
    else:
        with pytest.raises(actions.NotAwaited):
            accept(number)
        assert queries.offered("default", NOW) is None


@pytest.mark.parametrize("at", [ENDS - SECOND, ENDS])
def test_it_is_accepted_to_its_last_second(at: datetime) -> None:
    number = confirmed()

    if at < ENDS:
        accept(number, now=at)
        assert len(queries.register(number)) == 1
    else:
        with pytest.raises(actions.NotAwaited):
            accept(number, now=at)


def test_another_digest_no_factor_another_body_and_a_second_time_are_refused() -> None:
    number, by = confirmed(), speaker()
    other = shown(number, "0" * 64)

    for refused, asked, body in (
        (actions.TextDiffers, other, BODY),
        (actions.SecondFactorMissing, shown(number, factor=None), BODY),
        (actions.NotMandated, shown(number), "B1"),
        (actions.NotAwaited, actions.Shown(number + 1, other.sha256, FACTOR_AT), BODY),
    ):
        with pytest.raises(refused):
            actions.accept_agreement(shown=asked, body=body, by=by, now=NOW)
    accept(number)
    with pytest.raises(actions.AcceptedAlready):
        accept(number, speaker(Role.DEPUTY))

    assert len(queries.register(number)) == 1


def test_who_speaks_at_another_authority_accepts_nothing_here() -> None:
    number = confirmed()
    province()

    with pytest.raises(NotPermitted):
        accept(number, officer("sara", Role.REPRESENTATIVE))


def inserting(number: int, **changes: str) -> str:
    values = {
        "version_id": str(AgreementVersion.objects.get(number=number).pk),
        "body": f"'{BODY}'",
        "mandate_id": str(Mandate.objects.get(person=speaker()).pk),
        "shown_sha256": f"'{queries.version(number).row.sha256}'",
        "second_factor_at": f"'{FACTOR_AT.isoformat()}'",
        "at": f"'{NOW.isoformat()}'",
        **changes,
    }
    return f"INSERT INTO agreements_acceptance ({', '.join(values)}) VALUES ({', '.join(values.values())})"  # noqa: S608


def test_the_database_takes_no_acceptance_of_another_text_or_by_another_mandate() -> None:
    number = confirmed()
    stranger = str(Mandate.objects.get(person=people.secretariat()).pk)

    said = [
        refusal(inserting(number, **changes))
        for changes in (
            {"shown_sha256": f"'{'0' * 64}'"},
            {"body": "'B1'"},
            {"mandate_id": stranger},
            {"at": "'2025-01-01Z'"},
            {"at": f"'{ENDS.isoformat()}'"},
            {"second_factor_at": f"'{(NOW + SECOND).isoformat()}'"},
            {},
        )
    ]

    assert said[0] == "another text was shown than this version"
    assert said[1:4] == ["this mandate speaks for no such body"] * 3
    assert said[4] == "this version is not offered"
    assert ("agreement_accepted_after_both_factors" in said[5], said[6]) == (True, "")


def test_the_database_takes_no_acceptance_by_a_mandate_that_has_ended() -> None:
    number, by = confirmed(), speaker()
    with thawed():
        Mandate.objects.filter(person=by).update(ended_at=NOW)

    assert refusal(inserting(number)) == "this mandate speaks for no such body"


def test_the_database_keeps_acceptances_as_they_were_given() -> None:
    number = confirmed()
    accept(number)

    for statement in (
        "UPDATE agreements_acceptance SET at = now()",
        "DELETE FROM agreements_acceptance",
        inserting(number),
    ):
        assert refusal(statement) != ""
