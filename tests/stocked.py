"""A country with something on every page, and a session for each kind of reader of it."""

import time
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from sanjeh.apps.accounts import bulk_actions, invitation_actions
from sanjeh.apps.accounts.invitation_actions import Invited
from sanjeh.apps.accounts.models import Person
from sanjeh.apps.agreements import actions as agreements
from sanjeh.apps.catalogue import actions as catalogue
from sanjeh.apps.catalogue.entries import AddressEntry, BodyEntry, ServiceEntry
from sanjeh.apps.catalogue.imports import actions as imports
from sanjeh.apps.channels import redirect_actions
from sanjeh.apps.channels.actions import enter_channel
from sanjeh.apps.commitments import actions as commitments
from sanjeh.apps.courtesy import incident_actions as incidents
from sanjeh.apps.courtesy import queries as courtesy
from sanjeh.apps.courtesy.kinds import Contact
from sanjeh.apps.courtesy.models import Invite
from sanjeh.apps.desk import actions as desk
from sanjeh.apps.desk import tie_actions as ties
from sanjeh.apps.desk.kinds import ComplaintKind, TieKind
from sanjeh.apps.desk.models import AnswerLink, Complaint
from sanjeh.apps.desk.sides import hash_of_link
from sanjeh.apps.feedback import actions as feedback
from sanjeh.apps.feedback.kinds import FeedbackKind
from sanjeh.apps.fingerprints import actions as running
from sanjeh.apps.messages import actions as messages
from sanjeh.apps.methodology import actions as methodologies
from sanjeh.apps.notices import provision_actions
from sanjeh.apps.notices.kinds import Kind
from sanjeh.apps.questions import actions as questions
from sanjeh.apps.questions import faq_actions
from sanjeh.apps.rounds import actions as rounds
from sanjeh.apps.scans import queries as scans
from sanjeh.core.integrity.references import DEFAULT_AUTHORITY
from sanjeh.core.messages.template_names import TemplateName
from sanjeh.core.text.words import Words
from sanjeh.core.workflow.redirects import ReachedBy
from sanjeh.core.workflow.roles import IN_A_BODY, Role
from tests import every_address as addresses
from tests import people
from tests.apps.agreements.test_own_agreement import DRAFT
from tests.apps.catalogue.files import services
from tests.apps.channels.ways import PHONE
from tests.apps.commitments.broken import a_breach
from tests.apps.desk.country import drawn, night
from tests.apps.notices.test_provisions import FORM
from tests.every_address import Reader, Seen, pages
from tests.web import country
from tests.web.clients import enter_with_two_factors
from tests.web.message_addresses import a_letter
from tests.web.soft_authenticator import ADD, SoftAuthenticator, asked_to_make

PASSWORD = "a long enough sentence"
WRONG = services(("1001", "body-1", "خدمت تازه", "https://a.example/ https://b.example/"))
A_DAY_S = 86_400
ASKED = questions.Asked("ELSEWHERE", "پرسش", ("کارمزد کجاست؟", "از کی؟"))
INVITED = "an-invitation-of-a-test"


@dataclass(frozen=True, slots=True)
class Stock:
    """What fills in the parts of addresses, and the keys of the readers' sessions."""

    facts: dict[str, str]
    sessions: dict[Reader, str]

    def address(self, name: str, seen: Seen) -> str:
        values = [str(value).format_map(self.facts) for value in seen.values]
        return reverse(name, args=values) + (f"?{seen.asked}" if seen.asked else "")

    def addresses(self) -> dict[Reader, dict[str, str]]:
        """Return the address of every page by its name, for each reader."""
        found: dict[Reader, dict[str, str]] = {reader: {} for reader in Reader}
        for name, seen in pages().items():
            found[seen.reader][name] = self.address(name, seen)
        return found


def stocked(rows: int = 3, bodies: int = 5) -> Stock:
    """Put something on every page, so many rows more on every list, and so many bodies into two rounds."""
    country.compared_country(bodies)
    manager, now = people.manager(), timezone.now()
    held = (role for role in Role if role not in IN_A_BODY or role is Role.REPRESENTATIVE)
    staff = people.registered("staff", *held, password=PASSWORD)
    list_number = imports.prepare_import(
        file_name="فهرست.xlsx", content=WRONG, by=people.secretariat(), now=now
    )
    draft = rounds.RoundDraft(
        addresses.DRAFT, Words("دوره‌ی بعد", "Next round"), country.METHOD_NEXT, now, now + timedelta(days=9)
    )
    rounds.draft_round(draft=draft, by=people.secretariat(), now=now)
    lodging = desk.Lodging(ComplaintKind.RESULT, addresses.BODY, "", "", ("کارمزد دیده نشده است.",))
    case = desk.lodge_complaint(lodging=lodging, now=now).number
    side = complained_of(staff, now - timedelta(days=1))
    a_letter()
    fill_lists(rows, staff, now)
    seat = drawn_for(now - timedelta(days=1))  # once everybody is there who could be drawn
    learned(staff, now)
    offer_agreement(now)
    provision_actions.load_provision(loaded=FORM, by=people.secretariat(), now=now)
    running.compare(now=now)
    token = invitation_actions.invite(invited=Invited("مینا", Role.HANDLER), by=manager, now=now)
    looks = scans.findings(addresses.ROUND, service=addresses.SERVICE)[0].looks
    visit = next(look.digest for look in looks if look.collector == "visit")
    facts = {"visit": visit, "token": token, "key": str(with_each_factor(staff))}
    facts |= {"case": str(case), "import": str(list_number), "bulk": str(ended_together(manager, now))}
    facts |= {"side": str(side), "seat": str(seat), "invited": promises(staff, now)}
    return Stock(facts, sessions(staff))


