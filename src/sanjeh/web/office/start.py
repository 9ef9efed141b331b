"""The first hour: what an authority still lacks for its first round, and the page that mends each."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from sanjeh.apps.accounts import mandates
from sanjeh.apps.accounts import queries as accounts
from sanjeh.apps.agreements import queries as agreements
from sanjeh.apps.authorities import queries as authorities
from sanjeh.apps.catalogue import queries as catalogue
from sanjeh.apps.conf import conf
from sanjeh.apps.methodology import queries as methodologies
from sanjeh.apps.notices import queries as notices
from sanjeh.apps.notices.kinds import Kind
from sanjeh.apps.rounds import queries as rounds
from sanjeh.core.text.words import Words
from sanjeh.core.workflow.first_steps import FirstStep, Standing, missing_steps
from sanjeh.core.workflow.moves import (
    AgreementMove,
    AuthorityMove,
    CatalogueMove,
    MethodologyMove,
    Move,
    NoticeMove,
    PeopleMove,
    Reading,
    RoundAct,
    key_of,
)
from sanjeh.core.workflow.permissions import permission
from sanjeh.core.workflow.roles import Role
from sanjeh.core.workflow.rounds import RoundMove
from sanjeh.web.office.access import OfficePage, Staff, in_office
from sanjeh.web.office.refusals import roles_said

HOUSE = Words("سنجه", "Sanjeh")  # what an authority is called before it has said who it is


@dataclass(frozen=True, slots=True)
class Mend:
    """How one thing is mended: by which move, on which page of the office; a machine's settings have none."""

    says: str
    move: Move | None
    page: str = ""


MENDS: dict[FirstStep, Mend] = {
    FirstStep.NAME: Mend(
        _("مرجع ارزیابی هنوز نام خود را ندارد؛ همه‌جا «سنجه» نوشته می‌شود."), AuthorityMove.CHANGE, "authority"
    ),
    FirstStep.CONTACT: Mend(
        _("راه تماس با مرجع ارزیابی نوشته نشده است؛ دستگاه‌ها نمی‌دانند از که بپرسند."),
        AuthorityMove.CHANGE,
        "authority",
    ),
    FirstStep.SECOND_PUBLISHER: Mend(
        _("تنها یک نفر یا کمتر می‌تواند منتشر کند؛ آن که نهایی می‌کند منتشر نمی‌کند، پس دو نفر لازم است."),
        PeopleMove.INVITE,
        "people",
    ),
    FirstStep.AGREEMENT: Mend(
        _(
            "توافق‌نامه‌ای در حال اجرا نیست؛ متن خود را بار کنید، از نفر دوم بخواهید تأیید کند"
            " و پس از اطلاعیه به اجرا بگذارید."
        ),
        AgreementMove.LOAD,
        "agreement",
    ),
    FirstStep.METHOD_LOADED: Mend(
        _("هیچ روش ارزیابی بار نشده است؛ یکی از روش‌های آماده یا پرونده‌ی خود را بار کنید."),
        MethodologyMove.LOAD,
        "methods",
    ),
    FirstStep.METHOD_ANNOUNCED: Mend(_("هیچ روشی با اطلاعیه اعلام نشده است."), NoticeMove.PUBLISH, "methods"),
    FirstStep.METHOD_IN_FORCE: Mend(
        _("هیچ روشی در اجرا نیست؛ کسی جز بارگذار، آن را به اجرا می‌گذارد."),
        MethodologyMove.PUT_IN_FORCE,
        "methods",
    ),
    FirstStep.BODIES: Mend(
        _("فهرست دستگاه‌ها خالی است؛ آن را از یک کاربرگ بار کنید."), CatalogueMove.PREPARE, "catalogue-imports"
    ),
    FirstStep.SERVICES: Mend(
        _("هیچ خدمتی در فهرست نیست؛ خدمات و نشانی‌ها را از یک کاربرگ بار کنید."),
        CatalogueMove.LOAD,
        "catalogue",
    ),
    FirstStep.PEOPLE_OF_BODIES: Mend(
        _("هر دستگاه دست‌کم دو نفر می‌خواهد: نماینده و جانشین او."), PeopleMove.INVITE, "people"
    ),
    FirstStep.MAIL_SERVER: Mend(
        _("سرور ایمیل معرفی نشده است؛ پیام‌ها تنها در صندوق همین سایت می‌مانند (SANJEH_SMTP_URL)."), None
    ),
    FirstStep.NOTICE: Mend(_("هنوز اطلاعیه‌ای منتشر نشده است."), NoticeMove.PUBLISH, "notices"),
    FirstStep.ROUND: Mend(_("هنوز دوره‌ای ساخته نشده است."), RoundAct.DRAFT, "round-new"),
}


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is missing, who may mend it, and where; `url` is empty for whom it is not open."""

    step: FirstStep
    says: str
    who: str
    url: str


class Start(OfficePage):
    """What is missing, each with the page that mends it."""

    reads = Reading.START

    def get(self, request: HttpRequest) -> HttpResponse:
        office = in_office(request)
        lacks = [lack(step, office.may) for step in missing_steps(standing(office.staff))]
        return render(request, "office/start.html", {"lacks": lacks, "all": len(FirstStep)})


def standing(staff: Staff) -> Standing:
    """Return how far this installation has come: a fixed number of questions."""
    own, size = staff.authority, catalogue.size()
    authority, methods, published = authorities.card(own), methodologies.versions(own), notices.notices(own)
    announced = {one.version for one in published if one.kind is Kind.METHODOLOGY}
    return Standing(
        has_own_name=authority.title != HOUSE,
        has_contact=bool(authority.contact.email or authority.contact.phone),
        publishers=len(accounts.holders_of_any(permission(RoundMove.PUBLISH).roles, staff.at, own)),
        has_agreement=agreements.state(staff.at, own).in_force,
        methods=len(methods),
        methods_announced=sum(one.code in announced for one in methods),
        has_method_in_force=any(one.in_force_from and one.in_force_from <= staff.at for one in methods),
        bodies=size.bodies,
        services=size.services,
        short_bodies=short_bodies(staff),
        has_mail_server=bool(conf()["SMTP_URL"]),
        notices=len(published),
        rounds=len(rounds.rounds(own)),
    )


def short_bodies(staff: Staff) -> int:
    """Return how many bodies that offer services have fewer than two people who speak for them."""
    offering = [row.code for row in catalogue.bodies() if row.service_count]
    return len(mandates.bodies_short_of_people(offering, staff.at))


def lack(step: FirstStep, may: frozenset[str]) -> Lack:
    mend = MENDS[step]
    if mend.move is None:
        return Lack(step, gettext(mend.says), roles_said(frozenset({Role.OPERATOR})), "")
    url = address_of(mend.page) if key_of(mend.move) in may else ""
    return Lack(step, gettext(mend.says), roles_said(permission(mend.move).roles), url)


def address_of(page: str) -> str:
    """Return the address of a page of the office; one that this installation does not have has none."""
    try:
        return reverse(f"office:{page}")
    except NoReverseMatch:
        return ""
