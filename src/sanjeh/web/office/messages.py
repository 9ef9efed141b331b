"""What went out to people, on which way it is, who has not seen it, and what came back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.translation import gettext

from sanjeh.apps.accounts.queries import signed_in
from sanjeh.apps.authorities import queries as authorities
from sanjeh.apps.messages import actions, queries
from sanjeh.core.text.numerals import in_digits
from sanjeh.core.workflow.machine import MoveNotAllowed
from sanjeh.core.workflow.moves import MessageMove, Reading, key_of
from sanjeh.report.letter.letter import Letter, letter_pdf
from sanjeh.web.formatting import day
from sanjeh.web.listing import answer
from sanjeh.web.office.access import OfficePage, RequestedMove, in_office
from sanjeh.web.office.message_list import despatch_listing, incoming_listing, matter_listing

POST_LENGTH = 60


class Messages(OfficePage):
    """The messages that went out, by matter and by way."""

    reads = Reading.MESSAGES

    def get(self, request: HttpRequest) -> HttpResponse:
        is_chosen_from = key_of(MessageMove.TRY_AGAIN) in in_office(request).may
        lists = (despatch_listing(is_chosen_from=is_chosen_from), matter_listing(), incoming_listing())
        return answer(request, lists, "office/messages.html")


class Chase(OfficePage):
    """Everybody who has not seen a message about one matter is reminded."""

    reads = Reading.MESSAGES

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove:
        del where
        return RequestedMove(MessageMove.CHASE, about_in(request))

    def post(self, request: HttpRequest) -> HttpResponse:
        with_letter = "letter" in request.POST
        count = actions.chase(
            about=about_in(request), by=signed_in(request.user), now=timezone.now(), with_letter=with_letter
        )
        tell_chased(request, count)
        return redirect("office:messages")


def about_in(request: HttpRequest) -> str:
    return request.POST.get("about", "")[:120]


def tell_chased(request: HttpRequest, count: int) -> None:
    if not count:
        messages.info(request, gettext("کسی نیست که باید یادآوری شود: همه دیده‌اند یا تازه یادآوری شده است."))
        return
    told = gettext("یادآوری فرستاده شد. شمار گیرندگان: %(count)s")
    messages.success(request, told % {"count": in_digits(count, request.LANGUAGE_CODE)})


class TryAgain(OfficePage):
    """One despatch that bounced or was given up goes back into the queue."""

    reads = Reading.MESSAGES

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove:
        del request
        return RequestedMove(MessageMove.TRY_AGAIN, f"despatch:{where['number']}")

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        known(number)
        try:
            actions.try_again(despatch=number, by=signed_in(request.user), now=timezone.now())
        except MoveNotAllowed:
            messages.error(request, gettext("این پیام اکنون در راه است یا رسیده است؛ صفحه را تازه کنید."))
        return redirect("office:messages")


def known(number: int) -> queries.DespatchRow:
    row = queries.despatch(number)
    if row is None:
        raise Http404
    return row


class PostedLetter(OfficePage):
    """A letter gets its number when it is handed to the post."""

    reads = Reading.MESSAGES

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove:
        del request
        return RequestedMove(MessageMove.POST_LETTER, f"despatch:{where['number']}")

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        if queries.letter(number) is None:
            raise Http404
        post_number = request.POST.get("post_number", "")[:POST_LENGTH]
        try:
            actions.post_letter(
                despatch=number, post_number=post_number, by=signed_in(request.user), now=timezone.now()
            )
        except MoveNotAllowed:
            messages.error(request, gettext("این نامه پیش از این به پست سپرده شده است."))
        return redirect("office:messages")


class LetterFile(OfficePage):
    """The letter as it is printed."""

    reads = Reading.MESSAGES

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        del request
        found = queries.letter(number)
        if found is None:
            raise Http404
        response = HttpResponse(letter_pdf(printed(found)), content_type="application/pdf")
        response.headers["Content-Disposition"] = f'attachment; filename="letter-{number}.pdf"'
        return response


def printed(found: queries.LetterText) -> Letter:
    """Return the letter in the language of its reader, whatever that of the page is."""
    authority = authorities.current()
    with translation.override(found.language):
        number_title, date_title = gettext("شماره"), gettext("تاریخ")
    return Letter(
        language=found.language,
        sender=authority.title.in_language(found.language),
        number_title=number_title,
        number=in_digits(found.number, found.language) if found.number else "…",
        date_title=date_title,
        date=day(found.made_at, found.language),
        to=found.name,
        subject=found.subject,
        paragraphs=found.paragraphs,
        address=authority.contact.postal_address,
    )
