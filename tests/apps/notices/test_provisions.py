"""AC11: no version of a form, of documents or of a process without a notice; what it changes is shown."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.journal import queries as journal
from sanjeh.apps.notices import actions, provision_actions, provisions
from sanjeh.apps.notices.kinds import KINDS, Kind
from sanjeh.core.text.clause_changes import Change
from sanjeh.core.text.words import Words
from sanjeh.core.workflow.permissions import NotPermitted, Why
from sanjeh.core.workflow.provisions import PROVISION_WORDS, ProvisionKind
from sanjeh.core.workflow.roles import Role
from tests import people, working
from tests.apps.authorities.two import PROVINCE, officer, province
from tests.hands import refusal
from tests.permission_matrix import EXPECTED

pytestmark = pytest.mark.django_db
NOW = datetime.fromisoformat("2026-11-01T08:00:00+00:00")
SECOND = timedelta(seconds=1)
SOON = NOW + timedelta(days=30)
FORM = provision_actions.ProvisionText(
    kind=ProvisionKind.FORM,
    code="sample",
    title=Words("فرم نمونه", "Sample form"),
    text=Words("نام دستگاه\nنشانی خدمت\nامضا", "Name\nAddress\nSignature"),
)


def load(form: provision_actions.ProvisionText = FORM, by: Person | None = None) -> str:
    return provision_actions.load_provision(loaded=form, by=by or people.secretariat(), now=NOW)


def announce(kind: str, version: str, effective: datetime = SOON, now: datetime = NOW) -> int:
    words = Words("نسخه‌ی تازه", "A new version")
    told = actions.Announcement(Kind(kind), version, words, words, effective)
    return actions.publish_notice(
        announcement=told, hours=working.hours(now), by=people.secretariat(), now=now
    ).number


def put(name: str = "sample@1", by: Person | None = None, now: datetime = NOW) -> datetime:
    return provision_actions.put_provision_in_force(
        kind=ProvisionKind.FORM, name=name, by=by or people.approver(), now=now
    )


def in_force(form: provision_actions.ProvisionText = FORM) -> str:
    name = load(form)
    announce(form.kind, name)
    provision_actions.put_provision_in_force(kind=form.kind, name=name, by=people.approver(), now=NOW)
    return name


def test_every_such_kind_is_a_kind_of_notice_with_the_same_name() -> None:
    assert {kind.value for kind in ProvisionKind} < {kind.value for kind in Kind}
    assert {kind: KINDS[Kind(kind)].title for kind in ProvisionKind} == PROVISION_WORDS


@pytest.mark.parametrize("kind", ProvisionKind)
def test_a_version_is_in_force_from_the_effect_of_its_notice_and_not_a_second_before(
    kind: ProvisionKind,
) -> None:
    name = in_force(replace(FORM, kind=kind))

    row = provisions.provision(kind, name)
    assert (row.name, row.notice, row.in_force_from) == ("sample@1", 1, SOON)
    assert [one.name for one in provisions.holding(SOON)] == ["sample@1"]
    assert provisions.holding(SOON - SECOND) == ()
    assert [line.entry.what for line in journal.lines_about(f"{kind}:sample@1")] == [
        "provision.loaded",
        "notice.published",
        "provision.put_in_force",
    ]


def test_ac11_without_a_notice_of_its_own_no_version_is_put_in_force() -> None:
    announce("form", "sample@1", now=NOW - SECOND)
    load()
    announce("form", "sample@2")
    announce("form", "other@1")
    announce("document", "sample@1")
    province()

    with pytest.raises(provision_actions.NotAnnounced):
        put()
    announce("form", "sample@1")
    put()
    with pytest.raises(provision_actions.InForceAlready):
        put()


def test_a_notice_of_another_authority_announces_nothing_here() -> None:
    load()
    province()
    words = Words("نسخه", "Version")
    told = actions.Announcement(Kind.FORM, "sample@1", words, words, SOON, authority=PROVINCE)
    actions.publish_notice(
        announcement=told, hours=working.hours(NOW), by=officer("sara", Role.SECRETARIAT), now=NOW
    )

    with pytest.raises(provision_actions.NotAnnounced):
        put()


@pytest.mark.parametrize("name", ["sample@2", "sample", "sample@x", "other@1", ""])
def test_a_version_that_there_is_not_is_not_put_in_force(name: str) -> None:
    load()

    with pytest.raises(provisions.NoSuchProvision):
        put(name)


@pytest.mark.parametrize("role", Role)
def test_who_may_loads_and_puts_in_force(role: Role) -> None:
    load()
    announce("form", "sample@1")
    by = people.holder(role)

    for key, act in (("provision.load", lambda: load(by=by)), ("provision.put_in_force", lambda: put(by=by))):
        if role in EXPECTED[key]:
            act()
        else:
            with pytest.raises(NotPermitted):
                act()


def test_who_loaded_a_version_does_not_put_it_in_force() -> None:
    both = people.registered("both", Role.SECRETARIAT, Role.APPROVER)
    load(by=both)
    announce("form", "sample@1")

    with pytest.raises(NotPermitted) as refused:
        put(by=both)

    assert refused.value.why is Why.SAME_PERSON


def test_what_a_version_says_otherwise_is_told_paragraph_by_paragraph_and_spellings_are_no_change() -> None:
    in_force()
    text = Words("نام دستگاه\nکد خدمت\nنشاني\u200cخدمت\nامضای مدیر", "x")
    row = provisions.provision("form", load(replace(FORM, text=text)))

    changes = provisions.changes_since_last(row)

    assert changes is not None
    told = [
        (one.change, [run.text for run in one.runs if run.change is not Change.SAME]) for one in changes.told
    ]
    assert (changes.since, told) == (
        1,
        [(Change.ADDED, ["کد خدمت"]), (Change.CHANGED, ["امضا", "امضای مدیر"])],
    )


def test_the_first_version_says_nothing_otherwise_and_neither_does_one_after_a_draft() -> None:
    first = provisions.provision("form", load())
    second = provisions.provision("form", load())

    assert (provisions.changes_since_last(first), provisions.changes_since_last(second)) == (None, None)


def setting(notice: object, since: str = "'2026-12-01T08:00:00Z'") -> str:
    return (
        f"UPDATE notices_provision SET notice_id = {notice}, in_force_from = {since},"  # noqa: S608
        f" put_by_id = {people.approver().pk} WHERE number = 1"
    )


def test_ac11_the_database_puts_nothing_in_force_of_which_no_notice_has_told() -> None:
    early = announce("form", "sample@1", now=NOW - SECOND)
    load()
    wrong = [early, announce("form", "sample@2"), announce("document", "sample@1")]
    right = announce("form", "sample@1")

    said = [refusal(setting(one)) for one in wrong]
    before_its_effect = refusal(setting(right, "'2026-12-01T07:59:59Z'"))

    assert [*said, before_its_effect] == ["no notice has told of this version"] * 4
    assert refusal(setting("NULL")) == "no notice has told of this version"
    assert refusal(setting(right)) == ""


def test_the_database_keeps_each_version_as_it_was_loaded() -> None:
    in_force()
    same_person = f"UPDATE notices_provision SET put_by_id = {people.secretariat().pk}"  # noqa: S608

    assert [
        refusal(one) == ""
        for one in (
            "UPDATE notices_provision SET text_fa = 'x'",
            "UPDATE notices_provision SET sha256 = 'x'",
            "UPDATE notices_provision SET in_force_from = now()",
            "DELETE FROM notices_provision",
            same_person,
        )
    ] == [False] * 5
