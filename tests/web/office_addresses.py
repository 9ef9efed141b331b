"""Every page and form of the office, with the key of the table that opens it."""

import hashlib

from django.urls import reverse

from sanjeh.web.office import urls
from sanjeh.web.office.access import OfficePage
from tests.apps import trip
from tests.web.catalogue_addresses import CATALOGUE
from tests.web.message_addresses import MESSAGE_FORMS, MESSAGE_PAGES

SCAN = b"%PDF-1.7\nletter"
LETTER = hashlib.sha256(SCAN).hexdigest()
ROUND = f"/office/rounds/{trip.ROUND}/"
PAGES = {
    "/office/": "read.home",
    "/office/start/": "read.start",
    "/office/start/empty/": "authority.empty_demo",
    "/office/methods/": "read.methods",
    "/office/agreement/": "read.agreement",
    "/office/agreement/1/": "read.agreement",
    "/office/consultation/": "read.offer",
    "/office/agreement/gaps/": "read.agreement",
    "/office/agreement/gaps/1/": "read.agreement",
    "/office/offer/": "read.offer",
    "/office/offer/1/ELSEWHERE.pdf": "read.offer",
    "/office/offer/1/ELSEWHERE-proof.json": "read.offer",
    "/office/notices/provisions/form/sample@1/": "read.notices",
    "/office/rounds/": "read.rounds",
    ROUND: "read.rounds",
    "/office/rounds/new/": "round.draft",
    f"{ROUND}draft/": "round.change_draft",
    f"{ROUND}moved/": "read.rounds",
    "/office/complaints/": "read.complaints",
    "/office/complaints/1/": "read.complaints",
    "/office/questions/": "read.questions",
    "/office/questions/1/": "read.questions",
    "/office/faq/": "read.faq",
    "/office/faq/1/": "read.faq",
    "/office/answer-templates/": "read.faq",
    "/office/channels/": "read.channels",
    "/office/channels/1/": "read.channels",
    "/office/calendar/": "read.calendar",
    "/office/calendar/1/": "read.calendar",
    "/office/calendar/week/": "calendar.enter",
    "/office/calendar/holiday/": "calendar.enter",
    "/office/calendar/decree/": "calendar.enter",
    "/office/notices/": "read.notices",
    "/office/notices/provisions/": "read.notices",
    "/office/agreement/1/sentences/": "read.agreement",
    "/office/agreement/1/sentences/new/": "read.agreement",
    "/office/agreement/1/sentences/S11/": "read.agreement",
    "/office/breaches/": "read.breaches",
    "/office/breaches/1/": "read.breaches",
    "/office/incidents/": "read.incidents",
    "/office/house-rules/": "read.rules",
    "/office/notices/1/": "read.notices",
    "/office/archive/": "read.archive",
    "/office/journal/": "read.journal",
    "/office/journal/proofs.zip": "read.journal",
    "/office/feedback/": "read.feedback",
    **MESSAGE_PAGES,
    "/office/authority/": "read.authority",
    "/office/people/": "read.people",
    "/office/people/give/": "people.give_mandate",
    "/office/people/invite/": "people.invite",
    "/office/people/invite/many/": "people.invite",
    f"/office/people/letters/{LETTER}/": "read.people",
    "/office/ties/": "read.ties",
    "/office/outside/": "read.outside",
    "/office/pauses/": "read.pauses",
    "/office/permissions/": "read.permissions",
    **dict.fromkeys(CATALOGUE, "read.catalogue"),
    "/office/catalogue/new/body/": "catalogue.edit",
    "/office/catalogue/new/service/": "catalogue.edit",
}
FORMS = {
    "/office/": "read.home",
    "/office/rounds/new/": "round.draft",
    f"{ROUND}draft/": "round.change_draft",
    f"{ROUND}method/": "methodology.put_in_force",
    f"{ROUND}moved/": "round.publish_erratum",
    "/office/methods/": "methodology.load",
    f"/office/methods/shipped/{trip.ROUND}/": "methodology.load",
    f"/office/methods/{trip.ROUND}/force/": "methodology.put_in_force",
    "/office/agreement/": "agreement.load",
    "/office/agreement/1/": "agreement.confirm",
    "/office/consultation/": "consultation.comment",
    "/office/agreement/comments/1/": "consultation.answer",
    "/office/agreement/gaps/": "gap.register",
    "/office/agreement/gaps/1/": "gap.propose",
    "/office/offer/": "agreement.accept",
    "/office/agreement/1/consult/": "agreement.consult",
    "/office/agreement/1/force/": "agreement.put_in_force",
    "/office/agreement/1/withdraw/": "agreement.withdraw",
    "/office/questions/": "question.ask",
    "/office/faq/": "faq.draft",
    "/office/answer-templates/": "faq.keep_template",
    "/office/channels/": "channel.enter",
    "/office/calendar/1/": "calendar.confirm",
    "/office/calendar/week/": "calendar.enter",
    "/office/calendar/holiday/": "calendar.enter",
    "/office/calendar/decree/": "calendar.enter",
    "/office/notices/": "notice.publish",
    "/office/notices/provisions/": "provision.load",
    "/office/notices/provisions/form/sample@1/": "provision.put_in_force",
    "/office/agreement/1/sentences/": "commitment.carry_over",
    "/office/agreement/1/sentences/new/": "commitment.add",
    "/office/agreement/1/sentences/S11/": "commitment.set",
    "/office/incidents/": "incident.report",
    "/office/house-rules/": "courtesy.accept_rules",
    "/office/archive/": "archive.pack",
    f"/office/archive/rounds/{trip.ROUND}/": "archive.pack",
    f"/office/archive/{trip.ROUND}/receipt/": "archive.receive",
    "/office/feedback/1/": "feedback.settle",
    **MESSAGE_FORMS,
    "/office/authority/": "authority.change",
    "/office/start/empty/": "authority.empty_demo",
    "/office/people/give/": "people.give_mandate",
    "/office/people/invite/": "people.invite",
    "/office/people/invite/many/": "people.invite",
    "/office/ties/": "tie.declare",
    "/office/outside/": "outside.register",
    "/office/pauses/": "catalogue.pause",
    "/office/pauses/end/": "catalogue.end_pause",
    "/office/catalogue/new/body/": "catalogue.edit",
    "/office/catalogue/new/service/": "catalogue.edit",
    "/office/catalogue/bodies/B1/": "catalogue.edit",
    "/office/catalogue/services/10000000001/": "catalogue.edit",
    "/office/catalogue/imports/": "catalogue.prepare",
}


