"""What is done to a mandate that runs: confirmed, ended, handed over, parted; and the letters behind them."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext

from sanjeh.apps.accounts import invitation_actions, letters, mandate_actions, mandates, queries
from sanjeh.apps.accounts.invitations import InvitationClosed
from sanjeh.apps.accounts.letters import Letter
from sanjeh.apps.accounts.mandate_actions import AlreadyGiven, NoSuchMandate, NotAwaited, Share
from sanjeh.apps.catalogue import queries as catalogue
from sanjeh.core.integrity.references import Subject
from sanjeh.core.text.numerals import latin_digits
from sanjeh.core.workflow.moves import PeopleMove, Reading, key_of
from sanjeh.web.office.access import OfficePage, RequestedMove, Staff, in_office
from sanjeh.web.office.home import home_page
from sanjeh.web.office.people import people_page
from sanjeh.web.office.refusals import with_what_was_typed


def words_in_list(text: str) -> tuple[str, ...]:
    """Return the codes that somebody wrote, with commas or spaces between them."""
    return tuple(text.replace("،", " ").replace(",", " ").split())


def number_in(request: HttpRequest, name: str = "number") -> int:
    """Return the number that a form names; 0, which nothing has, for anything else."""
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


def confirm(request: HttpRequest, staff: Staff) -> None:
    mandate_actions.confirm_mandate(number=number_in(request), by=staff.person, now=staff.at)


def end(request: HttpRequest, staff: Staff) -> None:
    mandate_actions.end_mandate(number=number_in(request), by=staff.person, now=staff.at)


def hand_over(request: HttpRequest, staff: Staff) -> None:
    successor = queries.person(request.POST.get("successor", "").strip())
    letter = Letter(request.POST.get("letter_number", "").strip()[:80])
    mandate_actions.hand_over(
        number=number_in(request), successor=successor, letter=letter, by=staff.person, now=staff.at
    )


class NoShare(ValueError):
    """What was typed names no share of a body's answers; the text is what to do."""


def delegate(request: HttpRequest, staff: Staff) -> None:
    share = Share(
        request.POST.get("department", "").strip()[:200],
        words_in_list(request.POST.get("indicators", "")),
        words_in_list(latin_digits(request.POST.get("services", ""))),
    )
    refuse_nothing(share, number_in(request))
    mandate_actions.delegate(number=number_in(request), share=share, by=staff.person, now=staff.at)


def refuse_nothing(share: Share, number: int) -> None:
    """Raise NoShare for a department without a name, or services that its body does not offer."""
    if not share.department:
        raise NoShare(gettext("نام واحد را بنویسید."))
    row = mandates.mandate(number)
    unknown = [code for code in share.services if row is None or not is_offered_by(code, row.body)]
    if unknown:
        told = gettext("این کدها از خدمت‌های این دستگاه نیست: %(codes)s")
        raise NoShare(told % {"codes": " ".join(unknown)})


def is_offered_by(code: str, body: str) -> bool:
    try:
        return catalogue.service(code).body_code == body
    except catalogue.NoSuchService:
        return False


def end_delegation(request: HttpRequest, staff: Staff) -> None:
    mandate_actions.end_delegation(delegation=number_in(request), by=staff.person, now=staff.at)


def withdraw(request: HttpRequest, staff: Staff) -> None:
    invitation_actions.withdraw_invitation(number=number_in(request), by=staff.person, now=staff.at)


MOVES: dict[PeopleMove, Callable[[HttpRequest, Staff], None]] = {
    PeopleMove.CONFIRM_MANDATE: confirm,
    PeopleMove.END_MANDATE: end,
    PeopleMove.HAND_OVER: hand_over,
    PeopleMove.DELEGATE: delegate,
    PeopleMove.END_DELEGATION: end_delegation,
    PeopleMove.WITHDRAW_INVITATION: withdraw,
}


class PeopleMoves(OfficePage):
    reads = Reading.PEOPLE

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove | None:
        del where
        name = request.POST.get("move", "")
        move = next((one for one in MOVES if one.value == name), None)
        return RequestedMove(move, about(request, move)) if move else None

    def post(self, request: HttpRequest) -> HttpResponse:
        move = self.requested_move(request)
        # Who speaks for a body parts its answers from the own first page.
        back = "office:people" if key_of(Reading.PEOPLE) in in_office(request).may else "office:home"
        if move is None:
            return redirect(back)
        try:
            MOVES[PeopleMove(move.move)](request, in_office(request).staff)
        except queries.NoSuchPerson:
            messages.error(request, gettext("کسی با این نام حساب ندارد؛ او را دعوت کنید."))
        except AlreadyGiven:
            messages.error(request, gettext("او این نقش را در بخشی از این زمان از پیش دارد."))
        except NoShare as told:
            messages.error(request, str(told))
        except (NoSuchMandate, NotAwaited, InvitationClosed):
            messages.error(
                request, gettext("چنین چیزی دیگر در جریان نیست؛ کسی پیش از شما آن را به پایان برده است.")
            )
        else:
            messages.success(request, gettext("انجام شد و در دفتر رویداد ثبت شد."))
            return redirect(back)
        return page_again(request, PeopleMove(move.move), back)


def page_again(request: HttpRequest, move: PeopleMove, page: str) -> HttpResponse:
    """Show the page of a refused move, where what was typed stays in its form, or stands below."""
    if move not in (PeopleMove.HAND_OVER, PeopleMove.DELEGATE):
        return redirect(page)
    typed = request.POST.dict()
    if page == "office:home":
        return with_what_was_typed(request, lambda homeless: home_page(request, typed, homeless))
    number = request.POST.get("number", "")
    return with_what_was_typed(request, lambda homeless: people_page(request, number, typed, homeless))


def about(request: HttpRequest, move: PeopleMove | None) -> str:
    """Return the matter of a move, in which earlier moves of the same person are looked for."""
    if move is PeopleMove.HAND_OVER:
        return successor_in(request)
    if move in (PeopleMove.END_DELEGATION, PeopleMove.WITHDRAW_INVITATION):
        return ""  # their numbers are no mandates'; the actions ask once more, knowing whose each is
    return Subject.MANDATE.named(number_in(request))


def successor_in(request: HttpRequest) -> str:
    try:
        return queries.person(request.POST.get("successor", "").strip()).reference
    except queries.NoSuchPerson:
        return ""


class LetterFile(OfficePage):
    """The scan of a letter, to be kept and not to be run: never shown inside our own pages."""

    reads = Reading.PEOPLE

    def get(self, request: HttpRequest, digest: str) -> HttpResponseBase:
        del request
        path = letters.path_of(digest)
        if not letters.is_digest(digest) or not path.is_file():
            raise Http404
        content = path.read_bytes()
        name = f"letter-{digest[:12]}.{letters.ending_of(content)}"
        response = HttpResponse(content, content_type="application/octet-stream")
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
        return response
