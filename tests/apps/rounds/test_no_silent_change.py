"""AC11 as one trip, and which drafts an announced change touches."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from sanjeh.apps.fingerprints import actions as fingerprints
from sanjeh.apps.fingerprints import present, queries
from sanjeh.apps.messages.models import Despatch, Message
from sanjeh.apps.notices import actions as notices
from sanjeh.apps.notices import provision_actions, provisions, subscription_actions, tokens
from sanjeh.apps.notices.kinds import MANDATORY, Kind, Rhythm, earliest_effect
from sanjeh.apps.notices.models import Subscription
from sanjeh.apps.rounds import actions as rounds
from sanjeh.apps.rounds.touched import touching
from sanjeh.core.text.clause_changes import Change, paragraph_changes
from sanjeh.core.text.words import Words
from sanjeh.core.workflow.fingerprints import Part
from sanjeh.core.workflow.provisions import ProvisionKind
from sanjeh.core.workflow.roles import Role
from tests import people, working
from tests.apps import trip
from tests.hands import refusal

pytestmark = pytest.mark.django_db
NOW, DAY, SECOND = trip.NOW, timedelta(days=1), timedelta(seconds=1)
FORM = provision_actions.ProvisionText(
    ProvisionKind.FORM,
    "sample",
    Words("فرم", "Form"),
    Words("نام دستگاه\nنشانی\nامضا", "Name\nAddress\nSign"),
)
NEXT = replace(FORM, text=Words("نام دستگاه\nنشاني\nامضا و تاریخ", "Name\nAddress\nSign and date"))


def load(form: provision_actions.ProvisionText) -> str:
    return provision_actions.load_provision(loaded=form, by=people.secretariat(), now=NOW)


def announce(kind: Kind, version: str, effective: datetime, now: datetime = NOW) -> int:
    words = Words("نسخه‌ی تازه", "A new version")
    told = notices.Announcement(kind, version, words, words, effective)
    published = notices.publish_notice(
        announcement=told, hours=working.hours(now), by=people.secretariat(), now=now
    )
    return published.number


def put(name: str) -> datetime:
    return provision_actions.put_provision_in_force(
        kind=ProvisionKind.FORM, name=name, by=people.approver(), now=NOW
    )


def drafted(now: datetime = NOW - DAY) -> None:
    draft = rounds.RoundDraft(trip.ROUND, Words("دوره", "Round"), trip.METHOD, NOW + 40 * DAY, NOW + 60 * DAY)
    rounds.draft_round(draft=draft, by=people.secretariat(), now=now)


def test_ac11_no_silent_change(monkeypatch: pytest.MonkeyPatch) -> None:
    trip.method_in_force()
    drafted()
    mandated = [
        people.registered(name, role)
        for name, role in (("mina", Role.REPRESENTATIVE), ("omid", Role.HANDLER))
    ]
    wish = tokens.Wish((Kind.FORM,), Rhythm.WEEKLY, "fa")
    subscription_actions.ask(email="mina@example.org", wish=wish, now=NOW)
    token = tokens.confirming(Subscription.objects.get().pk, wish)
    subscription_actions.confirm(token=token, now=NOW)
    name, later = load(FORM), load(NEXT)
    effective = earliest_effect(Kind.FORM, working.hours(NOW), NOW)

    # Without a notice neither the action nor the database puts it in force.
    with pytest.raises(provision_actions.NotAnnounced):
        put(later)
    assert refusal("UPDATE notices_provision SET in_force_from = now(), put_by_id = 1") != ""

    # With one, in ten working days: scheduled, and everybody who holds a mandate is written to at once.
    number = announce(Kind.FORM, later, effective)
    put(later)
    assert provisions.holding(effective - SECOND) == ()
    assert [one.name for one in provisions.holding(effective)] == [later]
    told = Message.objects.filter(about=f"notice:{number}", person__isnull=False)
    assert {one.person_id for one in told} >= {one.pk for one in mandated}
    assert Despatch.objects.filter(message__in=told).values("message").distinct().count() == told.count()
    assert subscription_actions.tell_subscribers(now=NOW + SECOND) == 0  # the address has chosen a week

    # Clause by clause, and ي for ی is no change.
    found = paragraph_changes(FORM.text.fa.splitlines(), NEXT.text.fa.splitlines())
    assert [(one.number, one.change) for one in found if one.change is not Change.SAME] == [
        (3, Change.CHANGED)
    ]
    assert name != later

    # The draft of a round that the change touches is flagged.
    assert [row.number for row in touching(trip.ROUND)] == [number]

    # Code that nobody announced is a breach at the next look.
    fingerprints.compare(now=NOW)
    monkeypatch.setattr(present, "program_digest", lambda: "a" * 64)
    fingerprints.compare(now=NOW + SECOND)
    assert [(row.part, row.is_open) for row in queries.silent_changes() if row.part is Part.PROGRAM] == [
        (Part.PROGRAM, True)
    ]


@pytest.mark.parametrize("kind", [one for one in Kind if one is not Kind.AGREEMENT])
def test_a_draft_is_touched_by_what_binds_it_and_by_nothing_else(kind: Kind) -> None:
    trip.method_in_force()
    drafted()

    announce(kind, "x-1", NOW + 50 * DAY)

    assert bool(touching(trip.ROUND)) is (kind in MANDATORY - {Kind.ROUND})


@pytest.mark.parametrize(("effective", "is_touched"), [(60 * DAY - SECOND, True), (60 * DAY, False)])
def test_what_takes_effect_after_the_round_touches_no_draft(
    effective: timedelta, *, is_touched: bool
) -> None:
    trip.method_in_force()
    drafted()

    announce(Kind.FORM, "x-1", NOW + effective)

    assert bool(touching(trip.ROUND)) is is_touched


def test_its_own_method_touches_no_draft_and_a_draft_that_was_written_again_is_clean() -> None:
    trip.method_in_force()
    drafted()
    announce(Kind.METHODOLOGY, trip.METHOD, NOW + 50 * DAY)
    own = touching(trip.ROUND)
    announce(Kind.METHODOLOGY, "another", NOW + 50 * DAY)
    other = touching(trip.ROUND)

    changed = rounds.RoundDraft(
        trip.ROUND, Words("دوره", "Round"), trip.METHOD, NOW + 40 * DAY, NOW + 60 * DAY
    )
    rounds.change_draft(draft=changed, by=people.secretariat(), now=NOW + SECOND)

    assert own == ()
    assert [row.version for row in other] == ["another"]
    assert touching(trip.ROUND) == ()