def ended_together(manager: Person, now: datetime) -> int:
    """End two mandates in one move; return the number of the line that tells of it."""
    held = [people.registered(f"over-{number}", Role.HANDLER).mandates.get().pk for number in range(2)]
    change = bulk_actions.Change(bulk_actions.Together.END, tuple(held), DEFAULT_AUTHORITY)
    return bulk_actions.change_together(change=change, by=manager, now=now)


def complained_of(staff: Person, eve: datetime) -> int:
    """Let somebody complain of the staff, and seat a handler in the night, so that the staff may answer."""
    admits = people.registered("admits", Role.SECRETARIAT)
    people.registered("handles", Role.HANDLER)
    words = ("پاسخ تند بود.",)
    lodging = desk.Lodging(ComplaintKind.CONDUCT, "", "", "", words, about_person=staff.display_name)
    number = desk.lodge_complaint(lodging=lodging, now=eve).number
    desk.admit_complaint(number=number, by=admits, now=eve)
    night(eve)
    AnswerLink.objects.create(
        complaint=Complaint.objects.get(number=number),
        person=staff,
        token_hash=hash_of_link(INVITED),
        sent_at=eve,
        expires_at=eve + timedelta(days=30),
    )
    return number


def drawn_for(eve: datetime) -> int:
    """Let the draw seat the staff, who alone is a second reader, and has declared nothing yet."""
    lodging = desk.Lodging(ComplaintKind.OTHER, "", "", "شاکی نمونه", ("پاسخی نیامد.",))
    number = desk.lodge_complaint(lodging=lodging, now=eve).number
    desk.admit_complaint(number=number, by=Person.objects.get(username="admits"), now=eve)
    drawn(eve + timedelta(days=1))
    return number


def promises(staff: Person, now: datetime) -> str:
    """Run the nightly check, open a breach, report somebody, and invite; return the secret for that."""
    commitments.check_all(now=now)
    a_breach(now, "apology")
    for one in people.registered("reported", Role.DEPUTY), people.registered("reported-2", Role.DEPUTY):
        incidents.report_incident(about=one, words="گفت‌وگوی تند", by=people.secretariat(), now=now)
    Invite.objects.create(
        contact=Contact.MANDATE,
        token_hash=courtesy.hash_of(INVITED),
        expires_on=now.date() + timedelta(days=9),
    )
    return INVITED


def learned(staff: Person, now: datetime) -> None:
    """Answer the first question, of whose second part the asker says that it was none; publish an answer."""
    expert, lead, both = (
        people.registered("expert", Role.ASSESSOR),
        people.secretariat(),
        {1: "در صفحه.", 2: "؟"},
    )
    asker = people.registered("asks", Role.DEPUTY)
    faq_actions.keep_template(title="آغاز", text="با سپاس از پرسش شما.", by=lead, now=now)
    questions.answer(number=1, answers=both, by=expert, now=now)
    questions.not_answered(number=1, part=2, words="از کدام دوره؟", by=asker, now=now)
    other = questions.ask(asked=replace(ASKED, title="پرسش دیگر"), by=staff, now=now)
    questions.answer(number=other, answers=both, by=expert, now=now)
    faq_actions.publish_faq(number=1, by=people.manager(), now=now)


def offer_agreement(now: datetime) -> None:
    """Offer a version to the bodies, one of which could accept it."""
    lead = people.secretariat()
    draft = replace(DRAFT, valid_from=now, valid_until=now + timedelta(days=9))
    number = agreements.load_agreement(draft=draft, by=lead, now=now)
    agreements.consult_on(number=number, by=lead, now=now)
    agreements.confirm_agreement(number=number, by=people.manager(), now=now)


