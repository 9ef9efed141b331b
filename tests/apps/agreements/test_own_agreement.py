"""An authority's own agreement: loaded by one, confirmed by another, changed by nobody."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from sanjeh.apps.agreements import actions, queries
from sanjeh.apps.agreements.clauses import ClausesMissing
from sanjeh.apps.agreements.models import AgreementVersion, Gap, GapProposal
from sanjeh.apps.journal import queries as journal
from sanjeh.apps.notices.actions import Announcement, publish_notice
from sanjeh.apps.notices.kinds import Kind
from sanjeh.core.text.words import Words
from sanjeh.core.workflow.agreements import VersionState
from sanjeh.core.workflow.permissions import NotPermitted, Why
from sanjeh.core.workflow.roles import Role
from sanjeh.locale.catalogues import said
from tests import people, working
from tests.hands import thawed

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 1, 8, tzinfo=UTC)
BEGINS, ENDS = NOW + timedelta(days=30), NOW + timedelta(days=395)
SECOND = timedelta(seconds=1)
DRAFT = actions.Draft(
    exact="توافق‌نامه‌ی نمونه\n۱) هدف\nسنجش\n۲) مدت\nیک سال\n".encode(),
    reading_en="Sample agreement\n1) Purpose\nTo measure\n2) Term\nA year\n",
    valid_from=BEGINS,
    valid_until=ENDS,
    until=Words("پایان آذر ۱۴۰۶", "the end of Azar 1406"),
)


def load(draft: actions.Draft = DRAFT, now: datetime = NOW) -> int:
    return actions.load_agreement(draft=draft, by=people.secretariat(), now=now)


def consulted(draft: actions.Draft = DRAFT, now: datetime = NOW) -> int:
    number = load(draft, now)
    actions.consult_on(number=number, by=people.secretariat(), now=now)
    return number


def confirmed(draft: actions.Draft = DRAFT, now: datetime = NOW) -> int:
    number = consulted(draft, now)
    actions.confirm_agreement(number=number, by=people.approver(), now=now)
    return number


def in_force(draft: actions.Draft = DRAFT, now: datetime = NOW) -> int:
    number = confirmed(draft, now)
    announce(Kind.AGREEMENT, number, draft.valid_from, now)
    actions.put_in_force(number=number, by=people.approver(), now=now)
    return number


def announce(kind: Kind, version: object, effective: datetime, now: datetime = NOW) -> int:
    words = Words("نسخه‌ی تازه", "A new version")
    told = Announcement(kind, str(version), words, words, effective, "تمرین")
    return publish_notice(
        hours=working.hours(now), announcement=told, by=people.secretariat(), now=now
    ).number


def without_the_first() -> None:
    with thawed():
        GapProposal.objects.all().delete()
        Gap.objects.all().delete()
        AgreementVersion.objects.all().delete()


def test_what_is_loaded_is_kept_byte_for_byte_under_the_next_number() -> None:
    number = load()

    kept = queries.version(number)
    assert (number, kept.exact, len(kept.fa.clauses), len(kept.en.clauses)) == (2, DRAFT.exact, 2, 2)
    assert (kept.row.loaded_by, kept.row.state) == ("secretariat", VersionState.DRAFT)


def test_what_nobody_put_in_force_is_in_force_for_nobody() -> None:
    for make in (load, consulted, confirmed):
        make()

        assert queries.state(BEGINS + SECOND).number == 1


@pytest.mark.parametrize(
    ("at", "number", "is_valid"),
    [(BEGINS - SECOND, 1, False), (BEGINS, 2, True), (ENDS - SECOND, 2, True), (ENDS, 2, False)],
)
def test_it_is_in_force_from_its_first_to_its_last_second(
    at: datetime, number: int, *, is_valid: bool
) -> None:
    in_force()

    state = queries.state(at)
    assert (state.number, state.in_force) == (number, is_valid)


def test_of_two_that_are_valid_the_newer_holds() -> None:
    in_force()
    in_force(replace(DRAFT, exact=DRAFT.exact + b"\n"))

    assert queries.state(BEGINS).number == 3


def test_an_authority_that_never_had_one_is_told_so() -> None:
    without_the_first()

    state = queries.state(NOW)
    assert (state.version, state.number, state.in_force, state.days_without) == (None, 0, False, 0)
    assert [said(state.says, language) for language in ("fa", "en")] == [
        "هنوز توافق‌نامه‌ای بسته نشده است.",
        "No agreement has been concluded yet.",
    ]


def test_who_loaded_it_does_not_confirm_it() -> None:
    both = people.registered("both", Role.SECRETARIAT, Role.APPROVER)
    number = actions.load_agreement(draft=DRAFT, by=both, now=NOW)
    actions.consult_on(number=number, by=both, now=NOW)

    with pytest.raises(NotPermitted) as refused:
        actions.confirm_agreement(number=number, by=both, now=NOW)

    assert refused.value.why is Why.SAME_PERSON
    assert queries.version(number).row.awaits_second


def test_it_is_confirmed_once() -> None:
    number = confirmed()

    for nothing in (number, number + 1, 1):
        with pytest.raises(actions.NotAwaited):
            actions.confirm_agreement(number=nothing, by=people.manager(), now=NOW)


def test_the_journal_keeps_the_digest_of_what_was_loaded_and_confirmed() -> None:
    number = confirmed()

    lines = journal.lines_about(f"agreement:{number}")
    digest = queries.version(number).row.sha256
    assert [(line.entry.what, line.entry.facts) for line in lines] == [
        ("agreement.loaded", {"sha256": digest}),
        ("agreement.consulted", {"sha256": digest}),
        ("agreement.confirmed", {"sha256": digest}),
    ]


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        (replace(DRAFT, exact="بی‌بند".encode()), ClausesMissing),
        (replace(DRAFT, reading_en="no clauses"), ClausesMissing),
        (replace(DRAFT, reading_en="1) Purpose\n"), actions.ReadingDiffers),
        (replace(DRAFT, exact=b"\xff1)"), UnicodeDecodeError),
        (replace(DRAFT, valid_until=BEGINS), actions.WrongDays),
    ],
)
def test_what_cannot_be_read_or_would_end_at_once_is_refused(
    draft: actions.Draft, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        load(draft)

    assert len(queries.versions()) == 1


@pytest.mark.parametrize("change", [{"exact": b"x"}, {"sha256": "0" * 64}, {"until_fa": "x"}, {"number": 9}])
def test_the_database_lets_nobody_change_a_version(change: dict[str, object]) -> None:
    number = load()

    with pytest.raises(DatabaseError), transaction.atomic():
        AgreementVersion.objects.filter(number=number).update(**change)


def test_the_database_lets_nobody_remove_a_version_or_confirm_it_again() -> None:
    number = confirmed()

    with pytest.raises(DatabaseError), transaction.atomic():
        AgreementVersion.objects.filter(number=number).delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        AgreementVersion.objects.filter(number=number).update(confirmed_at=NOW + SECOND)


def test_the_database_takes_no_bytes_of_another_digest() -> None:
    with pytest.raises(DatabaseError, match="agreement_digest_is_of_its_bytes"), transaction.atomic():
        AgreementVersion.objects.create(
            number=7,
            exact=b"one",
            sha256="0" * 64,
            reading_en="",
            valid_until=ENDS,
            until_fa="-",
            until_en="-",
            loaded_by=people.secretariat(),
        )


def test_a_persian_reading_is_kept_beside_the_text_and_another_text_is_refused() -> None:
    number = load(replace(DRAFT, reading_fa="توافق نامه نمونه\n1) هدف\nسنجش\n2) مدت\nيك سال\n"))

    with pytest.raises(actions.OtherWords) as refused:
        load(replace(DRAFT, reading_fa="توافق‌نامه‌ی نمونه\n۱) هدف\nسنجش\n۲) مدت\nدو سال\n"))

    version = queries.version(number)
    assert refused.value.line == "دو سال"
    assert (version.is_restored, version.restored.clauses[1].passages[0].text) == (True, "يك سال")
    assert queries.version(load()).is_restored is False
