"""Who acts in which role until when; the forms that invite somebody and give a mandate, with a preview."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from sanjeh.apps.accounts import invitations, mandate_actions, mandates
from sanjeh.apps.accounts.bulk_actions import MOVES, Together
from sanjeh.apps.accounts.mandates import MandateRow
from sanjeh.apps.catalogue import queries as catalogue
from sanjeh.apps.conf import conf
from sanjeh.apps.messages import inviting_actions
from sanjeh.core.text.words import Wording, Words
from sanjeh.core.workflow.moves import PeopleMove, Reading, key_of
from sanjeh.core.workflow.roles import IN_A_BODY, ROLE_WORDS, Role
from sanjeh.web.listing import answer
from sanjeh.web.office.access import OfficePage, RequestedMove, in_office
from sanjeh.web.office.bulk import BulkForm, typed_in
from sanjeh.web.office.people_bulk import TITLES
from sanjeh.web.office.people_form import GiveForm, InviteForm, MandateForm
from sanjeh.web.office.people_list import invitation_listing, mandate_listing
from sanjeh.web.templatetags.persian import language

SHORT_SHOWN = 5  # the others are counted: a whole country may be short in its first hour


@dataclass(frozen=True, slots=True)
class Chosen:
    """The mandate that is opened, with the names of its role and its body."""

    row: MandateRow
    role: Wording
    body: Wording | None


class People(OfficePage):
    """The list, and what waits: invitations, second officers, bodies short of people."""

    reads = Reading.PEOPLE

    def get(self, request: HttpRequest) -> HttpResponse:
        return people_page(request, request.GET.get("mandate", ""))


def people_page(
    request: HttpRequest,
    number: str,
    typed: Mapping[str, str] = MappingProxyType({}),
    homeless: Sequence[str] = (),
) -> HttpResponse:
    """Answer with the lists; the mandate of this number is opened, with what was typed into its forms."""
    office, titles = in_office(request), catalogue.titles()
    now, own = office.staff.at, office.staff.authority
    rows = mandates.running(now, authority=own)
    short = short_of_people(titles, request)
    may_change = {kind: key_of(move) in office.may for kind, move in MOVES.items()}
    lists = (
        mandate_listing(rows, titles, now, is_chosen_from=any(may_change.values())),
        invitation_listing(
            invitations.waiting(now, own), titles, is_chosen_from=key_of(PeopleMove.INVITE) in office.may
        ),
    )
    shown = {
        "chosen": chosen(rows, number, titles),
        "typed": typed,
        "homeless": homeless,
        "bulk": bulk_form(request, may_change),
        "short": short[:SHORT_SHOWN],
        "more_short": max(0, len(short) - SHORT_SHOWN),
    }
    return answer(request, lists, "office/people.html", shown)


def bulk_form(request: HttpRequest, may_change: Mapping[Together, bool]) -> BulkForm:
    return BulkForm(
        action=reverse("office:people-bulk"),
        edits=[(kind.value, gettext(title)) for kind, title in TITLES.items() if may_change[kind]],
        value_title=gettext("روز یا نام کاربری"),
        typed=typed_in(request.GET),
        asks_letter=True,
    )


def chosen(rows: tuple[MandateRow, ...], number: str, titles: Mapping[str, Wording]) -> Chosen | None:
    found = next((row for row in rows if str(row.number) == number), None)
    return Chosen(found, ROLE_WORDS[found.role], titles.get(found.body)) if found else None


def short_of_people(titles: Mapping[str, Wording], request: HttpRequest) -> list[tuple[Wording, int]]:
    """Return the bodies that take part and have fewer than two who may speak for them, whatever is asked."""
    staff = in_office(request).staff
    taking_part = mandates.bodies_in(IN_A_BODY - {Role.MEMBER}, staff.at, staff.authority)
    found = mandates.bodies_short_of_people(taking_part, staff.at)
    return [(titles.get(code) or Words(code, code), count) for code, count in sorted(found.items())]


class Preview(OfficePage):
    """A form whose answer is shown once more before it is done."""

    move: PeopleMove
    form_class: type[MandateForm]

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove:
        del request, where
        return RequestedMove(self.move)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(request, self.form_class())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self.form_class(request.POST, request.FILES)
        if not form.is_valid():
            return self.page(request, form)
        if "sure" in request.POST:
            return self.done(request, form)
        return self.page(request, form, is_preview="back" not in request.POST)

    def done(self, request: HttpRequest, form: MandateForm) -> HttpResponse:
        raise NotImplementedError

    def page(self, request: HttpRequest, form: MandateForm, *, is_preview: bool = False) -> HttpResponse:
        shown = {"form": form, "is_preview": is_preview, "is_invitation": self.move is PeopleMove.INVITE}
        if is_preview:
            shown |= {"role": ROLE_WORDS[Role(form.cleaned_data["role"])], "letter": form.letter()}
            shown |= {"body": body_title(form.cleaned_data["body"]), "sent": carried(request, form)}
        return render(request, "office/people_form.html", shown)


def body_title(code: str) -> Wording | None:
    return catalogue.body(code).row.title if code else None


def carried(request: HttpRequest, form: MandateForm) -> list[tuple[str, str]]:
    """Return what is sent once more with the word that it is sure; a file goes by its digest."""
    kept = {name: request.POST.get(name, "") for name in form.fields if name != "letter_file"}
    return list((kept | {"letter_sha256": form.letter().sha256}).items())


class Give(Preview):
    reads = move = PeopleMove.GIVE_MANDATE
    form_class = GiveForm

    def done(self, request: HttpRequest, form: MandateForm) -> HttpResponse:
        staff = in_office(request).staff
        assert isinstance(form, GiveForm)  # noqa: S101 -- its own form
        try:
            given = mandate_actions.give_mandate(
                grant=replace(form.grant(), authority=staff.authority), by=staff.person, now=staff.at
            )
        except mandate_actions.AlreadyGiven:
            form.add_error(None, gettext("او این نقش را در بخشی از این زمان از پیش دارد."))
            return self.page(request, form)
        waits = gettext("حکم داده شد و با تأیید مدیر دیگری کار می‌کند.")
        messages.success(request, waits if given.needs_two else gettext("حکم داده شد."))
        return redirect("office:people")


class Invite(Preview):
    reads = move = PeopleMove.INVITE
    form_class = InviteForm

    def done(self, request: HttpRequest, form: MandateForm) -> HttpResponse:
        staff = in_office(request).staff
        assert isinstance(form, InviteForm)  # noqa: S101 -- its own form
        token = inviting_actions.invite_and_tell(
            invited=replace(form.invited(), authority=staff.authority),
            language=language(),
            by=staff.person,
            now=staff.at,
        )
        invited = form.invited()
        return links_page(request, [Invitee(invited.name, invited.email, link_of(request, token))])


@dataclass(frozen=True, slots=True)
class Invitee:
    """Somebody who was invited, and the link that is shown this once."""

    name: str
    email: str
    link: str


def link_of(request: HttpRequest, token: str) -> str:
    return request.build_absolute_uri(reverse("invitation", args=[token]))


def links_page(request: HttpRequest, invitees: Sequence[Invitee]) -> HttpResponse:
    shown = {"invitees": invitees, "has_mail": bool(conf()["SMTP_URL"])}
    return render(request, "office/people_link.html", shown)