def fill_lists(count: int, staff: Person, now: datetime) -> None:
    """Make so many rows more of each kind that a list shows."""
    manager, lead = people.manager(), people.secretariat()
    for number in range(count):
        name = f"row {number}"
        one = people.registered(f"row-{number}", Role.HANDLER)
        people.join_body(one, addresses.BODY, manager, now)
        ties.declare_tie(kind=TieKind.KIN, one=one, other=manager, by=manager, now=now)
        invitation_actions.invite(invited=Invited(name, Role.HANDLER), by=manager, now=now)
        feedback.give_feedback(message=feedback.Message(FeedbackKind.MISTAKE, name), now=now)
        allegations = tuple(f"{name} {part}" for part in range(count))
        lodging = desk.Lodging(ComplaintKind.RESULT, addresses.BODY, "", "", allegations)
        desk.lodge_complaint(lodging=lodging, now=now)
        content = messages.Content(TemplateName.TRIAL, "notice:1", "/office/")
        messages.send(content=content, to=[staff], now=now)
        country.announce(Kind.PROCESS, f"p-{number}")
        draft = rounds.RoundDraft(
            f"draft-{number}", Words(name, name), country.METHOD_NEXT, now, now + timedelta(days=9)
        )
        rounds.draft_round(draft=draft, by=lead, now=now)
        text = country.METHOD.read_text("utf-8").replace('code = "small"', f'code = "m-{number}"')
        methodologies.load_methodology(text=text, name="m", by=lead, now=now)
        imports.prepare_import(file_name=name, content=WRONG, by=lead, now=now)
        agreed = replace(DRAFT, valid_from=now, valid_until=now + timedelta(days=number + 1))
        agreements.load_agreement(draft=agreed, by=lead, now=now)
        provision_actions.load_provision(loaded=replace(FORM, code=f"form-{number}"), by=lead, now=now)
        questions.ask(asked=replace(ASKED, title=name), by=staff, now=now)
        faq_actions.draft_faq(entry=faq_actions.FaqEntry(f"question {number}", "answer"), by=lead, now=now)
        told = redirect_actions.Reached(ReachedBy.PHONE, name)
        redirect_actions.record_redirect(reached=told, by=lead, now=now)
        enter_channel(entry=replace(PHONE, address=f"021-{number:04}"), by=lead, now=now)
    fill_catalogue(count, lead, now)


def fill_catalogue(count: int, lead: Person, now: datetime) -> None:
    """Give one body so many services and subsidiaries more, all of whose addresses rest."""
    held = tuple(
        ServiceEntry(
            f"20000000{number:03}",
            Words(f"خدمت {number}", f"Service {number}"),
            tuple(AddressEntry(f"https://more.example/{number}/{part}") for part in range(count)),
        )
        for number in range(count)
    )
    title = Words("دستگاه پُر", "A full body")
    entries = [BodyEntry("full", title, services=held)] + [
        BodyEntry(f"sub-{number}", Words(f"زیر {number}", f"Sub {number}"), parent="full")
        for number in range(count)
    ]
    catalogue.load_catalogue(entries=entries, by=lead, now=now)
    urls = tuple(address.url for one in held for address in one.addresses)
    catalogue.pause_addresses(urls=urls, until=None, by=lead, now=now)


def with_each_factor(person: Person) -> int:
    """Give a person codes, recovery codes and a passkey; return the number of the last."""
    TOTP.activate(person, generate_totp_secret())
    RecoveryCodes.activate(person)
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session_of(person)
    client.defaults["SERVER_NAME"] = "localhost"
    key = SoftAuthenticator("http://localhost")
    sent = {"name": "K", "credential": key.made(asked_to_make(client)), "passwordless": "on"}
    client.post(ADD, sent)
    return int(Authenticator.objects.get(user=person, type=Authenticator.Type.WEBAUTHN).pk)


def session_of(person: Person) -> str:
    """Return the key of a session in which both factors were shown, and will have been for a day."""
    client = Client()
    enter_with_two_factors(client, person)
    session = client.session
    shown = {"method": "mfa", "at": time.time() + A_DAY_S, "reauthenticated": True}
    session["account_authentication_methods"] = [shown]
    session.save()
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def sessions(staff: Person) -> dict[Reader, str]:
    newcomer = people.registered("nika", Role.SECRETARIAT, password=PASSWORD)
    sara = people.registered("sara", Role.SECRETARIAT, password=PASSWORD)
    TOTP.activate(sara, generate_totp_secret())
    client, halfway = Client(), Client()
    client.post("/office/login/", {"username": newcomer.username, "password": PASSWORD})
    halfway.post("/office/login/", {"username": sara.username, "password": PASSWORD})
    return {
        Reader.STAFF: session_of(staff),
        Reader.NEWCOMER: client.cookies[settings.SESSION_COOKIE_NAME].value,
        Reader.HALFWAY: halfway.cookies[settings.SESSION_COOKIE_NAME].value,
        Reader.STRANGER: "",
    }


def headings(content: bytes) -> list[str]:
    return [node.text(strip=True) for node in HTMLParser(content).css("h1")]
