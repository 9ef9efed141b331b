"""Whoever a complaint is about, by name, notice or earlier case, has no hand in it and reads none of it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.desk import actions, impartiality, queries, sealing
from sanjeh.apps.desk.kinds import ComplaintKind
from sanjeh.apps.desk.models import Complaint, Seat
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.notices import actions as notices
from sanjeh.apps.notices.kinds import Kind
from sanjeh.core.integrity import later_draw
from sanjeh.core.text.words import Words
from sanjeh.core.workflow.roles import Role
from tests import people, working
from tests.apps.desk.country import LODGING, NOW, night, person

pytestmark = pytest.mark.django_db
CONDUCT = replace(LODGING, kind=ComplaintKind.CONDUCT, body="")


def lodged(lodging: actions.Lodging) -> int:
    return actions.lodge_complaint(lodging=lodging, now=NOW).number


def admit(number: int, name: str = "sara", **more: object) -> bool:
    office = Person.objects.filter(username=name).first() or person(name, Role.SECRETARIAT)
    return actions.admit_complaint(number=number, by=office, now=NOW, **more)  # type: ignore[arg-type]


def candidates(number: int) -> impartiality.Candidates:
    refs = tuple(Complaint.objects.get(number=number).subject_refs)
    return impartiality.candidates_of(number, refs, NOW)


def named(name: str, *roles: Role) -> Person:
    one = person(name, *roles)
    Person.objects.filter(pk=one.pk).update(display_name={"mina": "مینا کاظمی", "omid": "امید یاری"}[name])
    return one


@pytest.mark.parametrize("typed", ["مینا کاظمی", "خانم  مينا كاظمي از دبیرخانه", "«کاظمی، مینا»؛"])
def test_who_is_complained_about_by_name_is_never_drawn_however_the_name_is_spelt(typed: str) -> None:
    mina, omid = named("mina", Role.HANDLER), named("omid", Role.HANDLER)

    number = lodged(replace(CONDUCT, about_person=typed))

    assert candidates(number) == impartiality.Candidates((omid.reference,), (mina.reference,), ())
    assert admit(number)
    night()
    assert Seat.objects.get().person == omid


@pytest.mark.parametrize("typed", ["", "مینا", "کاظمی‌پور", "کسی دیگر"])
def test_half_a_name_or_another_one_bars_nobody(typed: str) -> None:
    named("mina", Role.HANDLER)

    assert [ref for ref in lodged_refs(typed) if ref.startswith("person:")] == []


def lodged_refs(typed: str) -> list[str]:
    return Complaint.objects.get(number=lodged(replace(CONDUCT, about_person=typed))).subject_refs


def test_whose_conduct_it_is_must_be_said_before_anyone_is_drawn() -> None:
    mina, omid = named("mina", Role.HANDLER), named("omid", Role.HANDLER)
    number = lodged(CONDUCT)

    with pytest.raises(actions.WhomNotSaid):
        admit(number)

    assert queries.office_page(number, person("dara", Role.SECRETARIAT), NOW).asks_whom
    assert admit(number, concerns=(mina,))
    night()
    assert Seat.objects.get().person == omid


def test_that_it_is_nobody_of_the_house_can_be_said() -> None:
    named("mina", Role.HANDLER)

    assert admit(lodged(CONDUCT), concerns=())


def test_who_is_complained_about_neither_admits_nor_refuses_nor_reads() -> None:
    mina = named("mina", Role.SECRETARIAT)
    number = lodged(replace(CONDUCT, about_person="مینا کاظمی"))

    with pytest.raises(actions.NotImpartial):
        actions.admit_complaint(number=number, by=mina, now=NOW)
    with pytest.raises(actions.NotImpartial):
        actions.refuse_complaint(number=number, reasons="نه", by=mina, now=NOW)

    page = queries.office_page(number, mina, NOW)
    assert (page.page, page.moves) == (None, ())


def test_who_admits_does_not_name_himself_as_the_one_complained_about() -> None:
    number = lodged(CONDUCT)
    sara = person("sara", Role.SECRETARIAT)

    with pytest.raises(actions.NotImpartial):
        admit(number, concerns=(sara,))


def test_who_was_named_at_the_admission_reads_nothing_from_then_on() -> None:
    mina = named("mina", Role.SECRETARIAT)
    named("omid", Role.HANDLER)
    number = lodged(CONDUCT)
    assert queries.office_page(number, mina, NOW).page is not None

    admit(number, concerns=(mina,))

    assert queries.office_page(number, mina, NOW).page is None


def test_of_handlers_the_seated_one_alone_reads_the_file() -> None:
    named("mina", Role.HANDLER), named("omid", Role.HANDLER)
    number = lodged(LODGING)
    assert [can_read(number, name) for name in ("mina", "omid")] == [False, False]

    admit(number)
    night()

    seated = Seat.objects.get().person.username
    assert {name: can_read(number, name) for name in ("mina", "omid")} == {
        name: name == seated for name in ("mina", "omid")
    }


def can_read(number: int, name: str) -> bool:
    reader = Person.objects.get(username=name)
    return queries.office_page(number, reader, NOW + timedelta(days=1)).page is not None


def test_who_handled_the_earlier_case_has_no_hand_in_the_complaint_about_it() -> None:
    mina = named("mina", Role.HANDLER)
    earlier = lodged(LODGING)
    assert admit(earlier)
    night()
    omid = named("omid", Role.HANDLER)

    about_it, about_nothing = lodged(replace(LODGING, earlier=str(earlier))), lodged(LODGING)

    assert candidates(about_it).eligible == (omid.reference,)
    assert queries.office_page(about_it, mina, NOW).page is None
    assert set(candidates(about_nothing).eligible) == {mina.reference, omid.reference}


def published(name: str, version: str) -> tuple[Person, int]:
    one = people.registered(name, Role.SECRETARIAT, Role.HANDLER)
    words = Words("اطلاعیه", "Notice")
    announcement = notices.Announcement(Kind.ROUND, version, words, words, NOW + timedelta(days=90), "")
    return one, notices.publish_notice(
        hours=working.hours(NOW), announcement=announcement, by=one, now=NOW
    ).number


def test_who_published_a_notice_is_not_drawn_for_the_complaint_about_it() -> None:
    (mina, first), (omid, _) = published("mina", "1406-1"), published("omid", "1406-2")
    of_notice = replace(LODGING, kind=ComplaintKind.NOTICE, body="")

    about_one, about_all = lodged(replace(of_notice, notice=str(first))), lodged(of_notice)

    assert candidates(about_one).eligible == (omid.reference,)
    assert candidates(about_all).eligible == ()
    assert mina.reference in candidates(about_all).acted


@pytest.mark.parametrize("how", ["by name", "at the admission", "earlier case"])
def test_the_database_seats_nobody_who_is_complained_about(how: str) -> None:
    mina = named("mina", Role.HANDLER)
    if how == "earlier case":
        admit(lodged(LODGING))
        night()
        number = lodged(replace(LODGING, earlier="1"))
    else:
        number = lodged(replace(CONDUCT, about_person="مینا کاظمی" if how == "by name" else ""))
    admit(number, "dara", concerns=(mina,) if how == "at the admission" else None)
    listing = journal.write(
        by=None,
        at=NOW,
        what=later_draw.LISTED,
        about=f"complaint:{number}",
        facts={"eligible": (mina.reference,), "role": "handler", "places": 1},
    )
    complaint = Complaint.objects.get(number=number)
    size = journal.sign_checkpoint(now=NOW + timedelta(days=3))
    nonce = sealing.sealer_of(complaint).open(complaint.nonce)

    with pytest.raises(IntegrityError, match="had a part"), transaction.atomic():
        Seat.objects.create(
            complaint=complaint,
            person=mina,
            draw_line=listing.number,
            checkpoint=size,
            nonce=nonce,
            at=NOW,
        )
