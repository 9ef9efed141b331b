"""The page of the first hour: a row appears exactly while its thing is missing, for whom it may concern."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.authorities.models import Authority
from sanjeh.apps.catalogue import actions as catalogue
from sanjeh.apps.catalogue.entries import BodyEntry
from sanjeh.apps.methodology import actions as methodologies
from sanjeh.apps.notices import actions as notices
from sanjeh.apps.notices.kinds import Kind
from sanjeh.apps.rounds import actions as rounds
from sanjeh.core.text.words import Words
from sanjeh.core.workflow.first_steps import FirstStep
from sanjeh.core.workflow.roles import Role
from sanjeh.web.office.start import MENDS
from tests import people, working
from tests.apps import trip
from tests.apps.agreements.test_own_agreement import DRAFT, in_force
from tests.web.clients import signed_in

pytestmark = pytest.mark.django_db
PAGE = "/office/start/"


def missing(person: Person) -> list[str]:
    tree = HTMLParser(signed_in(person).get(PAGE).content)
    return [(row.attributes["id"] or "").removeprefix("step-") for row in tree.css("ol.lacks > li")]


def linked(person: Person) -> dict[str, str]:
    tree = HTMLParser(signed_in(person).get(PAGE).content)
    rows = tree.css("ol.lacks > li")
    return {
        (row.attributes["id"] or "").removeprefix("step-"): link.attributes["href"] or ""
        for row in rows
        if (link := row.css_first("a"))
    }


def name_itself() -> None:
    Authority.objects.update(title_fa="مرجع نمونه", title_en="Sample authority")


def be_reachable() -> None:
    Authority.objects.update(contact_email="office@authority.example")


def second_publisher() -> None:
    people.approver()


def agree() -> None:
    now = timezone.now()
    in_force(replace(DRAFT, valid_from=now, valid_until=now + timedelta(days=9)), now)


def load_method() -> None:
    methodologies.load_methodology(
        text=trip.METHOD_TEXT, name=trip.METHOD, by=people.secretariat(), now=timezone.now()
    )


def announce_method() -> None:
    now = timezone.now()
    announcement = notices.Announcement(
        Kind.METHODOLOGY, trip.METHOD, Words("روش", "Method"), Words("متن", "Text"), now, "آزمایش"
    )
    notices.publish_notice(
        hours=working.hours(now), announcement=announcement, by=people.secretariat(), now=now
    )


def put_in_force() -> None:
    methodologies.put_in_force(code=trip.METHOD, by=people.manager(), now=timezone.now())


def list_bodies() -> None:
    entries = [BodyEntry("B1", Words("دستگاه", "Body"))]
    catalogue.load_catalogue(entries=entries, by=people.secretariat(), now=timezone.now())


def list_services() -> None:
    catalogue.load_catalogue(entries=trip.country(1), by=people.secretariat(), now=timezone.now())


def draft_round() -> None:
    now = timezone.now()
    draft = rounds.RoundDraft("1405-9", Words("دوره", "Round"), trip.METHOD, now, now + timedelta(days=9))
    rounds.draft_round(draft=draft, by=people.secretariat(), now=now)


# What is done one after another, and which rows are gone (or, of people, have come) after it.
STEPS = (
    (name_itself, {FirstStep.NAME}),
    (be_reachable, {FirstStep.CONTACT}),
    (second_publisher, {FirstStep.SECOND_PUBLISHER}),
    (agree, {FirstStep.AGREEMENT, FirstStep.NOTICE}),
    (load_method, {FirstStep.METHOD_LOADED}),
    (announce_method, {FirstStep.METHOD_ANNOUNCED}),
    (put_in_force, {FirstStep.METHOD_IN_FORCE}),
    (list_bodies, {FirstStep.BODIES, FirstStep.PEOPLE_OF_BODIES}),
    (draft_round, {FirstStep.ROUND}),
)


def test_each_row_is_there_exactly_until_its_thing_is_done() -> None:
    manager, left = people.manager(), list(FirstStep)
    seen = [missing(manager)]
    wanted = [[step.value for step in left]]

    for act, gone in STEPS:
        act()
        left = [step for step in left if step not in gone]
        seen.append(missing(manager))
        wanted.append([step.value for step in left])

    assert seen == wanted
    assert left == [FirstStep.SERVICES, FirstStep.MAIL_SERVER]


def test_services_bring_back_the_row_of_the_people_who_speak_for_their_bodies() -> None:
    list_services()

    rows = missing(people.manager())

    assert (FirstStep.SERVICES in rows, FirstStep.PEOPLE_OF_BODIES in rows) == (False, True)


def test_a_mail_server_is_asked_for_while_none_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    before = FirstStep.MAIL_SERVER in missing(people.manager())
    monkeypatch.setattr(settings, "SANJEH", {**settings.SANJEH, "SMTP_URL": "smtp://127.0.0.1:25"})

    assert (before, FirstStep.MAIL_SERVER in missing(people.manager())) == (True, False)


def test_each_step_says_how_it_is_mended() -> None:
    assert set(MENDS) == set(FirstStep)


def test_only_who_may_mend_a_thing_is_led_to_its_page() -> None:
    secretariat, auditor = people.secretariat(), people.holder(Role.AUDITOR)

    assert linked(secretariat) == {
        key: url
        for key, url in linked(secretariat).items()
        if key
        in {
            "agreement",
            "method_loaded",
            "method_announced",
            "bodies",
            "services",
            "notice",
            "round",
        }
    }
    assert linked(secretariat)["method_loaded"] == "/office/methods/"
    assert linked(secretariat)["round"] == "/office/rounds/new/"
    assert linked(auditor) == {}


def test_the_first_page_of_the_office_leads_there_while_anything_is_missing() -> None:
    manager, handler = people.manager(), people.holder(Role.HANDLER)

    shown = [
        [
            link.attributes["href"]
            for link in HTMLParser(signed_in(one).get("/office/").content).css("#first-hour a")
        ]
        for one in (manager, handler)
    ]

    assert shown == [[PAGE], []]
