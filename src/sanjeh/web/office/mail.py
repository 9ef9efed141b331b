"""One mail that came in: its words as plain text, its files to take away, and what a person decides of it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext

from sanjeh.apps.accounts.queries import signed_in
from sanjeh.apps.messages import incoming_actions, mail_pages
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.moves import Reading
from sanjeh.core.workflow.reach_moves import MailMove
from sanjeh.web.missing import or_404
from sanjeh.web.office.access import OfficePage, RequestedMove

MOVES = {MailMove.TRY_AGAIN.value: MailMove.TRY_AGAIN, MailMove.SETTLE.value: MailMove.SETTLE}


class Mail(OfficePage):
    """What it says, what became of it, and two buttons where it waits for a person."""

    reads = Reading.MAIL

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove | None:
        move = MOVES.get(request.POST.get("move", ""))
        return RequestedMove(move, Subject.MAIL.named(where["number"])) if move else None

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        with or_404(mail_pages.NoSuchMail):
            return render(request, "office/mail.html", {"page": mail_pages.mail_page(number)})

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        move = MOVES.get(request.POST.get("move", ""))
        if move is None:
            raise Http404
        act = incoming_actions.settle_mail if move is MailMove.SETTLE else incoming_actions.try_mail_again
        try:
            act(mail=number, by=signed_in(request.user), now=timezone.now())
        except incoming_actions.NothingApart:
            messages.error(request, gettext("این نامه دیگر منتظر کسی نیست؛ صفحه را تازه کنید."))
        else:
            messages.success(request, gettext("انجام شد و در دفتر رویداد ثبت شد."))
        return redirect("office:messages")


class MailFile(OfficePage):
    """A file of a mail, to be taken away: no browser shows it on a page of ours."""

    reads = Reading.MAIL

    def get(self, request: HttpRequest, number: int, place: int) -> HttpResponse:
        del request
        with or_404(mail_pages.NoSuchMail):
            file, content = mail_pages.mail_file(number, place)
        name = f"mail-{number}-{place}.{file.kind}"
        return HttpResponse(
            content,
            content_type="application/octet-stream",
            headers={
                "Content-Disposition": str(content_disposition_header(as_attachment=True, filename=name)),
                "Content-Security-Policy": "sandbox; default-src 'none'",
                "X-Content-Type-Options": "nosniff",
            },
        )