# Their forms ask for one of several moves, each of which is walked through every state.
PEOPLE_MOVES, PEOPLE_BULK = "/office/people/moves/", "/office/people/bulk/"
PEOPLE_INVITED = "/office/people/invited/"
MOVES = {
    f"{ROUND}moves/",
    f"{ROUND}judgement/",
    "/office/complaints/1/",
    "/office/complaints/1/words/",
    "/office/complaints/1/acts/",
    "/office/complaints/1/clocks/",
    "/office/breaches/1/",
    "/office/incidents/1/",
    "/office/channels/1/",
    "/office/questions/1/",
    "/office/faq/1/",
    "/office/mail/1/",
    PEOPLE_MOVES,
    PEOPLE_BULK,
    PEOPLE_INVITED,
}
# What one change of many mandates has done; without one there is no such page (test_people_bulk).
BULK_DONE = f"{PEOPLE_BULK}1/"
# The other side of a complaint finds it here; nobody else finds anything (test_hearing).
OWN_SIDE = "/office/complaints/1/answer/"
# Whoever was drawn reads the names here; nobody else finds anything (test_declarations).
OWN_SEAT = "/office/complaints/1/declaration/"
DOORS = {"/office/login/", "/office/logout/"}  # the others are no pages of the office (test_sign_in)


def addresses() -> dict[str, type[OfficePage] | None]:
    """Return every address of the office, with the page that answers there."""
    return {
        reverse(
            f"office:{one.name}",
            kwargs={name: named(one.name or "", name) for name in one.pattern.converters},
        ): getattr(one.callback, "view_class", None)
        for one in urls.urlpatterns
    }


def named(page: str, part: str) -> str | int:
    """Return what stands in a part of an address."""
    codes = {"catalogue-body": "B1", "catalogue-service": "10000000001", "sentence": "S11"}
    parts: dict[str, str | int] = {
        "code": codes.get(page, trip.ROUND),
        "number": 1,
        "name": {"archive-receipt": trip.ROUND, "provision": "sample@1"}.get(page, "template.xlsx"),
        "kind": "form",
        "body": "ELSEWHERE",
        "digest": LETTER,
        "line": 1,
        "place": 2,
    }
    return parts[part]
